"""What held on a past day, and what expires."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.archives.rules.retention import kept_until
from hudang.households.rules.expiry import eighteenth_birthday, expiries
from hudang.households.rules.past import Change, value_on

RAISED = Change("allowance", date(2026, 3, 1), 4, "320", "400")
AGAIN = Change("allowance", date(2026, 8, 1), 9, "400", "450")
STOPPED = Change("state", date(2026, 2, 1), 12, "在保", "已停保")


@pytest.mark.parametrize(
    ("day", "allowance"), [(date(2026, 2, 28), "320"), (date(2026, 3, 1), "400"), (date(2026, 8, 1), "450")]
)
def test_the_first_later_change_tells_what_it_replaced(day: date, allowance: str) -> None:
    assert value_on(day, "allowance", "450", [AGAIN, RAISED, STOPPED]) == allowance


def test_a_change_entered_late_counts_from_its_day() -> None:
    assert value_on(date(2026, 2, 2), "state", "已停保", [STOPPED]) == "已停保"
    assert value_on(date(2026, 1, 31), "state", "已停保", [STOPPED]) == "在保"


def test_certificates_near_their_end() -> None:
    found = expiries(
        date(2026, 11, 23),
        disability_until=date(2026, 11, 22),
        card_until=date(2027, 2, 21),
        graduates_on=date(2027, 7, 1),
    )
    assert [(e.what, e.lapsed) for e in found] == [("残疾人证到期", True), ("学生证到期", False)]


def test_coming_of_age_is_told_before_it_happens() -> None:
    def told(day: date) -> list[str]:
        adult = eighteenth_birthday(date(2008, 12, 20))
        found = expiries(day, disability_until=None, card_until=None, graduates_on=None, adult_on=adult)
        return [e.what for e in found]

    assert told(date(2026, 11, 23)) == ["满 18 周岁"]
    assert told(date(2026, 12, 21)) == told(date(2026, 9, 1)) == []
    assert eighteenth_birthday(date(2008, 2, 29)) == date(2026, 3, 1)


def test_retention_begins_with_the_year_after_the_stop() -> None:
    assert kept_until("D5", date(2026, 3, 1)) == date(2031, 12, 31)
    assert kept_until("D5", None) is None
    assert kept_until("Y", date(2026, 3, 1)) is None
