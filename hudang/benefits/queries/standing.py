"""What stands of a household and a county: awards, suspensions, the last closed month.

For actions, which have checked right and place.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Q

from hudang.benefits.models import Award, PaymentList, Suspension
from hudang.benefits.vocabulary import CLOSED_LISTS
from hudang.households.models import Household
from hudang.kernel.division_codes import county_code

_COUNTY = 6


def county_of(village_code: str) -> str:
    """Return the six digits of the county of a village."""
    return county_code(village_code)[:_COUNTY]


def last_closed(county: str) -> date | None:
    """Return the latest month of a county (six digits) whose list is closed."""
    closed = PaymentList.objects.filter(county_code=county, state__in=CLOSED_LISTS)
    found: date | None = closed.aggregate(last=Max("month"))["last"]
    return found


def open_award(household: Household) -> Award | None:
    """Return the award that is open to its end."""
    return Award.objects.filter(household=household, until=None, void=False).first()


def awards_from(household: Household, month: date) -> list[Award]:
    """Return the awards that hold in a month or later, by their beginning."""
    rows = Award.objects.filter(Q(until=None) | Q(until__gt=month), household=household, void=False)
    return list(rows.order_by("since"))


def open_suspension(household: Household) -> Suspension | None:
    """Return the suspension that is not resolved yet."""
    return Suspension.objects.filter(household=household, until=None).first()
