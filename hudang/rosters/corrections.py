"""Rows to correct, as a workbook of the office's own layout: cells marked, the reason beside."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from hudang.platform.spreadsheets import defuse
from hudang.rosters.reading import open_workbook
from hudang.rosters.rules.mapping import SheetMapping, WorkbookMapping
from hudang.rosters.vocabulary import OUTCOME_LABELS, Outcome

REASON_HEADERS = ("系统结果", "问题与处理办法")


class Finding:
    """One marked cell: column (from 0) and its sentence."""

    def __init__(self, column: int | None, sentence: str) -> None:
        self.column, self.sentence = column, sentence


RowNotes = dict[tuple[str, int], tuple[Outcome, list[Finding]]]


def corrections_workbook(path: Path, file_name: str, mapping: WorkbookMapping, notes: RowNotes) -> bytes:
    """Return a workbook with the same sheets and headers that holds the noted rows only."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheets = {sheet for sheet, _ in notes}
        for sheet in open_workbook(path, file_name).sheets:
            found = mapping.sheet(sheet.name)
            if sheet.name in sheets and found is not None:
                _SheetWriter(book, book.add_worksheet(sheet.name[:31]), found).write(sheet.rows(), notes)
    return buffer.getvalue()


class _SheetWriter:
    """Writes one sheet of corrections."""

    def __init__(self, book: Workbook, sheet: Worksheet, mapping: SheetMapping) -> None:
        self._sheet, self._mapping, self._line = sheet, mapping, 0
        self._header = book.add_format({"bold": True, "bg_color": "#E8EEF0", "border": 1, "text_wrap": True})
        self._text = book.add_format({"num_format": "@"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._bad = book.add_format({"num_format": "@", "bg_color": "#F8D7D3", "border": 1})
        self._doubtful = book.add_format({"num_format": "@", "bg_color": "#FCEFC7", "border": 1})
        self._reason = book.add_format({"text_wrap": True, "font_color": "#8A1F11"})

    def write(self, rows: Iterable[Any], notes: RowNotes) -> None:
        """Write title and header rows as they are, then the noted rows with their reasons."""
        first, last = self._mapping.header or (0, 0)
        width = max((column.index for column in self._mapping.columns), default=-1) + 1
        for row in rows:
            key = (self._mapping.name, row.number)
            if first <= row.number <= last:
                self._write_row(row.values, self._header, {})
                for offset, header in enumerate(REASON_HEADERS if row.number == last else ()):
                    self._sheet.write_string(self._line - 1, width + offset, header, self._header)
            elif key in notes:
                outcome, findings = notes[key]
                mark = self._bad if outcome == Outcome.REJECTED else self._doubtful
                self._write_row(row.values, self._text, {f.column: mark for f in findings if f.column is not None})
                self._sheet.write_string(self._line - 1, width, OUTCOME_LABELS[outcome], self._reason)
                reasons = "\n".join(dict.fromkeys(f.sentence for f in findings))
                self._sheet.write_string(self._line - 1, width + 1, reasons, self._reason)
        self._sheet.set_column(0, max(width - 1, 0), 14)
        self._sheet.set_column(width, width, 10)
        self._sheet.set_column(width + 1, width + 1, 60)

    def _write_row(self, values: Iterable[Any], plain: Format, marks: dict[int | None, Format]) -> None:
        for column, value in enumerate(values):
            style = marks.get(column, plain)
            if isinstance(value, (date, datetime)):
                self._sheet.write_datetime(self._line, column, value, marks.get(column, self._day))
            elif isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15:
                self._sheet.write_number(self._line, column, value, marks.get(column))
            elif value not in (None, "") or column in marks:
                self._sheet.write_string(self._line, column, str(defuse("" if value is None else str(value))), style)
        self._line += 1
