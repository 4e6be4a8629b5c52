"""A ground beside the archive: inside the block this thread works on another database file and another store.

Everything above it (actions, raw SQL, transactions, the audit chain) asks for the connection "default", so it is that
one which is exchanged; no code above needs to know. See docs/decisions/0014-practice-ground.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

DATABASE = "hudang.sqlite3"
_current: ContextVar[Path | None] = ContextVar("hudang_ground", default=None)
_quiet: ContextVar[bool] = ContextVar("hudang_ground_quiet", default=False)


def current() -> Path | None:
    """Return the folder of the ground this thread works on; nothing in the archive itself."""
    return _current.get()


def quiet() -> bool:
    """Tell whether the ground is only being made, so that pictures of pages need not be drawn yet."""
    return _quiet.get()


def objects_folder() -> Path:
    """Return where files are kept by content."""
    ground = current()
    return ground / "objects" if ground else Path(settings.OBJECTS_FOLDER)


def results_folder() -> Path:
    """Return where the results of long work are kept."""
    ground = current()
    return ground / "results" if ground else Path(settings.RESULTS_FOLDER)


@contextmanager
def standing_on(folder: Path, *, quiet: bool = False) -> Iterator[None]:
    """Work on the ground in ``folder`` inside the block; the archive is out of reach there.

    ``quiet``: background work is left undone, as what is only drawn for looking at is drawn when it is looked at.
    """
    real, other = connections[DEFAULT_DB_ALIAS], _connection(folder / DATABASE)
    tokens = _current.set(folder), _quiet.set(quiet)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = real
        _current.reset(tokens[0])
        _quiet.reset(tokens[1])


def _connection(database: Path) -> BaseDatabaseWrapper:
    known: dict[str, Any] = connections[DEFAULT_DB_ALIAS].settings_dict
    described = {**known, "NAME": str(database), "CONN_MAX_AGE": 0, "TEST": {}}
    wrapper: BaseDatabaseWrapper = load_backend(known["ENGINE"]).DatabaseWrapper(described, DEFAULT_DB_ALIAS)
    return wrapper
