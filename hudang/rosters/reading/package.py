"""The zip container of .xlsx: its sheets by name, and the guard against zip bombs."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from hudang.rosters.errors import (
    DamagedWorkbook,
    EncryptedWorkbook,
    NotAWorkbook,
    OversizedWorkbook,
    UnsupportedWorkbook,
)
from hudang.rosters.reading import limits

CHUNK = 1024 * 1024
SHARED_STRINGS = "xl/sharedStrings.xml"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_TRUE = frozenset({"1", "true", "on"})


@dataclass(frozen=True)
class SheetPart:
    """A worksheet as the workbook lists it; ``path`` is its part in the zip."""

    name: str
    hidden: bool
    path: str


@dataclass(frozen=True)
class PackageContents:
    """What the workbook part says."""

    sheets: list[SheetPart]
    epoch_1904: bool


@contextmanager
def opened_package(path: Path, file_name: str) -> Iterator[zipfile.ZipFile]:
    """Open the container; every fault of a broken or hostile zip becomes a refusal."""
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except RuntimeError as fault:  # zipfile says so for a member with a password
        if isinstance(fault, NotImplementedError):
            raise DamagedWorkbook(file=file_name) from fault
        raise EncryptedWorkbook(file=file_name) from fault
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, ElementTree.ParseError) as fault:
        raise DamagedWorkbook(file=file_name) from fault


def check_package(package: zipfile.ZipFile, file_name: str) -> None:
    """Refuse what is no .xlsx, and parts whose declared size no roster needs."""
    names = {info.filename for info in package.infolist()}
    if _WORKBOOK not in names:
        _refuse_other_zip(names, file_name)
    for info in package.infolist():
        _check_size(info, file_name)


def _refuse_other_zip(names: set[str], file_name: str) -> None:
    if "xl/workbook.bin" in names:
        raise UnsupportedWorkbook(file=file_name, kind=" xlsb 二进制工作簿")
    if "content.xml" in names and "mimetype" in names:
        raise UnsupportedWorkbook(file=file_name, kind=" OpenDocument 表格")
    raise NotAWorkbook(file=file_name)


def _limit_of(name: str) -> int:
    if name.startswith("xl/worksheets/"):
        return limits.MAX_SHEET_XML
    return limits.MAX_SHARED_STRINGS if name == SHARED_STRINGS else limits.MAX_OTHER_PART


def _check_size(info: zipfile.ZipInfo, file_name: str) -> None:
    # pictures and embedded files are never unpacked
    if not info.filename.endswith((".xml", ".rels")):
        return
    ratio = info.file_size / max(info.compress_size, 1)
    bomb = info.file_size > limits.RATIO_FREE_BYTES and ratio > limits.MAX_RATIO
    if bomb or info.file_size > _limit_of(info.filename):
        raise OversizedWorkbook(file=file_name, what=f"解压后超过 {info.file_size // limits.MEGABYTE} MB")


def chunks_of(package: zipfile.ZipFile, name: str, file_name: str) -> Iterator[bytes]:
    """Yield a part unpacked piece by piece, and stop where it grows beyond what it declared."""
    left = _limit_of(name)
    with package.open(name) as part:
        while chunk := part.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise OversizedWorkbook(file=file_name, what="解压后大小与声明不符")
            yield chunk


def _tree(package: zipfile.ZipFile, name: str, file_name: str) -> ElementTree.Element:
    data = b"".join(chunks_of(package, name, file_name))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DamagedWorkbook(file=file_name)
    return ElementTree.fromstring(data)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def read_contents(package: zipfile.ZipFile, file_name: str) -> PackageContents:
    """Return the worksheets in the order of their tabs (chart sheets and macro sheets left out)."""
    targets = {
        _attribute(relation, "Id"): _attribute(relation, "Target")
        for relation in _tree(package, _RELATIONS, file_name)
        if _attribute(relation, "Type").endswith("/worksheet")
    }
    names = set(package.namelist())
    sheets, epoch_1904 = [], False
    for element in _tree(package, _WORKBOOK, file_name).iter():
        if _local(element.tag) == "workbookPr":
            epoch_1904 = _attribute(element, "date1904") in _TRUE
        elif _local(element.tag) == "sheet":
            relation = next((v for k, v in element.attrib.items() if k.startswith("{") and _local(k) == "id"), "")
            target = _part_path(targets.get(relation, ""))
            if target in names:
                hidden = element.get("state", "visible") != "visible"
                sheets.append(SheetPart(element.get("name", ""), hidden, target))
    if len(sheets) > limits.MAX_SHEETS:
        raise OversizedWorkbook(file=file_name, what=f"有 {len(sheets)} 个工作表")
    return PackageContents(sheets, epoch_1904)


def _part_path(target: str) -> str:
    if not target:
        return ""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
