"""Deadlines: working days with exchanged days, natural days for the notice, pauses, a missing year."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.casework.rules.clocks import Due, Span, due, span_of, stands_still
from hudang.casework.rules.thresholds import Thresholds
from hudang.casework.vocabulary import CaseStage, ClockKind
from hudang.kernel.workdays import Calendar
from hudang.platform.calendar import shipped_days

CALENDAR = Calendar(shipped_days())


@pytest.mark.parametrize(
    ("started", "days", "last"),
    [
        # an ordinary week: Monday to Thursday
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        # over a weekend
        (date(2026, 11, 26), 3, date(2026, 12, 1)),
        # the day of the act does not count, even when it is no working day
        (date(2026, 11, 22), 1, date(2026, 11, 23)),
        # National Day 2026: off from 1 to 7 October, worked on 20 September and 10 October
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        # Spring Festival 2026: off from 15 to 23 February, worked on 14 and 28 February
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        # Spring Festival 2025: off from 28 January to 4 February, worked on 26 January, a Sunday
        (date(2025, 1, 24), 3, date(2025, 2, 5)),
    ],
)
def test_working_days_go_by_the_notice_of_the_year(started: date, days: int, last: date) -> None:
    assert due(CALENDAR, started, Span(days)) == Due(last)


def test_natural_days_count_every_day() -> None:
    assert due(CALENDAR, date(2026, 9, 29), Span(7, working=False)) == Due(date(2026, 10, 6))
    assert due(Calendar(), date(2028, 2, 25), Span(7, working=False)) == Due(date(2028, 3, 3))


def test_a_pause_gives_back_the_days_it_took() -> None:
    pauses = [(date(2026, 11, 24), date(2026, 12, 1))]
    assert due(CALENDAR, date(2026, 11, 23), Span(10), pauses) == Due(date(2026, 12, 14))
    assert due(CALENDAR, date(2026, 11, 23), Span(10, working=False), pauses) == Due(date(2026, 12, 10))


def test_a_year_without_notice_is_named() -> None:
    found = due(CALENDAR, date(2026, 12, 25), Span(10))
    assert found.lacking == 2027
    assert due(CALENDAR, date(2026, 12, 1), Span(10)).lacking is None


def test_lengths_come_from_the_thresholds() -> None:
    limits = Thresholds(notice_unit=1, notice_days=5, republish_days=3, total_days=20)
    assert span_of(ClockKind.NOTICE, limits) == Span(5, working=True)
    assert span_of(ClockKind.NOTICE, limits, again=True) == Span(3, working=True)
    assert span_of(ClockKind.TOTAL, limits) == Span(20)
    assert span_of(ClockKind.CORRECTION, limits) == Span(30, working=False)


def test_where_the_clock_stands_still() -> None:
    assert stands_still(CaseStage.SUSPENDED, Thresholds())
    assert not stands_still(CaseStage.ON_NOTICE, Thresholds())
    assert stands_still(CaseStage.ON_NOTICE, Thresholds(excludes_notice=1))
    assert not stands_still(CaseStage.RETURNED, Thresholds())
    assert stands_still(CaseStage.RETURNED, Thresholds(return_pauses=1))
