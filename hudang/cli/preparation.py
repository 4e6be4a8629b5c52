"""Bringing database and static files up to date; nothing is touched when they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hudang.cli.output import say
from hudang.divisions.queries import counties
from hudang.library.actions.seeding import load_first_entries

_STAMP = ".stamp"


def bring_up_to_date() -> None:
    """Lay the tables that are new, and collect the static files that changed."""
    if database_is_behind():
        say("· 更新数据库结构")
        call_command("migrate", verbosity=0, interactive=False)
    if counties():
        # what a new version ships is there after its first start
        load_first_entries()
    stamp = _static_stamp()
    place = Path(settings.STATIC_ROOT) / _STAMP
    if not place.is_file() or place.read_text() != stamp:
        say("· 整理静态文件")
        call_command("collectstatic", verbosity=0, interactive=False)
        place.write_text(stamp)


def make_database_if_absent() -> None:
    """Lay the tables in a data folder that has none yet, so that every command works on a new folder."""
    if "django_migrations" not in connection.introspection.table_names():
        say("· 建立数据库")
        call_command("migrate", verbosity=0, interactive=False)


def database_is_behind() -> bool:
    """Tell whether the program has tables that the database has not."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _static_stamp() -> str:
    """Return a digest over name, size and time of every static file of ours, and over the locked packages."""
    digest = hashlib.sha256()
    for folder in (Path(apps.get_app_config("web").path) / "static", *(path for _, path in settings.STATICFILES_DIRS)):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                state = path.stat()
                digest.update(f"{path.relative_to(folder)} {state.st_size} {state.st_mtime_ns}\n".encode())
    digest.update(Path(settings.LOCK_FILE).read_bytes())
    return digest.hexdigest()
