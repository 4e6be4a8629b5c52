"""What a library begins with: the titles of the field's documents and the first rules; loaded once, and again by later versions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from hudang.library.actions.indexing import index_document, index_rule
from hudang.library.models import Document, Rule, RuleVersion
from hudang.library.rules.shipped import ShippedRule, read_rules

_DATA = Path(__file__).resolve().parents[1] / "data"
SHIPPED_BY = "随产品提供"
_RULES_SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Loaded:
    """How many entries were new."""

    documents: int
    rules: int


@transaction.atomic
def load_first_entries() -> Loaded:
    """Load the shipped entries that are not there yet; what a county changed or added stays as it is."""
    return Loaded(_load_documents(), _load_rules())


def _load_documents() -> int:
    with (_DATA / "documents.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    known = set(Document.objects.exclude(key="").values_list("key", flat=True))
    made = {row["key"]: _document(row) for row in rows if row["key"] not in known}
    for row in rows:
        if row["key"] in made and row["replaces"]:
            made[row["key"]].replaces.set(Document.objects.filter(key__in=row["replaces"].split()))
    for document in made.values():
        index_document(document)
    return len(made)


def _document(row: dict[str, str]) -> Document:
    days = {
        f"{name}_on": date.fromisoformat(row[name]) if row[name] else None
        for name in ("issued", "in_force", "repealed")
    }
    return Document.objects.create(
        key=row["key"],
        kind=row["kind"],
        title=row["title"],
        number=row["number"],
        issuer=row["issuer"],
        level=row["level"],
        region_code=row["region"],
        governs=row["governs"],
        source=row["source"],
        entered_by=SHIPPED_BY,
        **days,
    )


def _load_rules() -> int:
    known = set(Rule.objects.values_list("key", flat=True))
    shipped = read_rules((_DATA / "rules.txt").read_text(encoding="utf-8"))
    new = [each for each in shipped if each.key not in known]
    for position, each in enumerate(shipped, 1):
        if each in new:
            _make_rule(each, position)
    return len(new)


def _make_rule(shipped: ShippedRule, position: int) -> None:
    rule = Rule.objects.create(
        key=shipped.key, family=shipped.family, title=shipped.title, acts=list(shipped.acts), position=position
    )
    version = RuleVersion.objects.create(
        rule=rule,
        number=1,
        text=shipped.text,
        responsible=shipped.responsible,
        basis=shipped.basis,
        valid_from=_RULES_SINCE,
        change="首版，随产品提供，请按本县实际修订",
        entered_by=SHIPPED_BY,
    )
    index_rule(rule, version)
