"""Registering a household with its head (R20, R22)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.divisions.queries import is_live_village
from hudang.households.actions.classification import reclassify
from hudang.households.actions.household_values import check_household, stored_household
from hudang.households.actions.numbers import claim_code, is_household_code, take_codes
from hudang.households.actions.opening import Opened
from hudang.households.actions.persons import find_or_make, name_fields
from hudang.households.errors import NoSuchVillage
from hudang.households.models import Household, HouseholdMember
from hudang.households.rules.household_fields import HOUSEHOLD_FIELDS
from hudang.households.rules.masking import differences
from hudang.households.rules.member_form import Filled, check_new
from hudang.households.vocabulary import HEAD, SUPPORTED_STATES, BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput

REGISTER_STATES = (BenefitState.ACTIVE, BenefitState.APPLYING, BenefitState.EDGE)


@transaction.atomic
def register_household(
    *,
    actor: User,
    village_code: str,
    head: Mapping[str, Any],
    values: Mapping[str, Any],
    code: str = "",
    state: BenefitState = BenefitState.ACTIVE,
    since: date | None = None,
    mismatch_reason: str = "",
) -> Opened:
    """Register a household with its head; ``code`` is given or the village's next number.

    Raises ``NoSuchVillage``, ``CodeTaken``, ``PersonAlreadySupported`` or ``InvalidInput``.
    """
    require(actor, Right.EDIT_HOUSEHOLDS)
    require_place(actor, village_code)
    if not is_live_village(village_code):
        raise NoSuchVillage(village_code=village_code)
    filled, clean = _check(head, values, code, village_code, state, mismatch_reason)
    household = Household(
        code=claim_code(code) if code else take_codes(village_code, 1)[0],
        village_code=village_code,
        state=state,
        **head_fields(filled.person["name"]),
        **stored_household(clean),
    )
    household.save()
    person = find_or_make(actor, filled, household)
    begun = since or household.approved_on or household.applied_on or clock.today()
    HouseholdMember.objects.create(
        household=household,
        person=person,
        since=begun,
        supported=state in SUPPORTED_STATES,
        **{**filled.member, "relation": HEAD},
    )
    reclassify([household.pk])
    _, after = differences(HOUSEHOLD_FIELDS, {}, {k: v for k, v in clean.items() if v not in (None, "", [])})
    summary = f"登记家庭，户主{person.name}"
    after |= {"head": person.name, "identity": person.identity_masked}
    record(
        actor,
        Act("register_household", "household", household.pk, household.code, summary, None, after, mismatch_reason),
    )
    return Opened(household, list(filled.notices))


def head_fields(name: str) -> dict[str, str]:
    """Return the columns of a household that repeat its head's name."""
    return {f"head_{key}": value for key, value in name_fields(name).items()}


def _check(
    head: Mapping[str, Any],
    values: Mapping[str, Any],
    code: str,
    village_code: str,
    state: BenefitState,
    mismatch_reason: str,
) -> tuple[Filled, dict[str, Any]]:
    """Check everything at once, so that the user sees every wrong field together."""
    faults: dict[str, str] = {}
    if code and not (is_household_code(code) and code.startswith(village_code)):
        faults["code"] = f"户编号应为本村代码 {village_code} 加 4 位序号（0001–9999）。"
    if state not in REGISTER_STATES:
        faults["state"] = "新登记的家庭只能是在保、申请中或边缘/备案。"
    clean, wrong = check_household({"declared_size": 1, "covered_size": 1} | dict(values), {})
    faults |= wrong
    try:
        filled = check_new({**head, "relation": HEAD}, mismatch_reason)
    except InvalidInput as refusal:
        raise InvalidInput(faults | refusal.fields) from refusal
    if faults:
        raise InvalidInput(faults)
    return filled, clean
