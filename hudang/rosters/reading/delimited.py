"""Read CSV and tab-separated text in the encodings that offices' programs write."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from hudang.rosters.errors import DamagedWorkbook, EmptyRoster, NotAWorkbook, OversizedWorkbook, UnknownEncoding
from hudang.rosters.reading import limits
from hudang.rosters.reading.grid import CellValue, Row, Sheet, Workbook

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", "\t", ";", "|", "，")
_CHUNK = 1024 * 1024
_SAMPLE = 64 * 1024
_SHEET_NAME_LENGTH = 31
# rows of text are read one at a time, so only the verdicts on them need memory
_MAX_TEXT_VALUES = 4 * limits.MAX_VALUES


@dataclass(frozen=True)
class TextForm:
    """How a text table is written."""

    encoding: str
    delimiter: str
    skip_first_line: bool


def open_delimited(path: Path, file_name: str) -> Workbook:
    """Return a workbook of one sheet, named as the file as Excel would."""
    if path.stat().st_size > limits.MAX_TEXT_FILE:
        raise OversizedWorkbook(file=file_name, what=f"文本超过 {limits.MAX_TEXT_FILE // limits.MEGABYTE} MB")
    _check_lines(path, file_name)
    form = _form_of(path, file_name)
    name = Path(file_name).stem[:_SHEET_NAME_LENGTH] or "Sheet1"
    return Workbook(file_name, "csv", [Sheet(name, False, lambda: _rows(path, form, file_name), typed=False)])


def _check_lines(path: Path, file_name: str) -> None:
    lines = unbroken = 0
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(_CHUNK), b""):
            found = chunk.count(b"\n")
            lines += found
            # old Macintosh programs end lines with a carriage return alone
            ends = found or chunk.count(b"\r")
            unbroken = 0 if ends else unbroken + len(chunk)
            if unbroken > limits.MAX_LINE:
                raise OversizedWorkbook(file=file_name, what="有一行的内容过长")
    if lines > limits.MAX_ROWS:
        raise OversizedWorkbook(file=file_name, what=f"有 {lines} 行")


def _rows(path: Path, form: TextForm, file_name: str) -> Iterator[Row]:
    csv.field_size_limit(limits.MAX_FIELD)
    with path.open(encoding=form.encoding, newline="") as text:
        if form.skip_first_line:
            text.readline()
        try:
            yield from _numbered(text, form, file_name)
        except csv.Error as fault:
            raise DamagedWorkbook(file=file_name) from fault


def _numbered(text: TextIO, form: TextForm, file_name: str) -> Iterator[Row]:
    blank_from, values = 1, 0
    for number, record in enumerate(csv.reader(text, delimiter=form.delimiter), start=1):
        if not any(record):
            # blank lines at the end of a file are none of its rows
            continue
        cells: list[CellValue] = list(map(_unwrap, record)) if '="' in "".join(record) else list(record)
        values += len(cells)
        if len(cells) > limits.MAX_COLUMNS or values > _MAX_TEXT_VALUES:
            raise OversizedWorkbook(file=file_name, what="列数或单元格过多")
        for blank in range(blank_from, number):
            yield Row(blank, [])
        blank_from = number + 1
        yield Row(number, cells)


def _unwrap(cell: str) -> str:
    """Return the text of ``="2208…"``, the form in which programs keep Excel from making a number of it."""
    return cell[2:-1] if len(cell) >= 3 and cell.startswith('="') and cell.endswith('"') else cell


def _form_of(path: Path, file_name: str) -> TextForm:
    encoding = _encoding_of(path, file_name)
    with path.open(encoding=encoding, newline="") as text:
        sample = text.read(_SAMPLE)
    if not sample.strip():
        raise EmptyRoster(file=file_name)
    first = sample.splitlines()[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return TextForm(encoding, first[4], True)
    return TextForm(encoding, _delimiter_of(sample, file_name), False)


def _delimiter_of(sample: str, file_name: str) -> str:
    """Return the delimiter that cuts most lines into the same, larger number of cells."""
    lines = [line for line in sample.splitlines()[:60] if line.strip()]
    best, most = "", 0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n) * (n > 0), n))
        score = counts.count(usual) * min(usual, 20)
        if score > most:
            best, most = delimiter, score
    if not best:
        raise NotAWorkbook(file=file_name)
    return best


def _encoding_of(path: Path, file_name: str) -> str:
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _checked(path, (encoding,), file_name)
    if b"\0" in head:
        return _checked(path, _utf16_without_mark(head, file_name), file_name)
    return _checked(path, ("utf-8", "gb18030"), file_name)


def _utf16_without_mark(head: bytes, file_name: str) -> tuple[str]:
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if max(odd, even) < len(head) // 10 or min(odd, even) * 4 > max(odd, even):
        raise NotAWorkbook(file=file_name)
    return ("utf-16-le" if odd > even else "utf-16-be",)


def _checked(path: Path, encodings: tuple[str, ...], file_name: str) -> str:
    """Return the first encoding that reads the whole file without an error and without control characters."""
    for encoding in encodings:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    _refuse_binary(decoder.decode(chunk), file_name)
                decoder.decode(b"", final=True)
        except UnicodeError:
            continue
        return encoding
    raise UnknownEncoding(file=file_name)


def _refuse_binary(text: str, file_name: str) -> None:
    sample = text[:4096]
    if sum(c < " " and c not in "\t\r\n\x0b\x0c" for c in sample) > len(sample) // 50:
        raise NotAWorkbook(file=file_name)
