"""Working days with holidays and exchanged weekends."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.kernel.workdays import Calendar

NATIONAL_DAY = Calendar(
    {date(2026, 10, day): False for day in (1, 2, 5, 6, 7)} | {date(2026, 9, 20): True, date(2026, 10, 10): True}
)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 6), 1, date(2026, 11, 9)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
    ],
)
def test_deadlines_pass_over_holidays_and_take_exchanged_days(start: date, count: int, end: date) -> None:
    assert NATIONAL_DAY.after(start, count) == end
    assert NATIONAL_DAY.between(start, end) == count


@pytest.mark.parametrize("today", [date(2026, 10, day) for day in range(1, 29)])
def test_late_is_what_has_had_its_days(today: date) -> None:
    last = NATIONAL_DAY.late_since(today, 10)
    assert NATIONAL_DAY.between(last, today) > 10
    assert NATIONAL_DAY.after(last, 10) < today
    assert NATIONAL_DAY.between(date.fromordinal(last.toordinal() + 1), today) <= 10
