"""Many PDFs bound into one that is still PDF/A-2b: one output intent, one description, one table of contents."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import pikepdf

_PAGES = re.compile(rb"(<xmpTPg:NPages>)\d+")
_IDENTITIES = re.compile(rb"(<xmpMM:(?:InstanceID|DocumentID)>)[^<]*")


class Binder:
    """Takes PDFs of one typesetter one by one, on disk, and writes them as one; a context manager.

    The first part lends its catalogue (output intent, language, XMP description); fonts stay those of each part.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = TemporaryDirectory(prefix=".printing-", dir=folder)
        self._parts: list[Path] = []
        self._digest = hashlib.sha256()

    def __enter__(self) -> Binder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def add(self, part: bytes) -> None:
        """Lay one PDF behind the others."""
        path = Path(self._folder.name) / f"{len(self._parts):06}.pdf"
        path.write_bytes(part)
        self._parts.append(path)
        self._digest.update(part)

    def save(self, target: Path) -> int:
        """Write the bound PDF to ``target``, whole or not at all; return the number of pages."""
        opened = [pikepdf.open(path) for path in self._parts]
        try:
            book = opened[0]
            marks = _marks(book, 0)
            for part in opened[1:]:
                marks += _marks(part, len(book.pages))
                book.pages.extend(part.pages)
            pages = len(book.pages)
            self._describe(book, pages, marks)
            draft = Path(self._folder.name) / "bound.pdf"
            book.save(draft, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        finally:
            for part in opened:
                part.close()
        draft.replace(target)
        return pages

    def _describe(self, book: pikepdf.Pdf, pages: int, marks: list[tuple[str, int]]) -> None:
        """Bring the XMP description and the table of contents up to the whole book."""
        identity = base64.b64encode(self._digest.digest()[:16])
        xmp = _PAGES.sub(rb"\g<1>%d" % pages, book.Root.Metadata.read_bytes())
        book.Root.Metadata.write(_IDENTITIES.sub(rb"\g<1>" + identity, xmp))
        with book.open_outline() as outline:
            outline.root.clear()
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in marks)


def _marks(part: pikepdf.Pdf, offset: int) -> list[tuple[str, int]]:
    """Return the bookmarks of a part with their page numbers in the book, counted from 0."""
    numbers = {page.objgen: offset + number for number, page in enumerate(part.pages)}
    with part.open_outline() as outline:
        return [(item.title, numbers[_page(item.destination).objgen]) for item in outline.root]


def _page(destination: Any) -> Any:
    """Return the page of an explicit destination, the only kind that Typst writes."""
    return destination[0]
