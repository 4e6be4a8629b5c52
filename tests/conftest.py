"""Fixtures shared by all tests."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.people import People, make_divisions, make_people


@pytest.fixture
def people(db: None) -> People:
    """The people of the tests with their divisions."""
    make_divisions()
    return make_people()


class BrowserTestsTogether(LoadScopeScheduling):
    """Gives all browser tests to one process, because they share one served archive; the others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return "e2e" if nodeid.startswith("tests/e2e/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BrowserTestsTogether:
    """Let xdist hand out the tests so."""
    return BrowserTestsTogether(config, log)
