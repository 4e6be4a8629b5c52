"""Facts for the rules, for many households at once: a constant number of queries per thousand.

For rules and actions, which have checked right and place; pages read through the ``…_for`` queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from hudang.households.models import Asset, Household, HouseholdMember, IncomeItem
from hudang.households.rules.characteristics import characteristics
from hudang.households.rules.facts import (
    DEFAULT_THRESHOLDS,
    ZERO,
    HouseholdFacts,
    IncomeFact,
    MemberFacts,
    StudyFacts,
    Thresholds,
    age_of,
    is_studying,
)
from hudang.households.rules.tags import tags
from hudang.households.vocabulary import DIED, URBAN_ASSISTANCE, IncomePeriod
from hudang.kernel.division_codes import is_urban
from hudang.kernel.money import MONTHS

CHUNK = 1000
_HOUSEHOLD = (
    "pk village_code declared_size assistance address registered_address registered_village_code dwelling__land_mu"
).split()
_MEMBER = (
    "pk household_id person__name person__sex person__born_on relation covered not_counted marital health "
    "disability_kind disability_level disability_valid_until work_capacity employment school education_stage "
    "student_card_valid_until graduates_on has_card since until leaving"
).split()


def in_force(day: date) -> Q:
    """Return the filter for rows that hold on ``day``."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


@dataclass
class _Gathered:
    """What was read of one household, before it becomes facts."""

    members: list[dict[str, Any]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    died: list[str] = field(default_factory=list)
    incomes: list[tuple[int | None, str, Decimal]] = field(default_factory=list)
    incomes_known: bool = False
    assets: list[str] = field(default_factory=list)


def chunks(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    """Return the ids without repetition in pieces that one query can hold."""
    unique = list(dict.fromkeys(ids))
    for start in range(0, len(unique), CHUNK):
        yield unique[start : start + CHUNK]


def facts_of(household_ids: Iterable[int], day: date) -> dict[int, HouseholdFacts]:
    """Return the facts of each household on ``day``, by primary key."""
    found: dict[int, HouseholdFacts] = {}
    for ids in chunks(household_ids):
        gathered: dict[int, _Gathered] = defaultdict(_Gathered)
        _gather_members(ids, day, gathered)
        _gather_incomes(ids, day, gathered)
        for household_id, kind in Asset.objects.filter(in_force(day), household__in=ids).values_list(
            "household_id", "kind"
        ):
            gathered[household_id].assets.append(kind)
        for values in Household.objects.filter(pk__in=ids).values_list(*_HOUSEHOLD):
            row = dict(zip(_HOUSEHOLD, values, strict=True))
            found[row["pk"]] = _household_facts(row, gathered[row["pk"]], day)
    return found


def _gather_members(ids: Sequence[int], day: date, gathered: dict[int, _Gathered]) -> None:
    rows = HouseholdMember.objects.filter(household__in=ids, since__lte=day).annotate(has_card=~Q(student_card=""))
    for values in rows.order_by("household_id", "relation", "pk").values_list(*_MEMBER):
        row = dict(zip(_MEMBER, values, strict=True))
        home = gathered[row["household_id"]]
        if row["until"] is None or row["until"] > day:
            home.members.append(row)
        elif row["leaving"] == DIED:
            home.died.append(row["person__name"])
        elif row["leaving"]:
            home.left.append(row["person__name"])


def _gather_incomes(ids: Sequence[int], day: date, gathered: dict[int, _Gathered]) -> None:
    rows = IncomeItem.objects.filter(household__in=ids).order_by("household_id", "pk")
    fields = ("household_id", "member_id", "kind", "amount", "period", "since", "until")
    for household_id, member_id, kind, amount, period, since, until in rows.values_list(*fields):
        home = gathered[household_id]
        home.incomes_known = True
        if since <= day and (until is None or until > day):
            monthly = amount / MONTHS if period == IncomePeriod.YEAR else amount
            home.incomes.append((member_id, kind, monthly))


def _member_facts(row: dict[str, Any], income: Decimal, day: date) -> MemberFacts:
    valid_until = row["disability_valid_until"]
    study = StudyFacts(
        employment=row["employment"],
        school=row["school"],
        stage=row["education_stage"],
        has_card=row["has_card"],
        card_valid_until=row["student_card_valid_until"],
        graduates_on=row["graduates_on"],
    )
    return MemberFacts(
        name=row["person__name"],
        relation=row["relation"],
        sex=row["person__sex"],
        age=age_of(row["person__born_on"], day),
        covered=row["covered"],
        counted=not row["not_counted"],
        marital=row["marital"],
        health=row["health"],
        disability_kind=row["disability_kind"],
        disability_level=row["disability_level"],
        disability_lapsed=valid_until is not None and valid_until < day,
        work_capacity=row["work_capacity"],
        employment=row["employment"],
        studying=is_studying(study, day),
        monthly_income=income,
    )


def _household_facts(row: dict[str, Any], gathered: _Gathered, day: date) -> HouseholdFacts:
    earned: dict[int | None, Decimal] = defaultdict(Decimal)
    for member_id, _, monthly in gathered.incomes:
        earned[member_id] += monthly
    names = {member["pk"]: member["person__name"] for member in gathered.members}
    return HouseholdFacts(
        members=tuple(_member_facts(member, earned[member["pk"]], day) for member in gathered.members),
        declared_size=row["declared_size"],
        assistance=row["assistance"],
        urban=row["assistance"] in URBAN_ASSISTANCE if row["assistance"] else is_urban(row["village_code"]),
        incomes=tuple(IncomeFact(kind, monthly, names.get(who, "")) for who, kind, monthly in gathered.incomes),
        incomes_known=gathered.incomes_known,
        separated=_separated(row),
        assets=tuple(gathered.assets),
        land_mu=row["dwelling__land_mu"] or ZERO,
        left=tuple(gathered.left),
        died=tuple(gathered.died),
    )


def _separated(row: dict[str, Any]) -> bool:
    """Tell whether a household lives elsewhere than registered; one address inside the other is the same place."""
    if row["registered_village_code"]:
        return bool(row["registered_village_code"] != row["village_code"])
    lives, registered = row["address"].replace(" ", ""), row["registered_address"].replace(" ", "")
    return bool(lives and registered and lives not in registered and registered not in lives)


def conditions_of(
    facts_by_household: Mapping[int, HouseholdFacts], limits: Thresholds = DEFAULT_THRESHOLDS
) -> dict[int, dict[str, str]]:
    """Return what holds of each household, characteristics and tags, by name with the reason in Chinese."""
    return {
        pk: characteristics(facts, limits) | {tag.value: said for tag, said in tags(facts, limits).items()}
        for pk, facts in facts_by_household.items()
    }
