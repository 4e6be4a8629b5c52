"""A PDF of several sheets taken apart: each page drawn as the photograph that it might have been."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from hudang.digitization.engines import pdf_reader
from hudang.digitization.errors import PdfDamaged, TooManyPages
from hudang.digitization.rules import HEAD_BYTES, media_type_of
from hudang.digitization.vocabulary import MediaType

MOST_SPLIT = 100
# A4 at 200 dpi: enough to read small codes and handwriting
_BOX = (1654, 2339)


def is_pdf(content: BinaryIO) -> bool:
    """Tell whether a file is a PDF by its content, and go back to its beginning."""
    head = content.read(HEAD_BYTES)
    content.seek(0)
    return media_type_of(head) == MediaType.PDF


def pages_of_pdf(content: BinaryIO, name: str) -> list[bytes]:
    """Return every page of a PDF as JPEG; raises a ``FileRefused``, also for more pages than a stack has."""
    with tempfile.TemporaryDirectory(prefix="hudang-") as made:
        folder = Path(made)
        path = folder / "stack.pdf"
        with path.open("wb") as kept:
            shutil.copyfileobj(content, kept)
        count = len(pdf_reader.examine(path, name))
        if count > MOST_SPLIT:
            raise TooManyPages(name=name, pages=count, limit=MOST_SPLIT)
        drawn = pdf_reader.draw(path, folder, 1, count, _BOX)
        if len(drawn) < count:
            raise PdfDamaged(name=name)
        return [drawn[number].read_bytes() for number in range(1, count + 1)]
