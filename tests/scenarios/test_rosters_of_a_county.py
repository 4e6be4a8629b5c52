"""The three sample rosters tell of one county: in any order they come to the same households, and go again."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from hudang.accounts.actions.console import console_actor
from hudang.accounts.models import User
from hudang.divisions.actions.imports import import_divisions
from hudang.households.models import Household
from hudang.rosters.actions.undo import undo
from hudang.rosters.tables import first_table
from tests.factories.archives import make_bureau
from tests.factories.rosters import imported, kept
from tests.people import COUNTY, make_divisions

SAMPLES = Path(os.environ.get("HUDANG_SAMPLES") or Path(__file__).resolve().parents[3] / "shared" / "samples")
COUNTED_ON = {"version", "updated_at"}


@pytest.fixture
def county(db: None) -> User:
    if not (SAMPLES / "county.json").exists():
        if os.environ.get("HUDANG_REQUIRE_SAMPLES"):
            pytest.fail(f"no samples under {SAMPLES}")
        pytest.skip("no samples beside the checkout")
    make_divisions()
    make_bureau()
    actor = console_actor(COUNTY)
    import_divisions(actor=actor, rows=first_table(SAMPLES / "villages_220882.csv"))
    return actor


def households() -> list[dict[str, Any]]:
    """Return the households, people, incomes, files and pouches without what only counts on; boxes stay."""
    stored = kept()
    return [
        {name: value for name, value in row.items() if name not in COUNTED_ON}
        for model, rows in stored.items()
        if model != "Box"
        for row in rows
    ]


@pytest.mark.parametrize("order", ["abd", "dba"])
def test_in_any_order_they_come_to_the_households_of_the_county(county: User, order: str) -> None:
    done, before = [], []
    for style in order:
        path = SAMPLES / "rosters" / f"roster_{style}.xlsx"
        before.append(households())
        found, _ = imported(county, path.read_bytes(), path.name, COUNTY)
        done.append(found)
    truth = json.loads((SAMPLES / "county.json").read_text(encoding="utf-8"))
    heads = sorted(head_of(home) for home in truth)
    assert sorted(Household.objects.values_list("head_name", flat=True)) == heads
    if order != "abd":
        return
    # taken back one after the other, as it came
    for found, state in zip(reversed(done), reversed(before), strict=True):
        undo(actor=county, roster_import=found)
        assert households() == state


def head_of(home: dict[str, Any]) -> str:
    return next(str(member["name"]) for member in home["members"] if member["relation"] == "02")
