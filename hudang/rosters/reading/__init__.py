"""Workbook → grid: .xlsx, .xls, CSV and HTML tables, in bounded memory. No Django, no database."""

from hudang.rosters.reading.grid import Row, Sheet, Workbook
from hudang.rosters.reading.opening import open_workbook
from hudang.rosters.reading.probe import open_foreign

__all__ = ["Row", "Sheet", "Workbook", "open_foreign", "open_workbook"]
