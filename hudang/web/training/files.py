"""Answers that are files of training: pictures, PDFs and videos, shown in the page or in the browser's viewer."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote

from django.http import FileResponse
from django.http.response import HttpResponseBase

from hudang.kernel.errors import NotVisible
from hudang.platform import storage


class Stored(Protocol):
    """A row that names a file in the store."""

    name: str
    media_type: str
    sha256: str


def stored_file(row: Stored) -> HttpResponseBase:
    """Answer with the file; its media type was found by content when it came in."""
    path = storage.path_of(row.sha256)
    if not path.is_file():
        raise NotVisible
    response = FileResponse(path.open("rb"), content_type=row.media_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(row.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
