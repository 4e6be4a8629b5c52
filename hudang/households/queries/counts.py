"""Counts for the home page; each agrees with the list that the same filter opens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, Sum

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.households.models import ClassFigure, HouseholdFigure, KindFigure, TagFigure
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
    return _sum(user, HouseholdFigure, prefix, states, {})


def how_many_with_tag(user: User, tag: str, *, prefix: str = "", states: Collection[str] = ()) -> int:
    """Return how many of them carry a tag."""
    return _sum(user, TagFigure, prefix, states, {"tag": tag})


def how_many_of_kind(
    user: User, *, abc: str = "", assistance: str = "", prefix: str = "", states: Collection[str] = ()
) -> int:
    """Return how many of them are of class A, B or C and of a kind of assistance; empty means all."""
    return _sum(user, KindFigure, prefix, states, {"abc_class": abc, "assistance": assistance})


def how_many_in_class(
    user: User,
    *,
    structure: str = "",
    source: str = "",
    proposal: bool = False,
    prefix: str = "",
    states: Collection[str] = (),
) -> int:
    """Return how many of them are of a family structure and income source, or have another class proposed."""
    keys = {"family_structure": structure, "income_source": source}
    return _sum(user, ClassFigure, prefix, states, keys, "proposals" if proposal else "households")


def _sum(
    user: User,
    figure: type[Model],
    prefix: str,
    states: Collection[str],
    keys: Mapping[str, str],
    field: str = "households",
) -> int:
    require(user, Right.VIEW_HOUSEHOLDS)
    place = within(user) & (within_division(prefix) if prefix else Q())
    chosen = figure._default_manager.filter(place, **{name: value for name, value in keys.items() if value})
    found = chosen.filter(state__in=states) if states else chosen
    return int(found.aggregate(total=Sum(field, default=0))["total"])


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
