"""撤销分户 and 撤销合户: each member is again where he was, with the memberships and incomes of that time.

The pouches are the archive's: its actions of the same names call these, after they looked at what stands in the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.households.actions.classification import reclassify
from hudang.households.actions.dividing import LEFT_FOR_ANOTHER
from hudang.households.actions.opening import Opened
from hudang.households.actions.persons import refuse_if_supported
from hudang.households.actions.states import undo_stop
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.vocabulary import SUPPORTED_STATES


def take_members_back(actor: User, stayed: Opened, founded: Household, since: date, sizes: Mapping[str, Any]) -> None:
    """Put the members of a household that a split founded back into the one that they left on ``since``.

    Raises ``PersonAlreadySupported`` for who is supported elsewhere by now.
    """
    household = stayed.household
    for member in HouseholdMember.objects.filter(household=founded, until=None).select_related("person"):
        _go_back(member, household, since)
        refuse_if_supported(actor, member.person, household)
    _resize(stayed, sizes)


def let_members_go(actor: User, stayed: Opened, absorbed: Household, since: date, sizes: Mapping[str, Any]) -> None:
    """Put those who joined a household in a merge on ``since`` back into their own one."""
    left = HouseholdMember.objects.filter(household=absorbed, until=since, leaving=LEFT_FOR_ANOTHER)
    joined = HouseholdMember.objects.filter(household=stayed.household, until=None, since=since)
    for member in joined.filter(person__in=left.values("person")):
        _go_back(member, absorbed, since)
    _resize(stayed, sizes)


def support_again(actor: User, absorbed: Household, reason: str) -> None:
    """Take the stop back that the merge brought; raises as ``states.undo_stop`` does."""
    undo_stop(actor=actor, code=absorbed.code, version=None, reason=reason)


def tell_undone(actor: User, action: str, opened: Opened, other: str, reason: str) -> None:
    """Write the undoing into the log of a household, and count its version on."""
    household = opened.household
    reclassify([household.pk])
    opened.touch()
    words = "撤销分户" if action == "undo_split" else "撤销合户"
    after = {"other_household": other}
    record(actor, Act(action, "household", household.pk, household.code, words, None, after, reason))


def _go_back(member: HouseholdMember, household: Household, since: date) -> None:
    """Let the membership that ``member`` continued hold again instead of it, with the incomes taken along."""
    ended = HouseholdMember.objects.filter(
        household=household, person=member.person_id, until=since, leaving=LEFT_FOR_ANOTHER
    ).latest("pk")
    taken = [_ended(item, ended, since) for item in IncomeItem.objects.filter(member=member, until=None)]
    # a person counts in one household only, so the later membership goes first
    member.delete()
    ended.until, ended.leaving, ended.supported = None, "", household.state in SUPPORTED_STATES
    ended.save(update_fields=["until", "leaving", "supported"])
    IncomeItem.objects.filter(pk__in=[pk for pk in taken if pk]).update(until=None)


def _ended(item: IncomeItem, member: HouseholdMember, since: date) -> int | None:
    """Return the income of the membership before that this one continues."""
    same = IncomeItem.objects.filter(member=member, kind=item.kind, amount=item.amount, period=item.period)
    found = same.filter(Q(until=since) | Q(until=F("since"))).order_by("-pk").values_list("pk", flat=True)
    return found.first()


def _resize(opened: Opened, sizes: Mapping[str, Any]) -> None:
    for name in ("declared_size", "covered_size"):
        setattr(opened.household, name, sizes[name])
