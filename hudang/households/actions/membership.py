"""Rows of memberships: the present one of a household, and its continuation from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hudang.households.errors import NoHead
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput

_FIRST_YEAR = 1900


def member_of(household: Household, member_id: int) -> HouseholdMember:
    """Return a present member of the household; raises ``NoHead`` when there is none of this key."""
    rows = HouseholdMember.objects.select_related("person").filter(household=household, until=None)
    member = rows.filter(pk=member_id).first()
    if member is None:
        raise NoHead
    return member


def check_day(field: str, day: date, since: date | None = None) -> None:
    """Refuse a day after today, before ``since``, or before anybody who lives."""
    if day > clock.today():
        raise InvalidInput({field: "日期在今天之后，请核对。"})
    if day.year < _FIRST_YEAR:
        raise InvalidInput({field: f"日期早于 {_FIRST_YEAR} 年，请核对年份。"})
    if since is not None and day < since:
        raise InvalidInput({field: f"日期早于登记的起始日 {since}，请核对。"})


def split(member: HouseholdMember, day: date, changed: Mapping[str, Any]) -> HouseholdMember:
    """Close the row on ``day`` and continue it in a new one with the changed values; incomes in force follow.

    A row that began on that very day is changed in place.
    """
    if member.since == day:
        for name, value in changed.items():
            setattr(member, name, value)
        member.save()
        return member
    old_pk = member.pk
    HouseholdMember.objects.filter(pk=old_pk).update(until=day)
    member.pk, member.id = None, None
    member._state.adding = True
    member.since = day
    for name, value in changed.items():
        setattr(member, name, value)
    member.save(force_insert=True)
    IncomeItem.objects.filter(member_id=old_pk, until=None).update(member=member)
    return member
