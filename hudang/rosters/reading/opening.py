"""Open a roster by what the file holds, whatever its name ends in."""

from __future__ import annotations

from pathlib import Path

from hudang.rosters.errors import EmptyRoster, NotAWorkbook, OversizedWorkbook, UnreadableRoster, UnsupportedWorkbook
from hudang.rosters.reading import limits
from hudang.rosters.reading.delimited import open_delimited
from hudang.rosters.reading.grid import Workbook
from hudang.rosters.reading.html_table import open_html
from hudang.rosters.reading.xls import open_xls
from hudang.rosters.reading.xlsx import open_xlsx

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"GIF8", b"\x1f\x8b", b"II*\0", b"MM\0*")
_HTML_SIGNS = (b"<html", b"<table", b"<!doctype html")
_HEAD = 4096


def open_workbook(path: Path, file_name: str = "") -> Workbook:
    """Open .xlsx, .xls, CSV, tab-separated text or an HTML table, in bounded memory.

    ``file_name`` is the name that messages show, for a file kept under another. Raises ``UnreadableRoster``.
    """
    name = file_name or path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as fault:
        raise UnreadableRoster(file=name) from fault
    if not size:
        raise EmptyRoster(file=name)
    if size > limits.MAX_FILE_BYTES:
        raise OversizedWorkbook(file=name, what=f"文件超过 {limits.MAX_FILE_BYTES // limits.MEGABYTE} MB")
    return _open_by_content(path, name, head)


def _open_by_content(path: Path, name: str, head: bytes) -> Workbook:
    if head.startswith(_ZIP):
        return open_xlsx(path, name)
    if head.startswith(_OLE):
        return open_xls(path, name)
    if head.startswith(_OTHERS):
        raise NotAWorkbook(file=name)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<"):
        return _open_markup(path, name, start)
    return open_delimited(path, name)


def _open_markup(path: Path, name: str, start: bytes) -> Workbook:
    if any(sign in start for sign in _HTML_SIGNS):
        return open_html(path, name)
    if b"office:spreadsheet" in start or b"excel.sheet" in start:
        raise UnsupportedWorkbook(file=name, kind=" XML 表格（2003）")
    raise NotAWorkbook(file=name)
