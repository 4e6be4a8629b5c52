"""Plain tables in workbooks (divisions, lists): the first visible sheet as text, read within the same bounds."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from hudang.divisions.rules.tables import as_text
from hudang.rosters.errors import EmptyRoster, OversizedWorkbook
from hudang.rosters.reading import open_foreign

MAX_ROWS = 30_000


def first_table(path: Path, file_name: str = "") -> list[list[str]]:
    """Return the rows of the first visible sheet as text, from row 1; raises ``UnreadableRoster``."""
    workbook = open_foreign(path, file_name)
    sheet = next((sheet for sheet in workbook.sheets if not sheet.hidden), None)
    if sheet is None:
        raise EmptyRoster(file=workbook.file_name)
    rows = [as_text(row.values) for row in islice(sheet.rows(), MAX_ROWS + 1)]
    if len(rows) > MAX_ROWS:
        raise OversizedWorkbook(file=workbook.file_name, what=f"表格超过 {MAX_ROWS} 行")
    return rows
