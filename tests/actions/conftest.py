"""What every test of a write proves beside its own matter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hudang.platform import figures

_WITH_DATABASE = {"db", "transactional_db", "people"}


@pytest.fixture(autouse=True)
def figures_stay_true(request: pytest.FixtureRequest) -> Iterator[None]:
    """After whatever the test has written, the figures that the database keeps are those that are counted."""
    if not _WITH_DATABASE & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("db")
    yield
    assert figures.differences() == []
