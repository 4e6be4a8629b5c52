"""Which rows of a roster with a row a member belong to one household."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import Reading, is_blank, plain_text
from hudang.rosters.rules.filling import MergedCells
from hudang.rosters.rules.identities import read_household_number
from hudang.rosters.rules.people import HEAD, read_name, read_relation
from hudang.rosters.rules.records import RecordReader
from hudang.rosters.vocabulary import Level


@dataclass
class MemberRow:
    """A data row with its cells as written and as filled from merged ranges."""

    number: int
    own: list[CellValue]
    filled: list[CellValue]
    is_head: bool = False


@dataclass
class HouseholdRows:
    """The rows of one household as they stand together in the sheet."""

    number: str
    head_name: str
    rows: list[MemberRow] = field(default_factory=list)

    @property
    def has_head(self) -> bool:
        """Tell whether a row says that it is the head's."""
        return any(row.is_head for row in self.rows)


class Grouper:
    """Cuts the rows of a sheet into households."""

    def __init__(self, reader: RecordReader, merged: MergedCells) -> None:
        self._reader = reader
        self._merged = merged
        self._numbered = "hh_no" in reader.columns
        self._headed = "head" in reader.columns or "head_id" in reader.columns
        self._related = "relation" in reader.columns
        self.current: HouseholdRows | None = None

    def add(self, row: MemberRow) -> HouseholdRows | None:
        """Take a row; return the household before, when the row begins another."""
        number, head = self._number(row), self._head(row)
        row.is_head = self._is_head(row, head)
        finished = None
        if self.current is None or self._begins(row, number, head, self.current):
            finished, self.current = self.current, HouseholdRows(number, head)
        self.current.rows.append(row)
        self.current.number = self.current.number or number
        self.current.head_name = self.current.head_name or head
        return finished

    def finish(self) -> HouseholdRows | None:
        """Return the last household."""
        finished, self.current = self.current, None
        return finished

    def _number(self, row: MemberRow) -> str:
        read = read_household_number(self._reader.cell(row.filled, "hh_no"))
        if isinstance(read, Reading):
            # the last digit is lost, the head's name has to tell households apart
            return ""
        return str(read or "")

    def _head(self, row: MemberRow) -> str:
        raw = self._reader.cell(row.filled, "head")
        if is_blank(raw):
            return plain_text(self._reader.cell(row.filled, "head_id"))
        read = read_name(raw)
        return str((read.value if isinstance(read, Reading) else read) or "")

    def _is_head(self, row: MemberRow, head: str) -> bool:
        if self._related:
            return read_relation(self._reader.cell(row.own, "relation")) == HEAD
        read = read_name(self._reader.cell(row.own, "name"))
        return bool(head) and (read.value if isinstance(read, Reading) else read) == head

    def _begins(self, row: MemberRow, number: str, head: str, current: HouseholdRows) -> bool:
        if number and current.number:
            return number != current.number
        if head and current.head_name and head != current.head_name:
            return True
        if row.is_head and current.has_head:
            return True
        if not self._numbered and not self._headed:
            return self._merge_begins(row) and not self._related
        return bool(self._own_key(row)) and current.has_head and row.is_head

    def _own_key(self, row: MemberRow) -> str:
        return plain_text(self._reader.cell(row.own, "hh_no")) or plain_text(self._reader.cell(row.own, "head"))

    def _merge_begins(self, row: MemberRow) -> bool:
        return any(
            self._merged.starts_at(row.number, column.index)
            for column in self._reader.columns.values()
            if column.described.level is Level.HOUSEHOLD and column.name not in ("town", "village")
        )


def household_cells(reader: RecordReader, group: HouseholdRows, row: MemberRow) -> list[CellValue]:
    """Return the head's cells with household values taken from the household's other rows where he has none."""
    return _completed(reader, group, row.filled, (Level.HOUSEHOLD, Level.GROUP))


def member_cells(
    reader: RecordReader, group: HouseholdRows, row: MemberRow, head: Sequence[CellValue]
) -> list[CellValue]:
    """Return a member's own cells with the household's number and head, which may stand in its first row only.

    A household's value that is only repeated from the head's row is left out: it is judged there.
    """
    cells = list(row.own)
    for column in reader.columns.values():
        shared = column.described.level is Level.HOUSEHOLD and column.index < min(len(cells), len(head))
        if shared and cells[column.index] == head[column.index]:
            cells[column.index] = ""
    for name in ("hh_no", "head", "head_id"):
        index = reader.index_of(name)
        if index is not None and index < len(cells):
            cells[index] = row.filled[index]
    return _completed(reader, group, cells, (Level.GROUP,))


def _completed(
    reader: RecordReader, group: HouseholdRows, cells: list[CellValue], levels: tuple[Level, ...]
) -> list[CellValue]:
    completed = list(cells)
    for column in reader.columns.values():
        index = column.index
        if column.described.level not in levels or index >= len(completed) or completed[index] != "":
            continue
        others = (row.filled[index] for row in group.rows if index < len(row.filled))
        completed[index] = next((value for value in others if not is_blank(value)), "")
    return completed
