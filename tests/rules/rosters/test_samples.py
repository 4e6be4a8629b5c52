"""Rows of the sample rosters against their keys: outcome, codes and values, row by row."""

from __future__ import annotations

import csv
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hudang.kernel.division_codes import DivisionLevel
from hudang.rosters.reading import open_workbook
from hudang.rosters.rules.places import KnownDivision
from hudang.rosters.rules.proposal import propose
from hudang.rosters.rules.verdicts import judge

CHECKOUT = Path(__file__).resolve().parents[3]
SAMPLES = Path(os.environ.get("HUDANG_SAMPLES") or CHECKOUT.parent / "shared" / "samples")
OUTCOMES = {"accept": "accepted", "warn": "warned", "reject": "rejected", "skip": "skipped"}


def sample(name: str) -> Path:
    path = SAMPLES / name
    if not path.exists():
        message = f"no {name} under HUDANG_SAMPLES ({SAMPLES})"
        if os.environ.get("HUDANG_REQUIRE_SAMPLES"):
            pytest.fail(message)
        pytest.skip(message)
    return path


def county() -> list[KnownDivision]:
    with sample("villages_220882.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    towns = {row["code"][:9] + "000": row["town"] for row in rows}
    return [
        KnownDivision("220882000000", "大安市", DivisionLevel.COUNTY),
        *(KnownDivision(code, name, DivisionLevel.TOWNSHIP) for code, name in towns.items()),
        *(KnownDivision(row["code"], row["village"], DivisionLevel.VILLAGE) for row in rows),
    ]


def expected(row: dict[str, Any]) -> dict[str, Any]:
    same = row.get("same_as")
    return {
        "outcome": OUTCOMES[row["action"]],
        "codes": sorted(row.get("codes", [])),
        "values": row.get("values", {}),
        "same_as": (same["sheet"], same["row"]) if same else None,
    }


@pytest.mark.parametrize("style", ["a", "b", "d"])
def test_every_row_agrees_with_the_key(style: str) -> None:
    path = sample(f"rosters/roster_{style}.xlsx")
    key = json.loads(Path(f"{path}.key.json").read_text(encoding="utf-8"))
    workbook = open_workbook(path)
    verdicts = judge(workbook, propose(workbook), county(), date.fromisoformat(key["as_of"]))
    found = {
        (v.sheet, v.row): {
            "outcome": str(v.outcome), "codes": sorted(v.codes), "values": v.values, "same_as": v.same_as,
        }
        for v in verdicts
    }  # fmt: skip
    wanted = {(row["sheet"], row["row"]): expected(row) for row in key["rows"]}
    assert found.keys() == wanted.keys()
    assert {at: (wanted[at], found[at]) for at in wanted if wanted[at] != found[at]} == {}
