"""Awards and payment lists of invented households, through the actions of the product."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.benefits.actions.awarding import grant
from hudang.benefits.actions.basis import Basis
from hudang.benefits.models import Award
from hudang.benefits.rules.figures import Figures
from hudang.households.models import Household
from tests.factories.households import make_household

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
ACCOUNT = "6217000000000000123"


def figures(total: int | str = 320, persons: int = 1, supplement: int | str = 0, **fields: Any) -> Figures:
    """Return figures that add up."""
    whole, extra = Decimal(total), Decimal(supplement)
    return Figures(persons, whole - extra, extra, whole, **({"standard": Decimal(405)} | fields))


def make_award(actor: User, household: Household | None = None, *, since: date = NOVEMBER, total: int = 320) -> Award:
    """Grant an invented household its allowance."""
    household = household or make_household(bank="大安农商行", account=ACCOUNT, account_tail=ACCOUNT[-4:])
    basis = Basis(reference="大民低保〔2026〕1号")
    return grant(actor=actor, code=household.code, since=since, figures=figures(total), basis=basis)
