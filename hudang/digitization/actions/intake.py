"""Taking a file in: examined by content, kept under its digest, described once (archive.md §13, §15).

Two steps, so that the slow one holds no lock: ``receive`` examines and stores the bytes and writes nothing to the
database; ``register`` writes the rows inside the caller's transaction. A crash between them leaves a whole file in
the store that nothing points to, which the same file taken in again picks up.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from hudang.digitization.engines import images, pdf_reader
from hudang.digitization.engines.images import PageSize
from hudang.digitization.errors import EmptyFile, FileChanged, FileTooLarge, UnknownFormat
from hudang.digitization.models import DigitalObject, PageImage
from hudang.digitization.rules import HEAD_BYTES, foreign_label, media_type_of
from hudang.digitization.tasks import make_renditions
from hudang.digitization.vocabulary import LARGEST_FILE, MEGABYTE, MediaType
from hudang.platform import storage
from hudang.platform.digests import CHUNK

Source = Path | BinaryIO


@dataclass(frozen=True)
class Received:
    """A file that was examined and lies in the store."""

    name: str
    sha256: str
    sm3: str
    size: int
    media_type: str
    pages: tuple[PageSize, ...]

    @property
    def page_count(self) -> int:
        """How many pages the file shows."""
        return len(self.pages)


@dataclass(frozen=True)
class TakenIn:
    """A digital object, and whether its content was there before."""

    object: DigitalObject
    new: bool


def receive(source: Source, name: str) -> Received:
    """Examine a file and keep it; raises a ``FileRefused``. Content that is kept already is not examined again."""
    with _opened(source) as handle:
        sha256 = _sha256(handle, name)
        known = DigitalObject.objects.filter(sha256=sha256).prefetch_related("pages").first()
        if known is not None and storage.path_of(sha256).is_file():
            return _received_before(known, name)
        media_type, pages = _examine(source, handle, name)
        handle.seek(0)
        stored = storage.keep(handle)
    if stored.sha256 != sha256:
        raise FileChanged(name=name)
    return Received(name, stored.sha256, stored.sm3, stored.size, media_type, tuple(pages))


def receive_made(content: bytes, name: str) -> Received:
    """Keep a PDF that this product has just made; it waits for no process that examines it."""
    stored = storage.keep(io.BytesIO(content))
    pages = pdf_reader.examine_own(content, name)
    return Received(name, stored.sha256, stored.sm3, stored.size, MediaType.PDF, tuple(pages))


def _received_before(known: DigitalObject, name: str) -> Received:
    pages = tuple(PageSize(page.width, page.height) for page in known.pages.all())
    return Received(name, known.sha256, known.sm3, known.size, known.media_type, pages)


def register(received: Received) -> TakenIn:
    """Write the rows of a received file, once for each content, and have its page images made after the commit."""
    with transaction.atomic():
        found, new = DigitalObject.objects.get_or_create(
            sha256=received.sha256,
            defaults={
                "sm3": received.sm3,
                "size": received.size,
                "media_type": received.media_type,
                "page_count": received.page_count,
            },
        )
        if new:
            PageImage.objects.bulk_create(
                (
                    PageImage(digital_object=found, number=number, width=page.width, height=page.height)
                    for number, page in enumerate(received.pages, 1)
                ),
                batch_size=500,
            )
            transaction.on_commit(partial(make_renditions.enqueue, object_id=found.pk))
    return TakenIn(found, new)


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, Path):
        with source.open("rb") as handle:
            yield handle
    else:
        source.seek(0)
        yield source


def _sha256(handle: BinaryIO, name: str) -> str:
    """Return the digest; stops reading as soon as the file is too large."""
    digest, size = hashlib.sha256(), 0
    while piece := handle.read(CHUNK):
        size += len(piece)
        if size > LARGEST_FILE:
            raise FileTooLarge(name=name, limit=LARGEST_FILE // MEGABYTE)
        digest.update(piece)
    if not size:
        raise EmptyFile(name=name)
    return digest.hexdigest()


def _examine(source: Source, handle: BinaryIO, name: str) -> tuple[MediaType, list[PageSize]]:
    handle.seek(0)
    head = handle.read(HEAD_BYTES)
    media_type = media_type_of(head)
    if media_type is None:
        raise UnknownFormat(name=name, found=foreign_label(head))
    handle.seek(0)
    if media_type is MediaType.PDF:
        with _on_disk(source, handle) as path:
            return media_type, pdf_reader.examine(path, name)
    return media_type, images.examine(handle, media_type, name)


@contextmanager
def _on_disk(source: Source, handle: BinaryIO) -> Iterator[Path]:
    """Yield a path of the content, for readers in another process."""
    if isinstance(source, Path):
        yield source
        return
    with tempfile.NamedTemporaryFile(prefix="hudang-intake-") as copy:
        while piece := handle.read(CHUNK):
            copy.write(piece)
        copy.flush()
        yield Path(copy.name)
