"""Every ruled list as plain data: title, facts, columns and rows (archive.md §7, exact columns).

Heights of rows are reckoned here where that is safe, so that the typesetter need not try each row out; rows that
may need more room than reckoned are left to it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from unicodedata import east_asian_width

_ROW_MM = 8.0
_TWO_LINES_MM = 8.6
_POINT_MM = 25.4 / 72
_CELL_INSET_MM = 1.8
# an unbroken run of Latin letters or digits goes to the next line whole, and leaves a gap
_UNBROKEN = re.compile(r"[!-~·—–]{5,}")
_WIDE_EM, _CAPITAL_EM, _DIGIT_EM, _NARROW_EM = 1.0, 0.75, 0.56, 0.62
BODY_PT = 9.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading (``\\n`` breaks it), width in mm, alignment (left, center, right), size of type in points."""

    heading: str
    width: float
    align: str = "left"
    size: float = BODY_PT


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value above the rows, with the width of each in mm."""

    name: str
    name_width: float
    value: str
    value_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A ruled list; without rows a form to be filled by hand. ``signatures`` are names of who signs under it."""

    title: str
    bookmark: str
    fonds_name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    totals: tuple[str, ...] = ()
    facts: tuple[tuple[Fact, ...], ...] = ()
    signatures: tuple[str, ...] = ()
    foot: tuple[str, str] = ("", "")
    landscape: bool = False
    face: str = "song"
    # a safe SVG beside the title, "" for none
    logo: str = ""
    qr_url: str = ""

    def __post_init__(self) -> None:
        """Every row has a cell for every column."""
        for row in (*self.rows, *((self.totals,) if self.totals else ())):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.title}: {len(row)} cells for {len(self.columns)} columns")


def ems(words: str) -> float:
    """Return the width of a text in em, rather too much than too little."""
    return sum(map(_em, words))


@cache
def _em(mark: str) -> float:
    if mark.isascii():
        return _DIGIT_EM if mark.isdecimal() or mark in "-." else _CAPITAL_EM if mark.isupper() else _NARROW_EM
    return _WIDE_EM if east_asian_width(mark) in "WFA" else _NARROW_EM


def _lines(words: str, column: Column) -> float:
    """Return how many lines a cell needs; infinite when that cannot be told from widths alone."""
    room = (column.width - _CELL_INSET_MM) / (column.size * _POINT_MM)
    if len(words) <= room:
        return 1
    width = ems(words)
    if width <= room:
        return 1
    if _UNBROKEN.search(words) or "\n" in words:
        return math.inf
    # a line may end one sign early, where punctuation must not begin the next
    return 2 if width <= 2 * room - 2 else math.inf


def row_height(columns: tuple[Column, ...], row: tuple[str, ...]) -> float:
    """Return the height of a row in mm, or 0 when only the typesetter can tell."""
    lines = max(_lines(words, column) for words, column in zip(row, columns, strict=True))
    if lines == 1:
        return _ROW_MM
    return _TWO_LINES_MM if lines == 2 else 0.0
