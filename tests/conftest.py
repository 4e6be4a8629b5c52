"""Fixtures shared by all tests."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import management
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from xdist.scheduler import LoadScopeScheduling

from hudang.audit import chain
from hudang.audit.models import ChainHead
from hudang.rosters.reading import probe, probe_process
from tests.architecture.source import CHECKOUT
from tests.factories.again import again
from tests.people import People, make_divisions, make_people

if sys.dont_write_bytecode:
    # what the tests start (servers, commands, benchmarks) is compiled once, though nothing is to be written beside it
    _COMPILED = tempfile.TemporaryDirectory(prefix="hudang-compiled-")
    os.environ["PYTHONPYCACHEPREFIX"] = os.environ.get("PYTHONPYCACHEPREFIX") or _COMPILED.name
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""


@pytest.fixture
def people(db: None) -> People:
    """The people of the tests with their divisions."""
    return _people()


@again
def _people() -> People:
    make_divisions()
    return make_people()


@pytest.fixture(autouse=True)
def _rosters_are_read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no process for every roster, save in the tests of that process, which are marked ``probed``."""
    if "probed" not in request.keywords:
        monkeypatch.setattr(probe, "run_probe", probe_process.tried)


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first process that asks for it makes for all."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    place, making = shared / f"made-{name}", shared / f"making-{name}"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            make(making)
            making.rename(place)
    return place


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables, made once for all processes; whoever serves an archive begins with a copy."""

    def make(data: Path) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HUDANG_", "DJANGO_"))}
        environment = kept | {"HUDANG_DATA": str(data), "PYTHONPATH": str(CHECKOUT)}
        command = [sys.executable, "-c", "from hudang.cli.main import main; main(['prepare'])"]
        subprocess.run(command, env=environment, cwd=CHECKOUT, check=True, capture_output=True)

    # ./check has made one beforehand
    made = os.environ.get("HUDANG_TESTS_BEGIN_WITH")
    return Path(made) if made else made_once(tmp_path_factory, "prepared", make)


if "PYTEST_XDIST_WORKER" in os.environ:

    @pytest.fixture(scope="session")
    def django_db_setup(
        django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any, prepared: Path
    ) -> Iterator[None]:
        """Begin with the tables of the prepared archive, so that of several processes only one runs the migrations."""
        with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
            patch.setattr(management, "call_command", lambda name, **_: name == "migrate" and _copy_tables(prepared))
            made = setup_databases(verbosity=0, interactive=False)
        yield
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


def _copy_tables(prepared: Path) -> None:
    """Do for the database of the tests what ``migrate`` does."""
    connection.ensure_connection()
    made = sqlite3.connect(prepared / "hudang.sqlite3")
    made.backup(connection.connection)
    made.close()
    # the prepared archive has a key of its own, with which its empty log was sealed
    ChainHead.objects.update(seal=chain.seal(0, chain.START))


class BrowserTestsTogether(LoadScopeScheduling):
    """Gives the browser tests to two processes, each with one served archive; the others one by one.

    The one looks at every page, the other does the rest; they take about as long.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/e2e/test_accessible.py"):
            return "pages"
        return "e2e" if nodeid.startswith("tests/e2e/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BrowserTestsTogether:
    """Let xdist hand out the tests so."""
    return BrowserTestsTogether(config, log)
