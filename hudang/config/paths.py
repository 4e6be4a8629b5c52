"""Where this installation keeps its data: one folder, set by HUDANG_DATA."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """Return the data folder, made with access for its owner only."""
    folder = Path(os.environ.get("HUDANG_DATA") or CHECKOUT / "data").resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret(folder: Path, name: str) -> str:
    """Return the secret ``name``, made once and readable by its owner only.

    Written to a file of its own and linked into place, so that two processes starting at once agree.
    """
    path = folder / "secrets" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        draft = path.with_name(f"{name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_hex(32))
            handle.flush()
            os.fsync(handle.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            draft.unlink()
            return path.read_text()
        draft.unlink()
    return path.read_text()
