"""县内迁居: a household goes to another village of the county (archive.md §4)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.access import require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.divisions.queries import is_live_village, path_labels
from hudang.households.actions.membership import check_day
from hudang.households.actions.opening import Opened, open_household, reason_given
from hudang.households.actions.proposing import propose
from hudang.households.errors import NoSuchVillage, SameVillage, WrongState
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, SUPPORTED_STATES, BenefitState
from hudang.kernel.division_codes import county_code
from hudang.kernel.errors import InvalidInput


@transaction.atomic
def move_household(
    *,
    actor: User,
    code: str,
    version: int | None,
    village_code: str,
    on: date,
    reason: str,
    address: str = "",
    registration_moved: bool = False,
    by_case: str = "",
) -> Opened:
    """Put a household into another village of its county from a day on; its household code stays for life.

    ``registration_moved`` says that the registered residence moved too. Raises ``NoSuchVillage``, ``SameVillage``,
    ``WrongState`` or ``InvalidInput``; both villages must lie in the actor's division.
    """
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    household = opened.household
    if household.state not in SUPPORTED_STATES:
        raise WrongState(state=BENEFIT_STATE_LABELS[BenefitState(household.state)], act="县内迁居")
    _check_village(actor, household.village_code, village_code)
    check_day("on", on, household.applied_on)
    if len(address) > 200:
        raise InvalidInput({"address": "住址不能超过 200 个字。"})
    said = reason_given(reason, "迁居")
    labels = path_labels([household.village_code, village_code])
    before = {"village_code": household.village_code, "address": household.address}
    summary = f"自 {on} 起由{labels[household.village_code]}迁至{labels[village_code]}"
    household.village_code = village_code
    household.address = address.strip() or household.address
    if registration_moved:
        before["registered_village_code"] = household.registered_village_code
        household.registered_village_code = village_code
    opened.touch()
    after = {"village_code": village_code, "address": household.address, "since": on.isoformat()}
    record(actor, Act("move_household", "household", household.pk, code, summary, before, after, said))
    propose(actor, opened)
    return opened


def _check_village(actor: User, present: str, wanted: str) -> None:
    if county_code(wanted) != county_code(present) or not is_live_village(wanted):
        raise NoSuchVillage(village_code=wanted)
    if wanted == present:
        raise SameVillage
    require_place(actor, wanted)
