"""Showing one hidden number in clear: only with a reason, and the log says so (archive.md §18)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.opening import reason_given
from hudang.households.models import Household, HouseholdMember
from hudang.kernel.errors import NotVisible

LEAST_REVEAL_REASON = 2
HOUSEHOLD_SECRETS = {"account": "银行账号", "phone": "联系电话"}
MEMBER_SECRETS = {
    "identity": "公民身份号码",
    "phone": "联系电话",
    "disability_certificate": "残疾人证号",
    "student_card": "学生证号",
}


@transaction.atomic
def reveal(*, actor: User, code: str, field: str, reason: str, member_id: int | None = None) -> str:
    """Return one number in clear; the log keeps who saw which number of whom, and why.

    Raises ``NotAllowed``, ``NotVisible`` or ``ReasonMissing``.
    """
    require(actor, Right.REVEAL)
    household = Household.objects.filter(code=code).first()
    if household is None:
        raise NotVisible
    require_place(actor, household.village_code)
    said = reason_given(reason, "查看完整号码", LEAST_REVEAL_REASON)
    if member_id is None:
        return _of_household(actor, household, field, said)
    return _of_member(actor, household, member_id, field, said)


def _of_household(actor: User, household: Household, field: str, said: str) -> str:
    if field not in HOUSEHOLD_SECRETS:
        raise NotVisible
    summary = f"查看{household.head_name}户的{HOUSEHOLD_SECRETS[field]}"
    record(
        actor,
        Act(
            "reveal",
            "household",
            household.pk,
            household.code,
            summary,
            after={"field": HOUSEHOLD_SECRETS[field]},
            reason=said,
        ),
    )
    return str(getattr(household, field))


def _of_member(actor: User, household: Household, member_id: int, field: str, said: str) -> str:
    rows = HouseholdMember.objects.filter(household=household, pk=member_id).select_related("person")
    member = rows.first()
    if member is None or field not in MEMBER_SECRETS:
        raise NotVisible
    summary = f"查看{member.person.name}的{MEMBER_SECRETS[field]}"
    record(
        actor,
        Act(
            "reveal",
            "household_member",
            member.pk,
            household.code,
            summary,
            after={"field": MEMBER_SECRETS[field]},
            reason=said,
        ),
    )
    return str(member.person.identity if field == "identity" else getattr(member, field))
