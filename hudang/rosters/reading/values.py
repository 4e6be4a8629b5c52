"""The values of a binary or zipped workbook, by calamine; its faults become refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from hudang.rosters.errors import DamagedWorkbook, EncryptedWorkbook, OversizedWorkbook
from hudang.rosters.reading import limits
from hudang.rosters.reading.grid import Row

_FAULTS = (CalamineError, OSError, ValueError, EOFError)


@contextmanager
def refused_faults(file_name: str) -> Iterator[None]:
    """Turn the value reader's exceptions into refusals."""
    try:
        yield
    except PasswordError as fault:
        raise EncryptedWorkbook(file=file_name) from fault
    except _FAULTS as fault:
        raise DamagedWorkbook(file=file_name) from fault
    except BaseException as fault:
        # a panic of the Rust library derives from BaseException and has no importable class
        if type(fault).__name__ != "PanicException":
            raise
        raise DamagedWorkbook(file=file_name) from fault


def _check_extent(sheet: CalamineSheet, file_name: str) -> None:
    """Refuse a sheet that turned out larger than the scan of its file let expect."""
    rows, columns = sheet.total_height, sheet.total_width
    if rows > limits.MAX_ROWS or columns > limits.MAX_COLUMNS or rows * columns > limits.MAX_AREA:
        raise OversizedWorkbook(file=file_name, what=f"一个工作表有 {rows} 行、{columns} 列")


class ValueReader:
    """Loads each sheet once, when its rows are first asked for, and keeps it in compact form."""

    def __init__(self, path: Path, file_name: str) -> None:
        self._path = path
        self._file_name = file_name
        self._workbook: CalamineWorkbook | None = None
        self._sheets: dict[str, CalamineSheet] = {}

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._sheets:
            with refused_faults(self._file_name):
                if self._workbook is None:
                    # by content: from a path it would go by the file's ending, which is often wrong
                    with self._path.open("rb") as file:
                        self._workbook = CalamineWorkbook.from_filelike(file)
                self._sheets[name] = self._workbook.get_sheet_by_name(name)
            _check_extent(self._sheets[name], self._file_name)
        return self._sheets[name]

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows from 1 on; the reader leaves out empty columns at the left, which are put back."""
        sheet = self._sheet(name)
        if sheet.start is None:
            return
        left = [""] * sheet.start[1]
        with refused_faults(self._file_name):
            for number, values in enumerate(sheet.iter_rows(), start=1):
                yield Row(number, left + values if left else values)
