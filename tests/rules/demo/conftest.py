"""One invented county for all tests of it."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.demo.households import generate_county
from hudang.demo.shapes import DemoHousehold

DAY = date(2026, 6, 30)


@pytest.fixture(scope="session")
def county() -> list[DemoHousehold]:
    """Two thousand households as known on 2026-06-30."""
    return list(generate_county(2000, 11, DAY))
