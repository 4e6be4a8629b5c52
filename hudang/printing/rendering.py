"""Papers to PDF/A-2b: a few at once in memory, or any number into one file in bounded memory.

Both need nothing but the papers: no database, no settings, no clock, so that the same papers give the same bytes.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hudang.printing.binding import Binder
from hudang.printing.coverage import Coverage
from hudang.printing.designs import USUAL_DESIGNS, Designs
from hudang.printing.errors import NothingToPrint, PrintingStopped
from hudang.printing.fonts import FontSet
from hudang.printing.form_sheets import FormSheet
from hudang.printing.papers import Paper
from hudang.printing.sheets import OFFICE_STOCK, Sheet, Stock, batches, sheets_of
from hudang.printing.typesetting import Document, Typesetter, prepare

BUNDLED_FONTS = FontSet()
# 200 labels or 25 item lists a batch: little memory, and not too many copies of the embedded fonts
_LINES_A_BATCH = 600
_TYPESETTERS = 2
_LOW_PRIORITY = 15


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a file holds."""

    papers: int
    pages: int
    # characters that no font could draw, each with a text that it stands in
    undrawn: dict[str, str] = field(default_factory=dict)


def render_noted(
    papers: Iterable[Paper],
    document: Document,
    *,
    stock: Stock = OFFICE_STOCK,
    fonts: FontSet = BUNDLED_FONTS,
    designs: Designs = USUAL_DESIGNS,
) -> tuple[bytes, Rendered]:
    """Return the papers as one PDF/A-2b, and what it holds. Raises NothingToPrint."""
    with TemporaryDirectory(prefix="printing-") as folder:
        target = Path(folder) / "papers.pdf"
        done = render_many(papers, target, document, stock=stock, fonts=fonts, designs=designs)
        return target.read_bytes(), done


def render_sheet(sheet: FormSheet, document: Document, fonts: FontSet = BUNDLED_FONTS) -> bytes:
    """Return one form as PDF/A-2b; the same sheet, title and day give the same bytes.

    Without the binder, so that an act that makes a paper waits as short as can be.
    """
    return render_sheets([sheet], document, fonts)


def render_sheets(sheets: Iterable[FormSheet], document: Document, fonts: FontSet = BUNDLED_FONTS) -> bytes:
    """Return forms one after the other as one PDF/A-2b, as ``render_sheet`` does."""
    prepared = prepare([*sheets_of(list(sheets), OFFICE_STOCK)], fonts.coverage)
    return Typesetter(document, OFFICE_STOCK, fonts).set(prepared)


def render_many(
    papers: Iterable[Paper],
    target: Path,
    document: Document,
    *,
    stock: Stock = OFFICE_STOCK,
    fonts: FontSet = BUNDLED_FONTS,
    designs: Designs = USUAL_DESIGNS,
    progress: Callable[[int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Rendered:
    """Write the papers into one PDF/A-2b at ``target``, whole or not at all, and say how much it holds.

    ``papers`` may be a generator: it is read in the caller's thread, a few batches ahead. ``progress`` is called
    with the number of papers done; ``cancelled`` is asked between batches.
    A character that no font can draw stands as its code, and is named in what is returned.
    Raises NothingToPrint, PrintingStopped.
    """
    done = 0
    undrawn: dict[str, str] = {}
    typesetters = [Typesetter(document, stock, fonts, designs) for _ in range(_TYPESETTERS)]
    work = _parts(batches(sheets_of(papers, stock, designs), _LINES_A_BATCH), typesetters, fonts.coverage, undrawn)
    with Binder(target.parent) as binder, closing(work) as parts:
        for batch, part in parts:
            if cancelled is not None and cancelled():
                raise PrintingStopped
            binder.add(part)
            done += sum(len(sheet.papers) for sheet in batch)
            if progress is not None:
                progress(done)
        if not done:
            raise NothingToPrint
        return Rendered(papers=done, pages=binder.save(target), undrawn=undrawn)


def _parts(
    groups: Iterable[list[Sheet]], typesetters: list[Typesetter], coverage: Coverage, undrawn: dict[str, str]
) -> Generator[tuple[list[Sheet], bytes]]:
    """Yield each batch with its PDF, in order.

    This thread reads and prepares batches while the typesetters, which run without the GIL, set those before; a
    typesetter is given its next batch only when its last one has been taken.
    """
    setting: deque[tuple[list[Sheet], Future[bytes]]] = deque()
    with ThreadPoolExecutor(len(typesetters), "typesetter", initializer=_give_way) as threads:
        for number, batch in enumerate(groups):
            prepared = prepare(batch, coverage)
            undrawn |= prepared.undrawn
            if len(setting) == len(typesetters):
                yield _taken(setting)
            typesetter = typesetters[number % len(typesetters)]
            setting.append((batch, threads.submit(typesetter.set, prepared)))
        while setting:
            yield _taken(setting)


def _give_way() -> None:
    """Let this thread work only where nobody else wants the processor: it holds no lock, and clerks are at work."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOW_PRIORITY)


def _taken(setting: deque[tuple[list[Sheet], Future[bytes]]]) -> tuple[list[Sheet], bytes]:
    """Wait for the oldest batch at work."""
    batch, part = setting.popleft()
    return batch, part.result()
