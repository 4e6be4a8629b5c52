"""A form on its sheet as plain data: the same for the page on the screen and for the paper (forms.md 打印).

Widths are in twelfths of the sheet, heights in millimetres. A ``picture`` is a data address of a PNG or JPEG: a drawn
signature or a photograph.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_PNG, _JPEG = b"\x89PNG", b"\xff\xd8"
# a frame of a JPEG that says how large it is
_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3})


@dataclass(frozen=True, slots=True)
class Option:
    """One of the printed choices of a field, and whether it is ticked."""

    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A name and what is filled in beside it: words, ticked options or a picture."""

    label: str
    value: str = ""
    width: float = 6.0
    options: tuple[Option, ...] = ()
    picture: str = ""
    height: float = 8.5


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one cell of a table; ``height`` is that of its picture."""

    text: str = ""
    picture: str = ""
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: heading, share of the width, alignment (left, center, right)."""

    heading: str
    width: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place for a signature: name of the place, who signed, the drawn signature, the day, whether a seal is set."""

    label: str
    value: str = ""
    picture: str = ""
    dated: str = ""
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The heading of a section."""

    title: str
    kind: str = "band"


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of named cells."""

    rows: tuple[tuple[Cell, ...], ...]
    kind: str = "grid"


@dataclass(frozen=True, slots=True)
class Rows:
    """A ruled table; its heading repeats on each page."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Entry, ...], ...]
    row_height: float = 8.0
    kind: str = "rows"


@dataclass(frozen=True, slots=True)
class Words:
    """Running text, a paragraph each."""

    paragraphs: tuple[str, ...]
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class OpinionBox:
    """意见栏: words above, signatures, day and seal below."""

    label: str
    value: str
    options: tuple[Option, ...]
    marks: tuple[Mark, ...]
    dated: str
    seal: bool
    height: float
    kind: str = "opinion"


@dataclass(frozen=True, slots=True)
class Marks:
    """Places for signatures, side by side."""

    marks: tuple[Mark, ...]
    kind: str = "marks"


Block = Band | Grid | Rows | Words | OpinionBox | Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """A form, filled or blank. ``closing`` are the lines at the foot of a letter: the office and the day."""

    code: str
    version: str
    title: str
    office: str
    number: str
    blocks: tuple[Block, ...]
    letter: bool = False
    numbered: bool = False
    landscape: bool = False
    blank: bool = False
    addressee: str = ""
    closing: tuple[str, ...] = ()
    note: str = ""
    qr_url: str = ""

    @property
    def bookmark(self) -> str:
        """The line in the PDF's table of contents."""
        return f"{self.title}　{self.number}".rstrip("　")


def drawn_picture(address: str) -> str:
    """Return a picture as an SVG of its own size, as the typesetter takes it; "" for ""."""
    if not address:
        return ""
    width, height = _size(base64.b64decode(address.partition(",")[2]))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    return f'{head}<image width="{width}" height="{height}" href="{address}"/></svg>'


def _size(content: bytes) -> tuple[int, int]:
    if content[:4] == _PNG:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return next(_jpeg_sizes(content), (4, 3)) if content[:2] == _JPEG else (4, 3)


def _jpeg_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the sizes that the segments of a JPEG tell."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        length = int.from_bytes(content[at + 2 : at + 4])
        if content[at + 1] in _SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            yield width, height
        at += 2 + length
