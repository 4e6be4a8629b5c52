"""Answers that are page images or originals: never guessed at, never cached outside the browser, never run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from hudang.digitization.actions.renditions import rendition
from hudang.digitization.errors import DrawingBusy, PageUnreadable
from hudang.digitization.vocabulary import Rendition

if TYPE_CHECKING:
    from hudang.archives.actions.viewing import OriginalFile
    from hudang.digitization.models import PageImage

KINDS = {"thumbnail": Rendition.THUMBNAIL, "image": Rendition.WEB}
_PRIVATE = "private, max-age=3600"


def image_response(page: PageImage, kind: str) -> HttpResponseBase:
    """Answer with a rendition of a page that the caller may see; drawn now if the worker was not there yet."""
    try:
        path = rendition(page, KINDS[kind])
    except DrawingBusy as busy:
        return _plain(busy.message, 503, {"Retry-After": "5"})
    except PageUnreadable as unreadable:
        return _plain(unreadable.message, 410, {})
    return _file(path, "image/jpeg", {"Cache-Control": _PRIVATE})


def original_response(original: OriginalFile) -> HttpResponseBase:
    """Answer with an original for saving; a PDF with scripts in it is never opened by this site."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(original.name)}",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return _file(original.path, original.media_type, headers)


def _file(path: Path, media_type: str, headers: dict[str, str]) -> HttpResponseBase:
    response = FileResponse(path.open("rb"), content_type=media_type)
    # Django would name the file after its place in the store
    for name, value in {"Content-Disposition": "inline", "X-Content-Type-Options": "nosniff", **headers}.items():
        response[name] = value
    return response


def _plain(message: str, status: int, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8", headers=headers)
