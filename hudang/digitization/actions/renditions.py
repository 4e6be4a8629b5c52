"""Thumbnail and web image of each page: made in the background, or at once when somebody looks first."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from hudang.digitization.engines import images, pdf_reader
from hudang.digitization.errors import DrawingBusy, FileRefused, PageUnreadable
from hudang.digitization.models import DigitalObject, PageImage
from hudang.digitization.vocabulary import (
    THUMBNAIL_BOX,
    THUMBNAIL_QUALITY,
    WEB_BOX,
    WEB_QUALITY,
    MediaType,
    Rendition,
)
from hudang.platform import storage

log = logging.getLogger(__name__)

# pages drawn at once while somebody waits: an image of 80 million pixels takes up to 600 MB
_desks = threading.BoundedSemaphore(2)
SECONDS_TO_WAIT = 15
_BATCH = 25


def draw_object(object_id: int) -> int:
    """Make what is missing of an object's renditions; returns how many pages were drawn. May be run again."""
    found = DigitalObject.objects.filter(pk=object_id).first()
    if found is None:
        return 0
    waiting = [page for page in found.pages.select_related("digital_object") if not _is_drawn(page)]
    return _draw(found, [page for page in waiting if page.state != PageImage.State.UNREADABLE])


def rendition(page: PageImage, kind: Rendition) -> Path:
    """Return the image of a page, drawing it now when the worker has not been there yet.

    Raises ``PageUnreadable``, or ``DrawingBusy`` when too many pages are being drawn.
    """
    path = storage.path_of(page.rendition_key, kind)
    if path.is_file():
        return path
    if page.state == PageImage.State.UNREADABLE:
        raise PageUnreadable
    if not _desks.acquire(timeout=SECONDS_TO_WAIT):
        raise DrawingBusy
    try:
        if not path.is_file():
            _draw(page.digital_object, [page])
    finally:
        _desks.release()
    if not path.is_file():
        raise PageUnreadable
    return path


def _is_drawn(page: PageImage) -> bool:
    return all(storage.path_of(page.rendition_key, kind).is_file() for kind in Rendition)


def _draw(found: DigitalObject, pages: Iterable[PageImage]) -> int:
    pages = list(pages)
    if not pages:
        return 0
    if found.media_type == MediaType.PDF:
        return _draw_pdf(found, pages)
    return sum(_draw_image(found, page) for page in pages)


def _draw_image(found: DigitalObject, page: PageImage) -> bool:
    try:
        picture = images.draw(storage.path_of(found.sha256), MediaType(found.media_type), page.number, WEB_BOX)
    except FileRefused as refusal:
        log.warning("page %s of object %s cannot be drawn: %s", page.number, found.pk, refusal.code)
        return _settle(page, None)
    return _settle(page, picture)


def _draw_pdf(found: DigitalObject, pages: list[PageImage]) -> int:
    return sum(_draw_batch(found, pages[start : start + _BATCH]) for start in range(0, len(pages), _BATCH))


def _draw_batch(found: DigitalObject, pages: list[PageImage]) -> int:
    numbers = [page.number for page in pages]
    with tempfile.TemporaryDirectory(prefix="hudang-pdf-") as folder:
        source = storage.path_of(found.sha256)
        drawn = pdf_reader.draw(source, Path(folder), min(numbers), max(numbers), WEB_BOX)
        return sum(_settle(page, _read(drawn.get(page.number))) for page in pages)


def _read(path: Path | None) -> Image.Image | None:
    if path is None:
        return None
    with Image.open(path, formats=["JPEG"]) as picture:
        picture.load()
        return picture


def _settle(page: PageImage, picture: Image.Image | None) -> bool:
    """Keep both images of a page and note its state; the state is written last."""
    if picture is not None:
        thumbnail = images.fit(picture, THUMBNAIL_BOX)
        storage.keep_rendition(images.as_jpeg(picture, WEB_QUALITY), page.rendition_key, Rendition.WEB)
        storage.keep_rendition(images.as_jpeg(thumbnail, THUMBNAIL_QUALITY), page.rendition_key, Rendition.THUMBNAIL)
    page.state = PageImage.State.READY if picture is not None else PageImage.State.UNREADABLE
    PageImage.objects.filter(pk=page.pk).update(state=page.state)
    return picture is not None
