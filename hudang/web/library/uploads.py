"""Files as forms send them, for the actions; a refusal of one is said at the field."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from hudang.archives.actions.filing import FileSource

MOST_FILES = 50


def source_of(upload: UploadedFile[Any] | None) -> FileSource | None:
    """Return one upload for an action."""
    if upload is None:
        return None
    return FileSource(cast("BinaryIO", upload.file), PurePath(upload.name or "文件").name)


def sources_of(request: HttpRequest, field: str) -> list[FileSource]:
    """Return the uploads of a field, at most fifty."""
    found = [source_of(each) for each in request.FILES.getlist(field)[:MOST_FILES]]
    return [each for each in found if each is not None]
