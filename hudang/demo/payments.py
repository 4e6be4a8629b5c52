"""The allowance of the demo county: every household in payment has its award, and last month's list is closed."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.benefits.actions.founding import found_awards
from hudang.benefits.actions.lists import close_list, prepare_list
from hudang.benefits.models import PaymentList
from hudang.benefits.rules.months import month_of, months_after
from hudang.demo.villages import COUNTY_CODE
from hudang.kernel import clock

_COUNTY = 6


def pay_demo_county(actor: User) -> PaymentList | None:
    """Found the awards and close the list of the month before this one; nothing where nobody is in payment."""
    month = months_after(month_of(clock.today()), -1)
    if not found_awards(actor=actor, month=month).households:
        return None
    listed = prepare_list(actor=actor, county=COUNTY_CODE[:_COUNTY], month=month)
    return close_list(actor=actor, list_id=listed.pk)
