"""Single cells: their text, blank marks, notes in brackets, and what reading one gives back."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from hudang.kernel.text import collapse_spaces, half_width, strip_invisible
from hudang.rosters.reading.grid import CellValue

Value = str | int | float | None
_BLANK_MARKS = frozenset(
    "/ \\ // - -- --- — —— － – _ ~ * # . 、 空 暂无 没有 无此项 不详 未知 未填 null none nan n/a na #n/a #ref! #value! #name? "
    "#div/0! #null! #num!".split()
)
_NOTHING = "无"
_NOTE = re.compile(r"[（(【\[{<《〔].*?[)）】\]}>》〕]|[（(【\[].*$")
# the largest whole number that a float in a sheet keeps exactly: Excel stores 15 significant digits
EXACT_DIGITS = 15


class Reading(NamedTuple):
    """A cell that was not in its plain form: the value taken, the codes, and the form for the office's habit."""

    value: Value
    codes: tuple[str, ...]
    form: str = ""


Read = Value | Reading


def is_blank(raw: CellValue) -> bool:
    """Tell whether the cell is empty or holds only white space."""
    return (
        raw == "" or raw is None or (raw.__class__ is str and not strip_invisible(str(raw)).strip("' \t\r\n\u3000\xa0"))
    )


def is_mark_of_nothing(text: str) -> bool:
    """Tell whether an office wrote a stroke, 无 or an error value for "nothing"."""
    return text == _NOTHING or text.lower() in _BLANK_MARKS


def is_stroke(text: str) -> bool:
    """Tell whether the text only stands for an empty cell; 无 may mean something (无劳动能力)."""
    return text.lower() in _BLANK_MARKS


def plain_text(raw: CellValue) -> str:
    """Return the cell's text: whole numbers without ``.0``, dates as ISO, no invisible characters."""
    if isinstance(raw, str):
        # only the plain space is both white and printable; marks that cannot be seen are not
        return raw if " " not in raw and raw.isprintable() else collapse_spaces(strip_invisible(raw))
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e21 else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date | time | timedelta):
        return str(raw)
    return str(raw)


def tidy(raw: CellValue) -> str:
    """Return the text in half-width forms without the apostrophe that forces text in Excel."""
    return half_width(plain_text(raw)).strip("'`‘’ ")


def without_notes(text: str) -> tuple[str, str]:
    """Return the text without bracketed parts, and these parts."""
    notes = "".join(match[0] for match in _NOTE.finditer(text))
    return (_NOTE.sub("", text).strip(), notes) if notes else (text, "")


def digits_of_number(raw: CellValue) -> str | None:
    """Return the digits of a whole number stored as a number, if Excel kept them all."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    if raw != raw or raw < 0 or raw >= 10**EXACT_DIGITS or raw != int(raw):
        return None
    return str(int(raw))


def lost_digits(raw: CellValue) -> bool:
    """Tell whether the cell is a number too long for Excel, or the text of one in scientific notation."""
    if isinstance(raw, bool):
        return False
    if isinstance(raw, int | float):
        return bool(raw >= 10**EXACT_DIGITS)
    return isinstance(raw, str) and bool(_SCIENTIFIC.fullmatch(half_width(raw).replace(" ", "")))


_SCIENTIFIC = re.compile(r"'?\d(\.\d+)?[eE]\+?\d{1,2}")
