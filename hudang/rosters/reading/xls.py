"""Read .xls (BIFF8): values by calamine; hidden rows, merged ranges and formulas from the records themselves."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from xlrd.compdoc import CompDoc, CompDocError  # type: ignore[import-untyped]

from hudang.rosters.errors import DamagedWorkbook, EmptyRoster, EncryptedWorkbook, NotAWorkbook, OversizedWorkbook
from hudang.rosters.reading import limits
from hudang.rosters.reading.constants import value_of_tokens
from hudang.rosters.reading.grid import MergedRange, Sheet, Structure, Workbook
from hudang.rosters.reading.values import ValueReader

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _DATE_1904 = 0x0809, 0x000A, 0x002F, 0x0085, 0x0022
_ROW, _COLINFO, _MERGED, _FORMULA = 0x0208, 0x007D, 0x00E5, 0x0006
_SERIAL_1904 = 1462
_WORKSHEET = 0


@dataclass
class _SheetEntry:
    name: str
    hidden: bool
    offset: int
    structure: Structure = field(default_factory=Structure)


@dataclass
class _Globals:
    sheets: list[_SheetEntry] = field(default_factory=list)
    epoch_1904: bool = False


def open_xls(path: Path, file_name: str) -> Workbook:
    """Return the workbook of an OLE container; refuse one with a password or without a workbook stream."""
    stream = _workbook_stream(path.read_bytes(), file_name)
    try:
        contents = _read_globals(stream, file_name)
        for entry in contents.sheets:
            _read_structure(stream, entry)
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise DamagedWorkbook(file=file_name) from fault
    if not contents.sheets:
        raise EmptyRoster(file=file_name)
    reader = ValueReader(path, file_name)
    offset = _SERIAL_1904 if contents.epoch_1904 else 0
    return Workbook(file_name, "xls", [_sheet(entry, reader, offset) for entry in contents.sheets])


def _sheet(entry: _SheetEntry, reader: ValueReader, offset: int) -> Sheet:
    return Sheet(entry.name, entry.hidden, lambda: reader.rows(entry.name), entry.structure, serial_offset=offset)


def _workbook_stream(data: bytes, file_name: str) -> bytes:
    try:
        container = CompDoc(data, logfile=StringIO())
        if container.get_named_stream("EncryptedPackage") or container.get_named_stream("EncryptionInfo"):
            raise EncryptedWorkbook(file=file_name)
        stream = container.get_named_stream("Workbook") or container.get_named_stream("Book")
    except (CompDocError, struct.error, IndexError, AssertionError, ValueError, MemoryError) as fault:
        raise DamagedWorkbook(file=file_name) from fault
    if not stream:
        raise NotAWorkbook(file=file_name)
    return bytes(stream)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, start and length of each record from ``start`` to the end of that substream."""
    position, depth, header = start, 0, struct.Struct("<HH")
    while position + 4 <= len(stream):
        kind, length = header.unpack_from(stream, position)
        yield kind, position + 4, length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        position += 4 + length


def _read_globals(stream: bytes, file_name: str) -> _Globals:
    contents = _Globals()
    for kind, start, length in _records(stream, 0):
        body = stream[start : start + length]
        if kind == _FILEPASS:
            raise EncryptedWorkbook(file=file_name)
        if kind == _DATE_1904:
            contents.epoch_1904 = body[:1] == b"\x01"
        elif kind == _BOUNDSHEET and body[5] == _WORKSHEET:
            contents.sheets.append(_sheet_entry(body))
    if len(contents.sheets) > limits.MAX_SHEETS:
        raise OversizedWorkbook(file=file_name, what=f"有 {len(contents.sheets)} 个工作表")
    return contents


def _sheet_entry(body: bytes) -> _SheetEntry:
    offset, state, _, length, wide = struct.unpack_from("<IBBBB", body)
    name = body[8 : 8 + length * 2].decode("utf-16-le") if wide & 1 else body[8 : 8 + length].decode("latin-1")
    return _SheetEntry(name, bool(state & 3), offset)


def _read_structure(stream: bytes, entry: _SheetEntry) -> None:
    readers: dict[int, Callable[[Structure, bytes], None]] = {
        _ROW: _read_row,
        _COLINFO: _read_column,
        _MERGED: _read_merged,
        _FORMULA: _read_formula,
    }
    for kind, start, length in _records(stream, entry.offset):
        if kind in readers:
            readers[kind](entry.structure, stream[start : start + length])


def _read_row(structure: Structure, body: bytes) -> None:
    row = struct.unpack_from("<H", body)[0]
    options = struct.unpack_from("<H", body, 12)[0]
    if options & 0x20:
        structure.hidden_rows.add(row + 1)


def _read_column(structure: Structure, body: bytes) -> None:
    first, last, _, _, options = struct.unpack_from("<HHHHH", body)
    if options & 1:
        structure.hidden_columns.update(range(first, min(last, 255) + 1))


def _read_merged(structure: Structure, body: bytes) -> None:
    count = struct.unpack_from("<H", body)[0]
    for index in range(count):
        first_row, last_row, first, last = struct.unpack_from("<HHHH", body, 2 + index * 8)
        structure.merged.append(MergedRange(first_row + 1, first, last_row + 1, last))


def _read_formula(structure: Structure, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    # a result that is no number has FFFF at its end; its first byte is 2 for an error, 3 for none
    lost = body[12:14] == b"\xff\xff" and body[6] in (2, 3)
    length = struct.unpack_from("<H", body, 20)[0]
    constant = value_of_tokens(body[22 : 22 + length]) if lost else None
    if lost and body[6] == 3 and constant is None:
        # an empty text is a result like another
        lost = False
    structure.add_formula(row + 1, column, lost=lost, constant=constant)
