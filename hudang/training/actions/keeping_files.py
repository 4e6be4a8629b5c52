"""Files of lessons and sessions: known by content, kept by digest; videos beside what the archive takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from hudang.digitization.actions.intake import receive, register
from hudang.kernel.errors import InvalidInput
from hudang.platform import storage

_MEGABYTE = 1 << 20
LARGEST_VIDEO = 500
_HEAD = 64


@dataclass(frozen=True)
class KeptFile:
    """A file in the store."""

    name: str
    media_type: str
    sha256: str
    size: int


def _video_type(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "video/mp4"
    return "video/webm" if head.startswith(b"\x1a\x45\xdf\xa3") else ""


def keep_file(content: BinaryIO, name: str) -> KeptFile:
    """Keep a picture, a PDF or a video (MP4, WebM); raises a ``FileRefused`` or ``InvalidInput`` at ``file``."""
    content.seek(0)
    media_type = _video_type(content.read(_HEAD))
    content.seek(0)
    if not media_type:
        kept = register(receive(content, name)).object
        return KeptFile(name[:120], kept.media_type, kept.sha256, kept.size)
    stored = storage.keep(content)
    if stored.size > LARGEST_VIDEO * _MEGABYTE:
        raise InvalidInput({"file": f"视频不超过 {LARGEST_VIDEO} MB，请压缩或分段。"})
    return KeptFile(name[:120], media_type, stored.sha256, stored.size)
