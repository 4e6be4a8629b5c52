"""The content-addressed store: a file is kept once under its SHA-256, and never altered."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings

from hudang.platform import ground
from hudang.platform.digests import CHUNK, TwinDigest


@dataclass(frozen=True)
class StoredFile:
    """What the store knows of a file: digests in hexadecimal, size in bytes, and whether it was new."""

    sha256: str
    sm3: str
    size: int
    new: bool


def _folder(kind: str) -> Path:
    return ground.objects_folder() / kind


def path_of(sha256: str, kind: str = "original") -> Path:
    """Return where the file with this digest lies; ``kind`` is original, thumbnail or web."""
    return _folder(kind) / sha256[:2] / sha256[2:4] / sha256


def _write(pieces: Iterable[bytes], draft: Path) -> TwinDigest:
    digest = TwinDigest()
    with draft.open("wb") as handle:
        for piece in pieces:
            digest.update(piece)
            handle.write(piece)
        handle.flush()
        os.fsync(handle.fileno())
    return digest


@contextmanager
def examined(source: BinaryIO | Path) -> Iterator[Path]:
    """Lay a file that somebody sends where it can be examined, until it is known whether it is to be kept."""
    if isinstance(source, Path):
        yield source
        return
    with NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as handle:
        shutil.copyfileobj(source, handle, CHUNK)
        handle.flush()
        yield Path(handle.name)


def keep(source: BinaryIO | Path) -> StoredFile:
    """Keep a file and return its digests; the same content again is stored once.

    Written to a draft and renamed, so that a crash or a full disk leaves the whole file or nothing.
    """
    if isinstance(source, Path):
        with source.open("rb") as handle:
            return keep(handle)
    drafts = _folder("drafts")
    drafts.mkdir(parents=True, exist_ok=True)
    draft = drafts / uuid.uuid4().hex
    try:
        digest = _write(iter(lambda: source.read(CHUNK), b""), draft)
        sha256, sm3_hex = digest.finish()
        target = path_of(sha256)
        new = not target.exists()
        if new:
            _settle(draft, target)
        return StoredFile(sha256, sm3_hex, digest.size, new)
    finally:
        draft.unlink(missing_ok=True)


def keep_rendition(data: bytes, sha256: str, kind: str) -> Path:
    """Keep a thumbnail or web image of the original ``sha256``; it can be made again at any time."""
    target = path_of(sha256, kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{uuid.uuid4().hex}")
    draft.write_bytes(data)
    draft.replace(target)
    return target


def _settle(draft: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.chmod(0o440)
    draft.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
