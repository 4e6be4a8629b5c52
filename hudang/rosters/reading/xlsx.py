"""Read .xlsx: values by calamine, everything else by a bounded scan of the XML before it."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hudang.rosters.errors import EmptyRoster, OversizedWorkbook
from hudang.rosters.reading import limits
from hudang.rosters.reading.grid import Sheet, Workbook
from hudang.rosters.reading.package import (
    SHARED_STRINGS,
    PackageContents,
    SheetPart,
    check_package,
    chunks_of,
    opened_package,
    read_contents,
)
from hudang.rosters.reading.scan import SheetScan
from hudang.rosters.reading.values import ValueReader

_SERIAL_1904 = 1462
_STRING_END = re.compile(rb"</(?:\w+:)?si>")
_STRING_CELL = re.compile(rb"\bt=[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>(\d+)<")


@dataclass
class _Scanned:
    part: SheetPart
    scan: SheetScan


def open_xlsx(path: Path, file_name: str) -> Workbook:
    """Check the container, scan every sheet, and return the workbook; sheets load when their rows are asked for."""
    with opened_package(path, file_name) as package:
        check_package(package, file_name)
        contents = read_contents(package, file_name)
        scanned = _scan_sheets(package, contents, file_name)
        _check_text(package, scanned, file_name)
    if not any(each.scan.extent.values for each in scanned):
        raise EmptyRoster(file=file_name)
    reader = ValueReader(path, file_name)
    offset = _SERIAL_1904 if contents.epoch_1904 else 0
    return Workbook(file_name, "xlsx", [_sheet(each, reader, offset) for each in scanned])


def _sheet(scanned: _Scanned, reader: ValueReader, offset: int) -> Sheet:
    part = scanned.part
    return Sheet(part.name, part.hidden, lambda: reader.rows(part.name), scanned.scan.structure, serial_offset=offset)


def _scan_sheets(package: zipfile.ZipFile, contents: PackageContents, file_name: str) -> list[_Scanned]:
    scanned, values = [], 0
    for part in contents.sheets:
        scan = SheetScan(file_name)
        scan.run(chunks_of(package, part.path, file_name))
        values += scan.extent.values
        if values > limits.MAX_VALUES:
            raise OversizedWorkbook(file=file_name, what=f"有超过 {limits.MAX_VALUES // 10_000} 万个单元格")
        scanned.append(_Scanned(part, scan))
    return scanned


def _check_text(package: zipfile.ZipFile, scanned: list[_Scanned], file_name: str) -> None:
    """Refuse a small file whose cells all point at one long shared string: written out it would fill the memory."""
    if SHARED_STRINGS not in package.namelist():
        return
    lengths = _string_lengths(package, file_name)
    cells = sum(each.scan.extent.values for each in scanned)
    if max(lengths, default=0) * cells <= limits.CERTAINLY_SMALL_TEXT:
        return
    uses: Counter[bytes] = Counter()
    for each in scanned:
        _count_uses(uses, chunks_of(package, each.part.path, file_name))
    if sum(lengths[int(index)] * times for index, times in uses.items() if int(index) < len(lengths)) > limits.MAX_TEXT:
        raise OversizedWorkbook(file=file_name, what="单元格文字总量过大")


def _string_lengths(package: zipfile.ZipFile, file_name: str) -> list[int]:
    lengths: list[int] = []
    carry = b""
    for chunk in chunks_of(package, SHARED_STRINGS, file_name):
        *whole, carry = _STRING_END.split(carry + chunk)
        lengths.extend(map(len, whole))
    return lengths


def _count_uses(uses: Counter[bytes], chunks: Iterable[bytes]) -> None:
    carry = b""
    for chunk in chunks:
        data = carry + chunk
        cut = max(data.rfind(b"r="), 0) or len(data)
        uses.update(_STRING_CELL.findall(data, 0, cut))
        carry = data[cut:]
    uses.update(_STRING_CELL.findall(carry))
