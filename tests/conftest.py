"""Fixtures shared by all tests."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from hudang.rosters.reading import probe, probe_process
from tests.architecture.source import CHECKOUT
from tests.factories.again import again
from tests.people import People, make_divisions, make_people


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


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables, made once for all processes; whoever serves an archive begins with a copy."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    place, making = shared / "prepared", shared / "preparing"
    with (CHECKOUT / "pyproject.toml").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            kept = {k: v for k, v in os.environ.items() if not k.startswith(("HUDANG_", "DJANGO_"))}
            environment = kept | {"HUDANG_DATA": str(making), "PYTHONPATH": str(CHECKOUT)}
            command = [sys.executable, "-c", "from hudang.cli.main import main; main(['prepare'])"]
            subprocess.run(command, env=environment, cwd=CHECKOUT, check=True, capture_output=True)
            making.rename(place)
    return place


class BrowserTestsTogether(LoadScopeScheduling):
    """Gives all browser tests to one process, because they share one served archive; the others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return "e2e" if nodeid.startswith("tests/e2e/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BrowserTestsTogether:
    """Let xdist hand out the tests so."""
    return BrowserTestsTogether(config, log)
