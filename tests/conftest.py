"""Fixtures shared by all tests."""

from __future__ import annotations

import pytest

from tests.people import People, make_divisions, make_people


@pytest.fixture
def people(db: None) -> People:
    """The people of the tests with their divisions."""
    make_divisions()
    return make_people()
