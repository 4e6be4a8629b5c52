"""Cases made from the register for one household or for many: the queries do not grow within a portion.

For actions, which have checked right and place; pages read through ``case_for``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from hudang.accounts.models import User
from hudang.assessment.errors import RegisterIncomplete, UnreadableCase
from hudang.assessment.rules.case import Case
from hudang.assessment.rules.register import Registered, RegisteredIncome, RegisteredMember, case_of
from hudang.households.models import Asset, Household, HouseholdMember, IncomeItem
from hudang.households.queries.facts import chunks, in_force
from hudang.households.queries.visible import household_for
from hudang.households.vocabulary import URBAN_ASSISTANCE
from hudang.kernel.division_codes import is_urban

Refused = RegisterIncomplete | UnreadableCase
_MEMBER = "pk person__name person__born_on covered not_counted health disability_kind disability_level".split()
_INCOME = ("household_id", "member_id", "kind", "amount", "period")


def case_of_household(household: Household, day: date) -> Case:
    """Return the case of one household; raises ``RegisterIncomplete`` or ``UnreadableCase``."""
    return case_of(registered([household.pk], day)[household.pk], day)


def case_for(user: User, code: str, day: date) -> Case:
    """Return the case of a household of the user's division; raises ``NotVisible`` too."""
    return case_of_household(household_for(user, code), day)


def cases_of_households(household_ids: Iterable[int], day: date) -> dict[int, Case | Refused]:
    """Return for each household its case, or why the register does not make one."""
    found: dict[int, Case | Refused] = {}
    for ids in chunks(household_ids):
        for pk, known in registered(ids, day).items():
            try:
                found[pk] = case_of(known, day)
            except (RegisterIncomplete, UnreadableCase) as refusal:
                found[pk] = refusal
    return found


def registered(ids: Iterable[int], day: date) -> dict[int, Registered]:
    """Return what the register knows of these households on a day; four queries."""
    ids = list(ids)
    members: dict[int, list[RegisteredMember]] = defaultdict(list)
    rows = HouseholdMember.objects.filter(in_force(day), household__in=ids).order_by("household_id", "relation", "pk")
    for household_id, *values in rows.values_list("household_id", *_MEMBER):
        members[household_id].append(RegisteredMember(*values))
    incomes: dict[int, list[RegisteredIncome]] = defaultdict(list)
    items = IncomeItem.objects.filter(in_force(day), household__in=ids).order_by("household_id", "pk")
    for household_id, member, kind, amount, period in items.values_list(*_INCOME):
        incomes[household_id].append(RegisteredIncome(member, kind, amount, period))
    assets: dict[int, list[Any]] = defaultdict(list)
    owned = Asset.objects.filter(in_force(day), household__in=ids).order_by("household_id", "pk")
    for household_id, kind, value in owned.values_list("household_id", "kind", "value"):
        assets[household_id].append((kind, value))
    asked = Exists(IncomeItem.objects.filter(household=OuterRef("pk")))
    households = Household.objects.filter(pk__in=ids).annotate(asked=asked)
    return {
        pk: Registered(
            code=code,
            assistance=assistance,
            urban=assistance in URBAN_ASSISTANCE if assistance else is_urban(village),
            covered_size=covered_size,
            members=tuple(members[pk]),
            incomes=tuple(incomes[pk]),
            incomes_known=known,
            assets=tuple(assets[pk]),
        )
        for pk, code, assistance, village, covered_size, known in households.values_list(
            "pk", "code", "assistance", "village_code", "covered_size", "asked"
        )
    }
