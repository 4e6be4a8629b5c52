"""What rules ask of households and persons, read for a thousand households at a time: a constant number of queries.

For the night run and for actions, which have checked right and place; pages ask through ``…_for`` queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from hudang.accounts.access import within_division
from hudang.casework.models import Case
from hudang.households.models import Classification, Household, HouseholdMember, IncomeItem
from hudang.households.queries.facts import CHUNK, in_force
from hudang.households.queries.thresholds import thresholds as household_limits
from hudang.households.rules.facts import StudyFacts, age_of, is_studying
from hudang.households.rules.income_source import NOT_EARNING
from hudang.households.vocabulary import IN_PAYMENT, URBAN_ASSISTANCE, IncomePeriod
from hudang.kernel.division_codes import is_urban
from hudang.kernel.money import MONTHS
from hudang.recertification.models import RecertificationTask, Standing
from hudang.recertification.rules.expression import Subject
from hudang.recertification.rules.variables import Value
from hudang.recertification.vocabulary import OPEN, Trigger

SINGLE = frozenset({"11", "12"})
_HOUSEHOLD = "pk code village_code state head_name assistance abc_class declared_size approved_on".split()
_MEMBER = (
    "pk household_id person_id person__name person__sex person__born_on disability_kind disability_level "
    "disability_valid_until work_capacity self_care employment health school education_stage has_card "
    "student_card_valid_until graduates_on"
).split()


@dataclass
class PersonFacts:
    """One covered member on the day, and the days on which something of him ends."""

    person_id: int
    name: str
    born_on: date | None
    values: dict[str, Value]
    disability_until: date | None = None
    card_until: date | None = None
    graduates_on: date | None = None


@dataclass
class Home:
    """One household in payment on the day."""

    pk: int
    code: str
    village_code: str
    approved_on: date | None
    values: dict[str, Value]
    people: list[PersonFacts] = field(default_factory=list)

    def subject(self, person: PersonFacts | None = None) -> Subject:
        """Return what a condition judges: the household, or one person of it."""
        if person is not None:
            return Subject(self.values, (), person.values)
        return Subject(self.values, [each.values for each in self.people])


def homes_in_payment(prefix: str, day: date) -> Iterator[list[Home]]:
    """Yield all households in payment within a division (6, 9 or 12 digits), a thousand at a time."""
    wanted = Household.objects.filter(within_division(prefix), state__in=[s.value for s in IN_PAYMENT])
    keys = list(wanted.order_by("village_code", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield homes_of(keys[start : start + CHUNK], day)


def homes_of(household_ids: Sequence[int], day: date) -> list[Home]:
    """Return these households, at most a thousand, as rules know them on ``day``, in the order of their keys."""
    limits = household_limits(day)
    parameters: dict[str, Value] = {"elder_age": int(limits.elder_age), "adult_age": int(limits.adult_age)}
    further = _further(household_ids, day)
    homes: dict[int, Home] = {}
    for values in Household.objects.filter(pk__in=household_ids).values_list(*_HOUSEHOLD):
        row = dict(zip(_HOUSEHOLD, values, strict=True))
        homes[row["pk"]] = Home(
            row["pk"],
            row["code"],
            row["village_code"],
            row["approved_on"],
            _household_values(row, further) | parameters,
        )
    _add_people(homes, household_ids, day)
    return [homes[key] for key in household_ids if key in homes]


@dataclass
class _Further:
    """What of a household lies in other tables."""

    classes: dict[int, tuple[str, str]]
    related: set[int]
    open_triggers: dict[int, set[str]]
    last_done: dict[int, date]
    day: date


def _further(ids: Sequence[int], day: date) -> _Further:
    classes = {
        pk: (structure, source)
        for pk, structure, source in Classification.objects.filter(household__in=ids).values_list(
            "household_id", "family_structure", "income_source"
        )
    }
    related = set(Case.objects.filter(household__in=ids, near_relative=True).values_list("household_id", flat=True))
    triggers: dict[int, set[str]] = defaultdict(set)
    asked = RecertificationTask.objects.filter(
        household__in=ids,
        state__in=[s.value for s in OPEN],
        trigger__in=[Trigger.GRIEVANCE.value, Trigger.CHECK_ALERT.value],
    )
    for pk, trigger in asked.values_list("household_id", "trigger"):
        triggers[pk].add(trigger)
    last: dict[int, date] = {}
    done = Standing.objects.filter(household__in=ids, until=None, last_done_on__isnull=False)
    for pk, on in done.values_list("household_id", "last_done_on"):
        if on is not None:
            last[pk] = max(on, last.get(pk, on))
    return _Further(classes, {pk for pk in related if pk is not None}, triggers, last, day)


def _household_values(row: dict[str, Any], further: _Further) -> dict[str, Value]:
    pk, assistance = row["pk"], row["assistance"]
    structure, source = further.classes.get(pk, (None, None))
    urban = assistance in URBAN_ASSISTANCE if assistance else is_urban(row["village_code"])
    last = further.last_done.get(pk)
    return {
        "household_type": structure,
        "income_source_main": source,
        "abc_class": row["abc_class"] or None,
        "assistance": assistance or None,
        "region_type": "城" if urban else "农",
        "single_person": assistance in SINGLE,
        "size": row["declared_size"],
        "household_income_month": None,
        "relative_filed": pk in further.related,
        "months_since_last": None if last is None else _months_between(last, further.day),
        "complaint_open": Trigger.GRIEVANCE.value in further.open_triggers.get(pk, ()),
        "check_alert_open": Trigger.CHECK_ALERT.value in further.open_triggers.get(pk, ()),
    }


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _add_people(homes: dict[int, Home], ids: Sequence[int], day: date) -> None:
    earned, known, household = _incomes(ids, day)
    rows = HouseholdMember.objects.filter(in_force(day), household__in=ids, covered=True)
    rows = rows.annotate(has_card=~Q(student_card=""))
    for values in rows.order_by("household_id", "relation", "pk").values_list(*_MEMBER):
        row = dict(zip(_MEMBER, values, strict=True))
        home = homes.get(row["household_id"])
        if home is not None:
            home.people.append(_person(row, earned, row["household_id"] in known, day))
    for pk in known:
        if pk in homes:
            homes[pk].values["household_income_month"] = int(household[pk])


def _incomes(ids: Sequence[int], day: date) -> tuple[dict[int, Decimal], set[int], dict[int, Decimal]]:
    """Return what each membership earns a month, of which households incomes are known, and their sums."""
    earned: dict[int, Decimal] = defaultdict(Decimal)
    household: dict[int, Decimal] = defaultdict(Decimal)
    known = set()
    fields = ("household_id", "member_id", "amount", "period", "since", "until")
    for pk, member, amount, period, since, until in IncomeItem.objects.filter(household__in=ids).values_list(*fields):
        known.add(pk)
        if since <= day and (until is None or until > day):
            monthly = amount / MONTHS if period == IncomePeriod.YEAR else amount
            household[pk] += monthly
            if member is not None:
                earned[member] += monthly
    return earned, known, household


def _person(row: dict[str, Any], earned: dict[int, Decimal], known: bool, day: date) -> PersonFacts:
    until = row["disability_valid_until"]
    disabled = bool(row["disability_kind"] or row["disability_level"])
    study = StudyFacts(
        employment=row["employment"],
        school=row["school"],
        stage=row["education_stage"],
        has_card=row["has_card"],
        card_valid_until=row["student_card_valid_until"],
        graduates_on=row["graduates_on"],
    )
    income = earned[row["pk"]] if known or row["employment"] in NOT_EARNING else None
    ends = row["graduates_on"]
    values: dict[str, Value] = {
        "age": age_of(row["person__born_on"], day),
        "sex": row["person__sex"],
        "covered": True,
        "disability_valid": disabled and (until is None or until >= day),
        "disability_kind": row["disability_kind"] or None,
        "disability_level": row["disability_level"] or None,
        # part of a yuan is an income, too
        "verified_income_month": None if income is None else (int(income) or int(income > 0)),
        "labor_ability": row["work_capacity"] or None,
        "self_care": row["self_care"] or None,
        "employment": row["employment"] or None,
        "health": row["health"] or None,
        "student_valid": is_studying(study, day),
        "student_stage": row["education_stage"] or None,
        "graduate_ym": ends.year * 100 + ends.month if ends else None,
    }
    return PersonFacts(
        person_id=row["person_id"],
        name=row["person__name"],
        born_on=row["person__born_on"],
        values=values,
        disability_until=until if disabled else None,
        card_until=row["student_card_valid_until"],
        graduates_on=ends,
    )
