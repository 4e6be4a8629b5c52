"""What of the library somebody sees: the county's and the shipped; what is narrowed only at his own level and below."""

from __future__ import annotations

from django.db.models import Q

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right

COUNTY = 6


def county_of(user: User) -> str:
    """Return the six digits of the user's county."""
    return user.division_code[:COUNTY]


def ours(user: User) -> Q:
    """Return the filter of rows that are shipped or of the user's county."""
    return Q(county_code="") | Q(county_code=county_of(user))


def seen_by(user: User) -> Q:
    """Return the filter of documents and found texts: region and narrowing; the fields are those of the models."""
    return ours(user) & (Q(restricted=False) | within(user, "region_code"))


def items_seen_by(user: User, prefix: str = "") -> Q:
    """Return the filter of institutional items; ``prefix`` leads to them."""
    open_to_county = Q(**{f"{prefix}restricted": False, f"{prefix}division_code__startswith": county_of(user)})
    return open_to_county | within(user, f"{prefix}division_code")


def may_read(user: User) -> None:
    """Raise ``NotAllowed`` unless the user's post reads the library."""
    require(user, Right.VIEW_LIBRARY)
