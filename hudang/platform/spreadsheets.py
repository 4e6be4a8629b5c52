"""Writing lists as Excel workbooks: text stays text, so that no cell of ours ever runs as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

_TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
# full-width signs become ASCII ones where a file is read in a Chinese or Japanese locale
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def defuse(value: Any) -> Any:
    """Return a cell value that spreadsheet programs show and never run, also after saving as CSV."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def list_workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook with one sheet: bold header, frozen, filterable; numbers as numbers, the rest as text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True} | _TEXT_STAYS_TEXT) as book:
        _fill(book, title, headers, rows)
    return buffer.getvalue()


def write_list(target: Path | BinaryIO, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write the same workbook into a file, row by row, so that its length does not matter."""
    with xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target, {"constant_memory": True} | _TEXT_STAYS_TEXT
    ) as book:
        _fill(book, title, headers, rows)


def _fill(book: xlsxwriter.Workbook, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF0", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for column, header in enumerate(headers):
        sheet.set_column(column, column, max(8, min(40, len(header) * 2 + 4)))
        sheet.write_string(0, column, header, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
                sheet.write_number(count, column, float(value))
            elif value not in (None, ""):
                sheet.write_string(count, column, defuse(str(value)), text)
    if headers:
        sheet.autofilter(0, 0, count, len(headers) - 1)
