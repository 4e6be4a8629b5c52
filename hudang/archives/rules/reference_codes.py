"""档号 by template (archive.md §6, DA/T 13-2022)."""

from __future__ import annotations

import re

from hudang.archives.errors import BadTemplate

DEFAULT_FILE_TEMPLATE = "{fonds}-{series}·{year}·{retention}·{village}-{sequence:04d}"
SHAPE = re.compile(
    r"[A-Z]\d{3}-[A-Z]{2}(·[A-Z0-9]{1,4}){0,3}·\d{4}·(Y|D\d{1,3})(·[\u4e00-\u9fffA-Z0-9]{1,8})?-\d{3,4}(-\d{3,4})?"
)
_DOTS = str.maketrans({"．": "·", "・": "·", "•": "·", "‧": "·"})


def normalise(text: str) -> str:
    """Return a typed reference code in its one form: middle dots, half-width, capitals."""
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" and c not in "．" else c for c in text)
    return half.translate(_DOTS).replace(" ", "").upper()


def is_reference_code(text: str) -> bool:
    """Tell whether the text has the form of a reference code."""
    return bool(SHAPE.fullmatch(text))


def file_code(template: str, *, fonds: str, series: str, year: int, retention: str, village: str, sequence: int) -> str:
    """Return the reference code of a household file; raises ``BadTemplate`` when it breaks the rules."""
    try:
        code = template.format(
            fonds=fonds, series=series, year=year, retention=retention, village=village, sequence=sequence
        )
    except (KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
        raise BadTemplate(template=template, sample="") from error
    if not is_reference_code(code):
        raise BadTemplate(template=template, sample=code)
    return code


def item_code(file_reference_code: str, number: int) -> str:
    """Return the reference code of an item in a file: the file's, then the item's number."""
    return f"{file_reference_code}-{number:03d}"
