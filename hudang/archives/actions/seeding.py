"""What an archive begins with: materials, requirements, retention periods and the first classification scheme."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from hudang.archives.models import ClassificationScheme, Material, Requirement, RetentionPeriod, SchemeClass
from hudang.archives.rules.keeping import SchemeState
from hudang.archives.vocabulary import LONG_SINCE

_DATA = Path(__file__).resolve().parents[1] / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def load_requirements() -> None:
    """Load materials and requirements as shipped, where the archive has none yet."""
    if Material.objects.exists():
        return
    Material.objects.bulk_create(
        Material(
            code=row["code"],
            name=row["name"],
            position=int(row["position"]),
            aliases=[alias for alias in row["aliases"].split(";") if alias],
            sensitive=row["sensitive"] == "1",
            confidential=row["confidential"] == "1",
            copied=row["copied"] == "1",
            valid_from=LONG_SINCE,
        )
        for row in _rows("materials.csv")
    )
    materials = {material.code: material for material in Material.objects.all()}
    Requirement.objects.bulk_create(_requirement(row, materials) for row in _rows("requirements.csv"))


def _requirement(row: dict[str, Any], materials: dict[str, Material]) -> Requirement:
    return Requirement(
        material=materials[row["material"]],
        stage=row["stage"],
        need=row["need"],
        condition=row["condition"],
        reason=row["reason"],
        source=row["source"],
        valid_from=LONG_SINCE,
    )


def load_retention_periods() -> None:
    """Load the retention periods as shipped, where the archive has none yet."""
    if RetentionPeriod.objects.exists():
        return
    RetentionPeriod.objects.bulk_create(
        RetentionPeriod(
            code=row["code"],
            name=row["name"],
            years=int(row["years"]) if row["years"] else None,
            after_stop=row["after_stop"] == "1",
            valid_from=LONG_SINCE,
        )
        for row in _rows("retention.csv")
    )


def load_scheme() -> None:
    """Load the first classification scheme as shipped, in force since the archive's beginning."""
    if ClassificationScheme.objects.exists():
        return
    scheme = ClassificationScheme.objects.create(
        number=1, name="初始方案", basis="DA/T 13-2022", state=SchemeState.ADOPTED, valid_from=LONG_SINCE
    )
    SchemeClass.objects.bulk_create(
        _scheme_class(scheme, position, row) for position, row in enumerate(_rows("classes.csv"), 1)
    )


def _scheme_class(scheme: ClassificationScheme, position: int, row: dict[str, str]) -> SchemeClass:
    criteria = {name: row.pop(name).split() for name in ("state", "assistance")}
    by_hand = row.pop("by_hand") == "1"
    return SchemeClass(
        scheme=scheme,
        position=position,
        criteria={name: codes for name, codes in criteria.items() if codes},
        by_hand=by_hand,
        **row,
    )
