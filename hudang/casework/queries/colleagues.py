"""Who may take over a case, be kept out of it, or be named to see it."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post, Right
from hudang.casework.models import Case

COUNTY_POSTS = (Post.COUNTY_HANDLER, Post.COUNTY_HEAD)


def may_take(user: User, village_code: str) -> bool:
    """Tell whether somebody could handle a case of a village."""
    active = user.state == AccountState.ACTIVE and user.is_active
    may = user.may(Right.HANDLE_CASES) or user.may(Right.OPEN_CASES)
    return active and may and village_code.startswith(user.scope)


def colleagues_of(case: Case) -> list[User]:
    """Return everybody who works on cases of the case's village, heads and county staff too."""
    county = User.objects.filter(state=AccountState.ACTIVE, division_code__startswith=case.village_code[:6])
    return [user for user in county.order_by("division_code", "pk") if may_take(user, case.village_code)]


def county_staff(case: Case) -> list[User]:
    """Return the county's staff who may be named to see an exempt case."""
    return [user for user in colleagues_of(case) if user.post in COUNTY_POSTS]


def handlers_for(user: User) -> list[User]:
    """Return the officers of the user's division."""
    inside = User.objects.filter(state=AccountState.ACTIVE, division_code__startswith=user.scope)
    return [
        each
        for each in inside.order_by("division_code", "pk")
        if each.may(Right.OPEN_CASES) or each.may(Right.HANDLE_CASES)
    ]
