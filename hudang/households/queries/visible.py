"""The visible set: every query of households begins here."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from hudang.accounts.access import require, require_place, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.households.models import Household
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.kernel.errors import NotVisible


def visible_to(user: User) -> QuerySet[Household]:
    """Return the households of the user's division, without account numbers; raises ``NotAllowed``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return Household.objects.filter(within(user)).defer("account")


def visible_in_order(user: User) -> QuerySet[Household]:
    """Return the same households, to be read in the order of some index.

    A county's code fits every household, yet SQLite would rather gather them all by it and sort; it cannot by an
    expression. A township's code narrows, so there the index is right.
    """
    require(user, Right.VIEW_HOUSEHOLDS)
    if level_of(user.division_code) != DivisionLevel.COUNTY:
        return visible_to(user)
    rows = Household.objects.alias(place=Concat("village_code", Value("")))
    return rows.filter(within(user, "place")).defer("account")


def household_for(user: User, code: str) -> Household:
    """Return one household by its code; raises ``NotVisible`` when there is none in the user's division."""
    require(user, Right.VIEW_HOUSEHOLDS)
    household = Household.objects.select_related("classification").filter(code=code).defer("account").first()
    if household is None:
        raise NotVisible
    require_place(user, household.village_code)
    return household


def require_household(user: User, household: Household) -> None:
    """Raise what ``household_for`` raises when a household that was read already is not the user's to see."""
    require(user, Right.VIEW_HOUSEHOLDS)
    require_place(user, household.village_code)


def out_of_sight(user: User, codes: Iterable[str]) -> set[str]:
    """Return those of the codes whose households the user must not see, or see no longer."""
    wanted = set(codes) - {""}
    rows = Household.objects.filter(code__in=wanted).exclude(within(user)) if wanted else Household.objects.none()
    return set(rows.values_list("code", flat=True))
