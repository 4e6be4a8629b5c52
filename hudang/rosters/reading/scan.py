"""One pass over a sheet's XML, in pieces: bounds before anything is loaded, and what the value reader does not tell.

The fast value reader allots a place for every cell up to the last one used, so a sheet's true extent must be known
first. Hidden rows, formulas and merged ranges are found on the way with searches that run in C; only what is found
is looked at in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hudang.rosters.errors import OversizedWorkbook
from hudang.rosters.reading import limits
from hudang.rosters.reading.constants import value_of
from hudang.rosters.reading.grid import MergedRange, Structure, column_index

_PREFIX = re.compile(rb"<([A-Za-z_][\w.-]*:)?worksheet\b")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
_CELL_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']|\bht=[\"']0(?:\.0+)?[\"']")
_REFERENCE = re.compile(rb"\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_SPAN = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_TWO_LETTERS = re.compile(rb"r=[\"']([A-Z]{2,3})\d")
_NARROW = 64
_CARRY_LIMIT = 48 * limits.MEGABYTE


@dataclass
class Extent:
    """How far the sheet's values reach, and how many there are."""

    last_row: int = 0
    columns: int = 26
    values: int = 0


@dataclass
class SheetScan:
    """The state of a pass over one sheet."""

    file_name: str
    structure: Structure = field(default_factory=Structure)
    extent: Extent = field(default_factory=Extent)
    _rows_before: int = 0
    _prefix: bytes | None = None

    def run(self, chunks: Iterable[bytes]) -> None:
        """Look at every piece; pieces are cut between rows."""
        for piece in self._whole_rows(chunks):
            self._measure(piece)
            if b"hidden=" in piece or b"ht=" in piece:
                self._find_hidden(piece)
            if self._tag(b"f") in piece:
                self._find_formulas(piece)
            if self._tag(b"mergeCell ") in piece:
                self._find_merged(piece)
            self._rows_before += self._count_rows(piece)

    def _tag(self, name: bytes) -> bytes:
        return b"<" + (self._prefix or b"") + name

    def _count_rows(self, piece: bytes, end: int | None = None) -> int:
        return piece.count(self._tag(b"row "), 0, end) + piece.count(self._tag(b"row>"), 0, end)

    def _whole_rows(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        carry = b""
        for chunk in chunks:
            data = carry + chunk
            if self._prefix is None:
                self._learn_names(data)
            cut = max(data.rfind(tag) for tag in self._openings)
            if cut <= 0:
                carry = data
                if len(carry) > _CARRY_LIMIT:
                    raise OversizedWorkbook(file=self.file_name, what="有一行的内容过长")
                continue
            yield data[:cut]
            carry = data[cut:]
        if carry:
            yield carry

    def _learn_names(self, piece: bytes) -> None:
        # some programs write every tag with a prefix: <x:row>
        found = _PREFIX.search(piece)
        self._prefix = (found[1] or b"") if found else b""
        cell, close = self._tag(b"c "), b"</" + self._prefix
        self._wide = re.compile(re.escape(cell) + rb"[^>]*?\br=[\"']([A-Z]{2,3})\d+[\"'][^>/]*><(?!/)")
        self._row = re.compile(re.escape(self._tag(b"row")) + rb"(?=[\s>/])([^>]*)>")
        self._column = re.compile(re.escape(self._tag(b"col ")) + rb"([^>]*)>")
        self._openings = (self._tag(b"row "), self._tag(b"row>"), self._tag(b"mergeCell "), self._tag(b"col "))
        self._formula = re.compile(re.escape(self._tag(b"f")) + rb"[\s>/]")
        self._value = re.compile(re.escape(self._tag(b"v")) + rb"(?:\s[^>]*)?>[^<]")
        self._cell_end = close + b"c>"

    def _measure(self, piece: bytes) -> None:
        tags = self._tag(b"v>"), self._tag(b"v "), self._tag(b"is>")
        values = sum(piece.count(tag) for tag in tags)
        if not values:
            return
        self.extent.values += values
        last = max(piece.rfind(tag) for tag in tags)
        opened = piece.rfind(self._tag(b"row"), 0, last)
        number = _ROW_NUMBER.search(piece, opened, last) if opened >= 0 else None
        row = int(number[1]) if number else self._rows_before + self._count_rows(piece, last)
        self.extent.last_row = max(self.extent.last_row, row)
        self.extent.columns = max(self.extent.columns, self._columns_of(piece))
        self._check()

    def _columns_of(self, piece: bytes) -> int:
        columns = _widest(_TWO_LETTERS.findall(piece))
        # a row formatted to the right edge counts only as far as it holds values
        return columns if columns <= _NARROW else _widest(self._wide.findall(piece))

    def _check(self) -> None:
        extent = self.extent
        what = ""
        if extent.last_row > limits.MAX_ROWS:
            what = f"有 {extent.last_row} 行"
        elif extent.columns > limits.MAX_COLUMNS:
            what = f"有 {extent.columns} 列"
        elif extent.values > limits.MAX_VALUES or extent.last_row * extent.columns > limits.MAX_AREA:
            what = f"一个工作表有 {extent.last_row} 行、{extent.columns} 列"
        if what:
            raise OversizedWorkbook(file=self.file_name, what=what)

    def _find_hidden(self, piece: bytes) -> None:
        for index, row in enumerate(self._row.finditer(piece), start=self._rows_before + 1):
            attributes = row[1]
            if _HIDDEN.search(attributes):
                number = _ROW_NUMBER.search(attributes)
                self.structure.hidden_rows.add(int(number[1]) if number else index)
        for column in self._column.finditer(piece):
            span = {name: int(number) for name, number in _SPAN.findall(column[1])}
            if _HIDDEN.search(column[1]) and len(span) == 2:
                self.structure.hidden_columns.update(range(span[b"min"] - 1, min(span[b"max"], limits.MAX_COLUMNS)))

    def _find_formulas(self, piece: bytes) -> None:
        opening = self._tag(b"c ")
        for formula in self._formula.finditer(piece):
            start = piece.rfind(opening, 0, formula.start())
            end = piece.find(self._cell_end, formula.end())
            reference = _CELL_REFERENCE.search(piece, start, formula.start()) if start >= 0 else None
            if reference is None or end < 0:
                continue
            cell = piece[start:end]
            lost = self._result_lost(cell)
            text = cell[formula.end() - start :].partition(b"<")[0].decode("utf-8", "replace") if lost else ""
            column = column_index(reference[1].decode())
            self.structure.add_formula(int(reference[2]), column, lost=lost, constant=value_of(text))

    def _result_lost(self, cell: bytes) -> bool:
        head = cell[: cell.find(b">")]
        if b't="e"' in head or b"t='e'" in head:
            return True
        # a text result may rightly be empty
        return not self._value.search(cell) and b'"str"' not in head

    def _find_merged(self, piece: bytes) -> None:
        opening = self._tag(b"mergeCell ")
        position = piece.find(opening)
        while position >= 0:
            found = _REFERENCE.search(piece, position, position + 120)
            if found:
                self._add_merged(found)
            position = piece.find(opening, position + 1)

    def _add_merged(self, found: re.Match[bytes]) -> None:
        if len(self.structure.merged) >= limits.MAX_MERGES:
            raise OversizedWorkbook(file=self.file_name, what="合并单元格过多")
        first, last = column_index(found[1].decode()), column_index(found[3].decode())
        self.structure.merged.append(MergedRange(int(found[2]), first, int(found[4]), last))


def _widest(columns: list[bytes]) -> int:
    return max((column_index(letters.decode()) + 1 for letters in set(columns)), default=0)
