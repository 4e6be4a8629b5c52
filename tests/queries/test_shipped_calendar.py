"""The exchanged days that the product ships, against an independent list of the yearly notices."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from hudang.kernel.workdays import Calendar
from hudang.platform.calendar import shipped_days


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_days_that_are_shipped_are_those_of_the_notices(year: int) -> None:
    calendar = Calendar(shipped_days())
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [day for day in days if calendar.works(day) != chinese_calendar.is_workday(day)] == []
