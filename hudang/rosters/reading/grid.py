"""What every reader delivers: sheets of numbered rows, with what a clerk may not see (hidden, merged, formulas)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

# "" is an empty cell; a number stored as a number is a float or int, one stored as text is a str
CellValue = str | float | int | bool | date | datetime | time | timedelta
BLANK = ""


class Row(NamedTuple):
    """One row; ``number`` counts from 1 as Excel shows it."""

    number: int
    values: list[CellValue]


class MergedRange(NamedTuple):
    """A merged range; rows count from 1, columns from 0, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Structure:
    """What the cells' values do not tell about a sheet.

    ``formulas`` and ``lost_results`` map a row's number to a bit mask of columns: cells that hold a formula,
    and those among them whose result was never stored or is an error. ``constants`` are the results, by row and
    column, of formulas of plain numbers whose result was not stored.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[MergedRange] = field(default_factory=list)
    formulas: dict[int, int] = field(default_factory=dict)
    lost_results: dict[int, int] = field(default_factory=dict)
    constants: dict[int, dict[int, float]] = field(default_factory=dict)

    def add_formula(self, row: int, column: int, *, lost: bool, constant: float | None = None) -> None:
        """Note a formula's cell; ``constant`` is its result where that could be worked out."""
        self.formulas[row] = self.formulas.get(row, 0) | 1 << column
        if lost and constant is not None:
            self.constants.setdefault(row, {})[column] = constant
        elif lost:
            self.lost_results[row] = self.lost_results.get(row, 0) | 1 << column


@dataclass
class Sheet:
    """A sheet; ``rows()`` starts anew at every call and holds no more than a row in Python at a time.

    ``typed`` is false where every cell is text (CSV, HTML): there a number as text is no sign of dirt.
    ``serial_offset`` is what to add to a date's serial number (1462 in the 1904 system).
    """

    name: str
    hidden: bool
    make_rows: Callable[[], Iterator[Row]]
    structure: Structure = field(default_factory=Structure)
    typed: bool = True
    serial_offset: int = 0

    def rows(self) -> Iterator[Row]:
        """Yield every row from 1 to the last that holds a value."""
        return self._with_constants() if self.structure.constants else self.make_rows()

    def _with_constants(self) -> Iterator[Row]:
        for row in self.make_rows():
            known = self.structure.constants.get(row.number)
            if known:
                width = max(len(row.values), *(column + 1 for column in known))
                values = row.values + [BLANK] * (width - len(row.values))
                for column, value in known.items():
                    values[column] = value
                yield Row(row.number, values)
            else:
                yield row


@dataclass
class Workbook:
    """An opened file."""

    file_name: str
    kind: str
    sheets: list[Sheet]


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """Return the column counted from 0 of its letters."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_reference(row: int, column: int) -> str:
    """Return the reference of a cell, as ``F28``."""
    return f"{column_letters(column)}{row}"
