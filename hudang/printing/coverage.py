"""Which characters a font can draw, read from its ``cmap`` table (OpenType 1.9, formats 4 and 12)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_SUFFIXES = {".otf", ".ttf", ".ttc", ".otc"}
# never drawn: line ends, joiners and the signs that choose a variant of the character before them
_INVISIBLE = frozenset({0x0A, 0x0D, 0x200B, 0x200C, 0x200D, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})

Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters that can be drawn, as sorted ranges of code points that do not overlap."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, mark: str) -> bool:
        """Say whether a character can be drawn, or need not be."""
        point = ord(mark)
        at = bisect_right(self.starts, point) - 1
        return (at >= 0 and point <= self.ends[at]) or point in _INVISIBLE

    def missing(self, words: str) -> set[str]:
        """Return the characters of a text that cannot be drawn."""
        return {mark for mark in set(words) if not self.has(mark)}


@lru_cache(maxsize=8)
def coverage_of(folders: tuple[Path, ...]) -> Coverage:
    """Return what all fonts in some folders can draw together."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    starts, ends = [], []
    for first, last in _merged(each for path in files for each in _ranges(path)):
        starts.append(first)
        ends.append(last)
    return Coverage(tuple(starts), tuple(ends))


def _merged(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first, last = -1, -2
    for start, end in sorted(ranges):
        if start <= last + 1:
            last = max(last, end)
            continue
        if first >= 0:
            yield first, last
        first, last = start, end
    if first >= 0:
        yield first, last


def _ranges(path: Path) -> Ranges:
    """Return the ranges of one file; a file that is no font has none, as the typesetter passes it over too."""
    try:
        with path.open("rb") as file:
            return [each for offset in _fonts(file) for each in _of_font(file, offset)]
    except (struct.error, OSError):
        return []


def _read(file: BinaryIO, offset: int, form: str) -> tuple[int, ...]:
    file.seek(offset)
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _fonts(file: BinaryIO) -> list[int]:
    """Return where each font of a file begins: one, or several of a collection."""
    tag, _, number = _read(file, 0, ">4sII")
    return list(_read(file, 12, f">{number}I")) if tag == b"ttcf" else [0]  # type: ignore[comparison-overlap]


def _of_font(file: BinaryIO, start: int) -> Ranges:
    for at in range(_read(file, start + 4, ">H")[0]):
        tag, _, offset, _ = _read(file, start + 12 + at * 16, ">4sIII")
        if tag == b"cmap":  # type: ignore[comparison-overlap]
            return _of_table(file, offset)
    return []


def _of_table(file: BinaryIO, table: int) -> Ranges:
    """Return the ranges of every Unicode subtable."""
    found: Ranges = []
    for at in range(_read(file, table + 2, ">H")[0]):
        offset = table + _read(file, table + 4 + at * 8, ">HHI")[2]
        form = _read(file, offset, ">H")[0]
        if form == 12:
            found += _segmented(file, offset)
        elif form == 4:
            found += _basic(file, offset)
    return found


def _segmented(file: BinaryIO, offset: int) -> Ranges:
    """Format 12: groups of (first, last, glyph)."""
    groups = _read(file, offset + 12, ">I")[0]
    data = file.read(groups * 12)
    return [(first, last) for first, last, glyph in struct.iter_unpack(">III", data) if glyph]


def _basic(file: BinaryIO, offset: int) -> Ranges:
    """Format 4: segments of the basic plane; glyph 0 inside a segment is not looked for."""
    count = _read(file, offset + 6, ">H")[0] // 2
    ends = _read(file, offset + 14, f">{count}H")
    starts = _read(file, offset + 16 + count * 2, f">{count}H")
    return [(first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF]
