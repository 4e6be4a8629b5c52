"""Counts for the home page; each agrees with the list that the same filter opens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.households.models import HouseholdMember, HouseholdTag
from hudang.households.queries.visible import visible_to
from hudang.households.vocabulary import IN_PAYMENT, TAG_LABELS, Tag


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
    members: int
    tags: tuple[TagCount, ...]


def counts_for(user: User) -> HouseholdCounts:
    """Return the counts of the user's division with three queries."""
    paid = Q(state__in=IN_PAYMENT)
    standing = Q(classification__isnull=False)
    proposed = standing & ~Q(classification__proposed_structure="", classification__proposed_source="")
    figures = visible_to(user).aggregate(
        total=Count("pk"),
        paid=Count("pk", filter=paid),
        applying=Count("pk", filter=Q(state="APPLYING")),
        stopped=Count("pk", filter=Q(state="STOPPED")),
        edge=Count("pk", filter=Q(state="EDGE")),
        proposals=Count("pk", filter=proposed),
        undecided=Count("pk", filter=Q(classification__family_structure="99")),
        covered=Sum("covered_size", filter=paid),
        allowance=Sum("allowance", filter=paid),
    )
    place = within(user, "household__village_code")
    tagged = dict(HouseholdTag.objects.filter(place).order_by().values_list("tag").annotate(Count("pk")))
    figures["covered"], figures["allowance"] = figures["covered"] or 0, figures["allowance"] or Decimal(0)
    return HouseholdCounts(
        members=HouseholdMember.objects.filter(place, until=None).count(),
        tags=tuple(TagCount(tag.value, TAG_LABELS[tag], tagged.get(tag.value, 0)) for tag in Tag),
        **figures,
    )
