"""Reading PDF through ``pdf_process``: a broken or hostile file costs a bounded process, never the server."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf

from hudang.digitization.engines.images import PageSize
from hudang.digitization.errors import PdfDamaged, PdfEncrypted, PdfPageTooLarge, PdfWithoutPages, TooManyPages
from hudang.digitization.vocabulary import (
    LONGEST_PDF_SIDE_MM,
    MOST_PAGES,
    PDF_PIXELS_A_POINT,
    POINTS_A_MM,
)

_PROGRAM = Path(__file__).with_name("pdf_process.py")
SECONDS_TO_EXAMINE = 60
SECONDS_TO_DRAW = 180
MOST_RESTARTS = 4


def examine(path: Path, name: str) -> list[PageSize]:
    """Return the size of every page at 200 dpi; raises a ``FileRefused`` that says what is wrong."""
    answer = _ask(name, SECONDS_TO_EXAMINE, "examine", str(path), str(MOST_PAGES))
    count, sizes = int(answer["count"]), answer["sizes"]
    if count == 0:
        raise PdfWithoutPages(name=name)
    if count > MOST_PAGES:
        raise TooManyPages(name=name, pages=count, limit=MOST_PAGES)
    return [_page_size(number, width, height, name) for number, (width, height) in enumerate(sizes, 1)]


def examine_own(content: bytes, name: str) -> list[PageSize]:
    """Return the same of a PDF that this product has just made: it is read here, for nothing in it is foreign."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [[float(edge) for edge in page.mediabox] for page in pdf.pages]
    sizes = [(right - left, top - bottom) for left, bottom, right, top in boxes]
    return [_page_size(number, width, height, name) for number, (width, height) in enumerate(sizes, 1)]


def _page_size(number: int, width: float, height: float, name: str) -> PageSize:
    across, down = round(width / POINTS_A_MM), round(height / POINTS_A_MM)
    if max(across, down) > LONGEST_PDF_SIDE_MM:
        raise PdfPageTooLarge(name=name, page=number, width=across, height=down)
    return PageSize(max(1, round(width * PDF_PIXELS_A_POINT)), max(1, round(height * PDF_PIXELS_A_POINT)))


def text_of(path: Path, name: str, longest: int) -> str:
    """Return the text layer of a PDF, empty when it has none; raises a ``FileRefused``."""
    return str(_ask(name, SECONDS_TO_EXAMINE, "read", str(path), str(longest))["text"])


def draw(path: Path, folder: Path, first: int, last: int, box: tuple[int, int]) -> dict[int, Path]:
    """Draw the pages ``first`` to ``last`` as JPEG fitted into ``box``; pages that fail are left out.

    A page that stops the whole process is passed over: the pages drawn before it are kept, and drawing goes
    on behind it, a few times.
    """
    for _ in range(MOST_RESTARTS):
        try:
            _ask(path.name, SECONDS_TO_DRAW, "draw", str(path), str(folder), *map(str, (first, last, *box)))
        except PdfDamaged:
            first = max(_drawn(folder, last), default=first - 1) + 2
        else:
            break
        if first > last:
            break
    return _drawn(folder, last)


def _drawn(folder: Path, last: int) -> dict[int, Path]:
    return {n: path for n in range(1, last + 1) if (path := folder / f"{n}.jpg").is_file()}


def _ask(name: str, seconds: int, *arguments: str) -> dict[str, Any]:
    try:
        finished = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=True,
        )
        answer: dict[str, Any] = json.loads(finished.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise PdfDamaged(name=name) from error
    if answer.get("fault") == "encrypted":
        raise PdfEncrypted(name=name)
    if "fault" in answer:
        raise PdfDamaged(name=name)
    return answer
