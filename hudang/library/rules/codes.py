"""件的档号: the reference code of an institutional item (archive.md §6, DA/T 13-2022)."""

from __future__ import annotations

from hudang.archives.errors import BadTemplate
from hudang.archives.rules.reference_codes import is_reference_code
from hudang.library.vocabulary import SERIES_ROOT

DEFAULT_TEMPLATE = "{fonds}-{series}·{year}·{retention}·{agency}-{sequence:04d}"
TARGET = "institutional"


def series_code(kind: str) -> str:
    """Return the whole class number for what people say: ZD3 is ZY·DB·ZD3."""
    said = kind.strip().upper().replace("．", "·").replace("・", "·")
    return said if "·" in said else SERIES_ROOT + said


def kind_of(code: str) -> str:
    """Return the last part of a class number: ZD3 of ZY·DB·ZD3."""
    return code.rsplit("·", 1)[-1]


def item_code(template: str, *, fonds: str, series: str, year: int, retention: str, agency: str, sequence: int) -> str:
    """Return the reference code of an item; raises ``BadTemplate`` when it breaks the rules."""
    try:
        code = (template or DEFAULT_TEMPLATE).format(
            fonds=fonds, series=series, year=year, retention=retention, agency=agency, sequence=sequence
        )
    except (KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
        raise BadTemplate(template=template, sample="") from error
    if not is_reference_code(code):
        raise BadTemplate(template=template, sample=code)
    return code
