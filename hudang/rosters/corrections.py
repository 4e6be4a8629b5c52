"""Rows to correct, as a workbook of the office's own layout: cells marked, the reason beside."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from hudang.platform.spreadsheets import defuse
from hudang.rosters.reading import open_workbook
from hudang.rosters.reading.grid import Sheet
from hudang.rosters.rules.cells import plain_text
from hudang.rosters.rules.filling import MergedCells
from hudang.rosters.rules.mapping import REASON_HEADERS, SheetMapping, WorkbookMapping
from hudang.rosters.vocabulary import OUTCOME_LABELS, Outcome

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_LARGEST_NUMBER = 10**15
# Excel's calendar begins here
_FIRST_YEAR = 1900
_STROKE_OR_NUMBER = re.compile(r"[-+]*[\d.,]*")


@dataclass(frozen=True)
class Marked:
    """One sentence, and the column (from 0) whose cell it is about; none where the whole row is meant."""

    column: int | None
    sentence: str


@dataclass(frozen=True)
class RowNote:
    """A row to send back. ``places`` are words for empty cells of township and village, by field."""

    outcome: Outcome
    marked: tuple[Marked, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)


# by sheet and row; a row without a note of its own goes along with its household
RowNotes = Mapping[tuple[str, int], RowNote]


def corrections_workbook(path: Path, file_name: str, mapping: WorkbookMapping, notes: RowNotes) -> bytes:
    """Return a workbook with the same sheets, titles and headers that holds the noted rows only."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        formats = _Formats(book)
        wanted = {sheet for sheet, _ in notes}
        for sheet in open_workbook(path, file_name).sheets:
            found = mapping.sheet(sheet.name)
            if sheet.name[:64] in wanted and found is not None:
                written = book.add_worksheet(_sheet_name(sheet.name, book))
                _SheetWriter(written, formats, sheet, found).write(notes)
    return buffer.getvalue()


def _sheet_name(name: str, book: Workbook) -> str:
    """Return a name that Excel allows and no other sheet has: a CSV file's sheet bears the file's name."""
    plain = _NOT_IN_SHEET_NAMES.sub(" ", name).strip(" '")[:31] or "花名册"
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    number = 2
    while plain.lower() in taken:
        plain = f"{plain[:28]} {number}"
        number += 1
    return plain


class _Formats:
    """The looks of cells: header, body, wrong, doubtful, reason."""

    def __init__(self, book: Workbook) -> None:
        self.header = book.add_format({"bold": True, "bg_color": "#E8EEF0", "border": 1, "text_wrap": True})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.reason = book.add_format({"text_wrap": True, "font_color": "#8A1F11"})
        self._marks = {
            (outcome, day): book.add_format(
                {"num_format": "yyyy-mm-dd" if day else "@", "bg_color": colour, "border": 1}
            )
            for outcome, colour in ((Outcome.REJECTED, "#F8D7D3"), (Outcome.WARNED, "#FCEFC7"))
            for day in (False, True)
        }

    def mark(self, outcome: Outcome, value: Any) -> Format:
        """Return the look of a marked cell."""
        return self._marks[outcome, isinstance(value, date)]


class _SheetWriter:
    """Writes one sheet of corrections."""

    def __init__(self, target: Worksheet, formats: _Formats, sheet: Sheet, mapping: SheetMapping) -> None:
        self._target, self._formats, self._sheet, self._mapping = target, formats, sheet, mapping
        own = [column for column in mapping.columns if column.header not in REASON_HEADERS]
        self._width = max((column.index for column in own), default=-1) + 1
        self._line = 0

    def write(self, notes: RowNotes) -> None:
        """Write title and header rows as they are, then the noted rows with their reasons."""
        first, last = self._mapping.header or (0, 0)
        merged = MergedCells(self._sheet.structure.merged, range(self._width), last)
        above: list[list[Any]] = []
        for row in self._sheet.rows():
            values = merged.filled(row)[: self._width]
            if row.number <= last:
                above.append(values)
                self._write_row(values, self._formats.header if row.number >= first else None, None)
                if row.number == last:
                    self._write_reasons(*REASON_HEADERS, self._formats.header)
            elif note := notes.get((self._sheet.name[:64], row.number)):
                self._write_noted(values, note)
        self._merge_headers(above)
        self._target.freeze_panes(last, 0)
        self._target.set_column(0, max(self._width - 1, 0), 14)
        self._target.set_column(self._width, self._width, 10)
        self._target.set_column(self._width + 1, self._width + 1, 60)

    def _write_noted(self, values: list[Any], note: RowNote) -> None:
        self._write_row(self._placed(values, note), self._formats.text, note)
        if note.outcome != Outcome.SKIPPED:
            reasons = "\n".join(dict.fromkeys(marked.sentence for marked in note.marked))
            self._write_reasons(OUTCOME_LABELS[note.outcome], reasons, self._formats.reason)

    def _placed(self, values: list[Any], note: RowNote) -> list[Any]:
        """Fill in township and village where the office wrote them only above: the rows above are not here."""
        cells = list(values)
        for name, words in note.places.items():
            column = self._mapping.column_of(name)
            if column is not None and column.index < len(cells) and cells[column.index] == "":
                cells[column.index] = words
        return cells

    def _merge_headers(self, above: list[list[Any]]) -> None:
        """Merge titles and headers as they were: a header of two levels is read by its merged cells."""
        taken: set[tuple[int, int]] = set()
        for area in self._sheet.structure.merged:
            right = min(area.last_column, self._width - 1)
            cells = {
                (r, c) for r in range(area.first_row, area.last_row + 1) for c in range(area.first_column, right + 1)
            }
            if len(cells) < 2 or area.last_row > len(above) or cells & taken:
                continue
            taken |= cells
            row = above[area.first_row - 1]
            value = row[area.first_column] if area.first_column < len(row) else ""
            ends = (area.first_row - 1, area.first_column, area.last_row - 1, right)
            self._target.merge_range(*ends, _safe(str(value)), self._formats.header)

    def _write_reasons(self, outcome: str, reasons: str, style: Format) -> None:
        self._target.write_string(self._line - 1, self._width, outcome, style)
        self._target.write_string(self._line - 1, self._width + 1, reasons, style)

    def _write_row(self, values: Iterable[Any], plain: Format | None, note: RowNote | None) -> None:
        marked = {each.column for each in note.marked} if note else set()
        cells = list(values)
        cells += [""] * (max((c for c in marked if c is not None), default=-1) + 1 - len(cells))
        for column, value in enumerate(cells):
            style = self._formats.mark(note.outcome, value) if note and column in marked else plain
            self._write_cell(column, value, style)
        self._line += 1

    def _write_cell(self, column: int, value: Any, style: Format | None) -> None:
        text = style is self._formats.text
        if isinstance(value, date) and value.year >= _FIRST_YEAR:
            self._target.write_datetime(self._line, column, value, self._formats.day if text else style)
        elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST_NUMBER:
            self._target.write_number(self._line, column, value, None if text else style)
        elif value not in (None, ""):
            # a number of more digits has lost some: as 2.2E+17 it is still seen to be broken
            lost = isinstance(value, int | float) and not isinstance(value, bool)
            words = f"{value:.14E}" if lost else plain_text(value)
            self._target.write_string(self._line, column, _safe(words), style)
        elif style is not None and not text:
            self._target.write_blank(self._line, column, None, style)


def _safe(text: str) -> str:
    """Return a text that is never run as a formula, also after saving as CSV; strokes and numbers stay as they are."""
    return text if _STROKE_OR_NUMBER.fullmatch(text) else str(defuse(text))
