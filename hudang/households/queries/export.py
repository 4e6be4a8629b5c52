"""Households with their members as plain data, for scripts; numbers masked unless they were revealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from hudang.accounts.access import within_division
from hudang.accounts.models import User
from hudang.households.models import Household, HouseholdMember
from hudang.households.queries.facts import chunks
from hudang.households.queries.visible import visible_to
from hudang.kernel.identity import mask_phone


def households_within(user: User, prefix: str, *, clear: bool = False) -> Iterator[dict[str, Any]]:
    """Yield every household of the user's division within ``prefix``, in the order of their codes.

    ``clear`` gives identity, account and phone numbers in full: only ``reveal_export`` asks for it, which logs it.
    """
    keys = visible_to(user).filter(within_division(prefix)).order_by("code").values_list("pk", flat=True)
    for ids in chunks(keys):
        members: dict[int, list[HouseholdMember]] = defaultdict(list)
        live = HouseholdMember.objects.filter(household__in=ids, until=None).select_related("person")
        for member in live.order_by("household_id", "relation", "pk"):
            members[member.household_id].append(member)
        found = Household.objects.filter(pk__in=ids).select_related("classification").prefetch_related("tags")
        for household in found.order_by("code"):
            yield _household(household, members[household.pk], clear)


def _household(household: Household, members: list[HouseholdMember], clear: bool) -> dict[str, Any]:
    classification = getattr(household, "classification", None)
    tail = household.account_tail
    return {
        "household_code": household.code,
        "village_code": household.village_code,
        "head_name": household.head_name,
        "state": household.state,
        "assistance": household.assistance,
        "abc_class": household.abc_class,
        "declared_size": household.declared_size,
        "covered_size": household.covered_size,
        "allowance": household.allowance,
        "approved_on": household.approved_on,
        "address": household.address,
        "phone": household.phone if clear else mask_phone(household.phone) if household.phone else "",
        "bank": household.bank,
        "account": household.account if clear else f"****{tail}" if tail else "",
        "family_structure": classification.family_structure if classification else "",
        "income_source": classification.income_source if classification else "",
        "tags": sorted(tag.tag for tag in household.tags.all()),
        "members": [_member(member, clear) for member in members],
    }


def _member(member: HouseholdMember, clear: bool) -> dict[str, Any]:
    person = member.person
    return {
        "name": person.name,
        "relation": member.relation,
        "sex": person.sex,
        "born_on": person.born_on,
        "identity": person.identity if clear else person.identity_masked,
        "covered": member.covered,
    }
