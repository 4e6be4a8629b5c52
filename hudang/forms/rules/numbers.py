"""文书编号: 舍力低受字〔2026〕12号, counted by the issuing division and the year (forms.md F03, F31)."""

from __future__ import annotations

import re
from datetime import date

from hudang.forms.rules.definition import Numbering

_ENDINGS = re.compile(r"(民族乡|街道办事处|街道|镇|乡|自治县|县|市|区|旗)$")


def short_place(name: str) -> str:
    """Return 舍力 for 舍力镇; a name that would leave nothing stays whole."""
    short = _ENDINGS.sub("", name)
    return short if len(short) > 1 else name


def counter_key(numbering: Numbering, division_code: str, day: date) -> str:
    """Return the key under which the numbers are counted; those with a month in them begin anew each month."""
    period = f"{day:%Y%m}" if "{month" in numbering.pattern else f"{day:%Y}"
    return f"paper:{division_code}:{numbering.word}:{period}"


def document_number(numbering: Numbering, place: str, day: date, number: int) -> str:
    """Return the number as it stands on paper."""
    return numbering.pattern.format(
        place=short_place(place), word=numbering.word, year=day.year, month=f"{day:%m}", number=number
    )
