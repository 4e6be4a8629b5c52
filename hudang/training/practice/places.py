"""Where the practice grounds lie: a template, made once for each structure of the tables, and a copy for each trainee.

A copy is thrown away and made anew at will; nothing in it ever counts in the archive.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from hudang.audit.chain import START, seal
from hudang.audit.models import ChainHead
from hudang.platform import ground
from hudang.training.practice import building

# counts up when what is built changes
_EDITION = "1"
_STAMP = ".edition"
# rows that migrations write; everything else is made by the acts of building
_SEEDED = ("django_migrations", "django_content_type", "auth_permission")


def ground_of(user_id: int) -> Path:
    """Return the folder of a trainee's ground, made when it is not there or of another edition."""
    folder, edition = _folder(str(user_id)), _edition()
    if _stamp(folder) != edition:
        _copy(_template(edition), folder)
    return folder


def known_ground(user_id: int) -> Path | None:
    """Return the folder of a trainee's ground if it is there and of this edition."""
    folder = _folder(str(user_id))
    return folder if (folder / ground.DATABASE).is_file() and _stamp(folder) == _edition() else None


def renew(user_id: int) -> Path:
    """Throw a trainee's ground away and make it anew."""
    folder = _folder(str(user_id))
    _copy(_template(_edition()), folder)
    return folder


def _folder(name: str) -> Path:
    return Path(settings.PRACTICE_FOLDER) / name


def _stamp(folder: Path) -> str:
    stamp = folder / _STAMP
    return stamp.read_text() if stamp.is_file() else ""


def _edition() -> str:
    """Return what a ground must be of: the structure of the tables, and the edition of what is built."""
    digest = hashlib.sha256(_EDITION.encode())
    for statement in _statements():
        digest.update(statement.encode())
    return digest.hexdigest()


def _statements() -> list[str]:
    """Return what lays the tables of the archive, its indexes and triggers, tables first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
        rows = cursor.fetchall()
    # a virtual table makes its own shadow tables
    virtual = [name for _, name, sql in rows if sql.upper().startswith("CREATE VIRTUAL")]
    kept = [
        (kind, sql)
        for kind, name, sql in rows
        if not name.startswith("sqlite_") and not any(name.startswith(f"{each}_") for each in virtual)
    ]
    order = {"table": 0, "index": 1, "view": 2, "trigger": 3}
    return [sql for _, sql in sorted(kept, key=lambda each: order[each[0]])]


def _seeds() -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    with connection.cursor() as cursor:
        for table in _SEEDED:
            cursor.execute(f"SELECT * FROM {table}")
            yield table, cursor.fetchall()


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make a template."""
    place = Path(settings.PRACTICE_FOLDER)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _template(edition: str) -> Path:
    folder = _folder("template")
    with _alone():
        if _stamp(folder) != edition:
            _build(folder, edition)
    return folder


def _build(folder: Path, edition: str) -> None:
    draft = _folder("draft")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "objects").mkdir(parents=True)
    _lay_tables(draft / ground.DATABASE)
    with ground.standing_on(draft, quiet=True):
        ChainHead.objects.create(pk=1, sequence=0, hash=START, seal=seal(0, START))
        with transaction.atomic():
            building.build()
    _fold(draft / ground.DATABASE)
    (draft / _STAMP).write_text(edition)
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)


def _lay_tables(database: Path) -> None:
    made = sqlite3.connect(database, isolation_level=None)
    try:
        # all at once: each table by itself would wait for the disk
        made.execute("BEGIN")
        for statement in _statements():
            made.execute(statement)
        for table, rows in _seeds():
            if rows:
                marks = ",".join("?" * len(rows[0]))
                made.executemany(f"INSERT INTO {table} VALUES ({marks})", [_plain(row) for row in rows])
        made.execute("COMMIT")
    finally:
        made.close()


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [value if isinstance(value, int | str | float | bytes | None) else str(value) for value in row]


def _fold(database: Path) -> None:
    """Bring the write-ahead log into the file, so that the file alone can be copied."""
    made = sqlite3.connect(database)
    try:
        made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        made.close()


def _copy(template: Path, folder: Path) -> None:
    draft = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(template, draft, copy_function=shutil.copyfile)
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
