"""Keeping the declared sizes in step with the members that come and leave."""

from __future__ import annotations

from hudang.households.models import Household, HouseholdMember


def _present(household: Household) -> list[bool]:
    return list(HouseholdMember.objects.filter(household=household, until=None).values_list("covered", flat=True))


def count_in(household: Household, member: HouseholdMember) -> None:
    """Count a new member: one who was declared but not entered yet does not make the household larger."""
    covered = _present(household)
    if household.declared_size is None or household.declared_size < len(covered):
        household.declared_size = len(covered)
    _settle_covered(household, covered)


def count_out(household: Household, member: HouseholdMember) -> None:
    """Count a member out; members who were declared but never entered stay declared."""
    covered = _present(household)
    household.declared_size = max((household.declared_size or len(covered) + 1) - 1, len(covered))
    if member.covered and household.covered_size:
        household.covered_size -= 1
    _settle_covered(household, covered)


def _settle_covered(household: Household, covered: list[bool]) -> None:
    if household.declared_size == len(covered):
        household.covered_size = sum(covered)
