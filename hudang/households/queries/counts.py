"""Counts for the home page; each agrees with the list that the same filter opens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.households.models import Classification, HouseholdTag
from hudang.households.queries.visible import visible_to
from hudang.households.vocabulary import IN_PAYMENT, TAG_LABELS, UNDECIDED, BenefitState, Tag


@dataclass(frozen=True)
class TagCount:
    """How many households carry a tag."""

    tag: str
    label: str
    count: int


@dataclass(frozen=True)
class HouseholdCounts:
    """Households of the user's division; ``paid`` are those in payment (在保、渐退、暂缓)."""

    total: int
    paid: int
    applying: int
    stopped: int
    edge: int
    proposals: int
    undecided: int
    covered: int
    allowance: Decimal
    tags: tuple[TagCount, ...]


def counts_for(user: User) -> HouseholdCounts:
    """Return the counts of the user's division with a fixed number of queries."""
    states = {row["state"]: row for row in _by_state(user)}
    paid = [row for state, row in states.items() if state in IN_PAYMENT]
    place = within(user, "household__village_code")
    classes = Classification.objects.filter(place)
    tagged = dict(HouseholdTag.objects.filter(place).order_by().values_list("tag").annotate(Count("pk")))
    return HouseholdCounts(
        total=sum(row["households"] for row in states.values()),
        paid=sum(row["households"] for row in paid),
        applying=_households(states, BenefitState.APPLYING),
        stopped=_households(states, BenefitState.STOPPED),
        edge=_households(states, BenefitState.EDGE),
        proposals=classes.exclude(proposed_structure="", proposed_source="").count(),
        undecided=classes.filter(family_structure=UNDECIDED).count(),
        covered=sum(row["covered"] or 0 for row in paid),
        allowance=sum((row["money"] or Decimal(0) for row in paid), Decimal(0)),
        tags=tuple(TagCount(tag.value, TAG_LABELS[tag], tagged.get(tag.value, 0)) for tag in Tag),
    )


def _by_state(user: User) -> list[dict[str, Any]]:
    grouped = visible_to(user).order_by().values("state")
    rows: list[Any] = list(
        grouped.annotate(households=Count("pk"), covered=Sum("covered_size"), money=Sum("allowance"))
    )
    return rows


def _households(states: dict[str, dict[str, Any]], state: BenefitState) -> int:
    return int(states[state]["households"]) if state in states else 0
