"""Counts for the home page; each agrees with the list that the same filter opens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.households.models import ClassFigure, HouseholdFigure, TagFigure
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
    """Return the counts of the user's division; the figures are kept by the database, so nothing is counted."""
    require(user, Right.VIEW_HOUSEHOLDS)
    states = _by_state(user)
    paid = [row for state, row in states.items() if state in IN_PAYMENT]
    undecided = Sum("households", filter=Q(family_structure=UNDECIDED), default=0)
    classes = ClassFigure.objects.filter(within(user)).aggregate(
        proposals=Sum("proposals", default=0), undecided=undecided
    )
    tags = TagFigure.objects.filter(within(user)).order_by().values_list("tag").annotate(Sum("households"))
    tagged = dict(tags)
    return HouseholdCounts(
        total=sum(row["households"] for row in states.values()),
        paid=sum(row["households"] for row in paid),
        applying=_households(states, BenefitState.APPLYING),
        stopped=_households(states, BenefitState.STOPPED),
        edge=_households(states, BenefitState.EDGE),
        proposals=classes["proposals"],
        undecided=classes["undecided"],
        covered=sum(row["covered"] for row in paid),
        allowance=Decimal(sum(row["fen"] for row in paid)) / 100,
        tags=tuple(TagCount(tag.value, TAG_LABELS[tag], tagged.get(tag.value, 0)) for tag in Tag),
    )


def how_many(user: User, *, prefix: str = "", states: Collection[str] = ()) -> int:
    """Return how many households of the user's division lie within ``prefix`` and are in one of ``states`` (all)."""
    require(user, Right.VIEW_HOUSEHOLDS)
    figures = HouseholdFigure.objects.filter(within(user), within_division(prefix) if prefix else Q())
    chosen = figures.filter(state__in=states) if states else figures
    return int(chosen.aggregate(total=Sum("households", default=0))["total"])


def households_by_village(user: User, prefix: str, states: Collection[str]) -> dict[str, int]:
    """Return the same for each village within ``prefix``; a village without such households is not there."""
    require(user, Right.VIEW_HOUSEHOLDS)
    figures = HouseholdFigure.objects.filter(within(user), within_division(prefix), state__in=states).order_by()
    return dict(figures.values_list("village_code").annotate(Sum("households")))


def _by_state(user: User) -> dict[str, dict[str, Any]]:
    grouped = HouseholdFigure.objects.filter(within(user)).order_by().values("state")
    rows = grouped.annotate(households=Sum("households"), covered=Sum("covered"), fen=Sum("allowance_fen"))
    return {row["state"]: dict(row) for row in rows}


def _households(states: dict[str, dict[str, Any]], state: BenefitState) -> int:
    return int(states[state]["households"]) if state in states else 0
