"""The program that opens a PDF, run as a process of its own with bounded time and memory.

A PDF comes from anywhere and its reader is a large C library: when it fails, only this process falls.
Run by ``pdf_reader``: ``examine PATH``, ``read PATH LONGEST`` or ``draw PATH FOLDER FIRST LAST WIDTH HEIGHT``;
answers one JSON object.
It imports nothing of the product, so that it starts in a tenth of a second.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

MEMORY_BYTES = 2_000_000_000
CPU_SECONDS = 120
QUALITY = 82
_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def main(arguments: list[str]) -> int:
    """Do what is asked and write the answer; the exit code is 0 whenever there is an answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    act, path, *rest = arguments
    try:
        document = pypdfium2.PdfDocument(Path(path))
    except pypdfium2.PdfiumError as error:
        # the library refuses to open a document without pages, and then names no error
        if error.err_code == raw.FPDF_ERR_SUCCESS:
            return _answer({"count": 0, "sizes": []})
        return _answer({"fault": "encrypted" if error.err_code in _LOCKED else "damaged"})
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        return _answer({"fault": "encrypted"})
    if act == "examine":
        return _answer(_examine(document, int(rest[0])))
    if act == "read":
        return _answer({"text": _read(document, int(rest[0]))})
    return _answer(_draw(document, Path(rest[0]), *map(int, rest[1:])))


def _answer(content: dict[str, Any]) -> int:
    sys.stdout.write(json.dumps(content))
    sys.stdout.flush()
    return 0


def _examine(document: pypdfium2.PdfDocument, most_pages: int) -> dict[str, Any]:
    count = len(document)
    return {"count": count, "sizes": [document.get_page_size(n) for n in range(min(count, most_pages))]}


def _read(document: pypdfium2.PdfDocument, longest: int) -> str:
    """Return the text layer of the pages, cut at a length; a page that cannot be read is passed over."""
    found: list[str] = []
    for number in range(len(document)):
        try:
            found.append(document[number].get_textpage().get_text_bounded())
        except (pypdfium2.PdfiumError, MemoryError, ValueError):
            continue
        if sum(map(len, found)) > longest:
            break
    return "\n".join(found)[:longest]


def _draw(
    document: pypdfium2.PdfDocument, folder: Path, first: int, last: int, width: int, height: int
) -> dict[str, Any]:
    document.init_forms()
    failed = []
    for number in range(first, last + 1):
        try:
            _draw_page(document, number, folder, width, height)
        except (pypdfium2.PdfiumError, OSError, MemoryError, ValueError):
            failed.append(number)
    return {"failed": failed}


def _draw_page(document: pypdfium2.PdfDocument, number: int, folder: Path, width: int, height: int) -> None:
    page = document[number - 1]
    across, down = page.get_size()
    scale = min(width / max(across, 1), height / max(down, 1))
    image = page.render(scale=scale).to_pil().convert("RGB")
    # written under another name first: a page that is there is whole, also when the process is stopped
    draft = folder / f"{number}.draft"
    image.save(draft, "JPEG", quality=QUALITY)
    draft.replace(folder / f"{number}.jpg")
    page.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
