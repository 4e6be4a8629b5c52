"""Writing lists as Excel workbooks: text stays text, so that no cell of ours ever runs as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defuse(value: Any) -> Any:
    """Return a cell value that spreadsheet programs show and never run, also after saving as CSV."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def list_workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook with one sheet: bold header, frozen, filterable; numbers as numbers, the rest as text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format(
            {"bold": True, "bg_color": "#E8EEF0", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        text = book.add_format({"num_format": "@"})
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, bold)
            sheet.set_column(column, column, max(8, min(40, len(header) * 2 + 4)))
        count = 0
        for count, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
                    sheet.write_number(count, column, float(value))
                elif value not in (None, ""):
                    sheet.write_string(count, column, defuse(str(value)), text)
        sheet.freeze_panes(1, 0)
        if headers:
            sheet.autofilter(0, 0, count, len(headers) - 1)
    return buffer.getvalue()
