"""The working calendar: what the product ships of the yearly notices, and what a county adds or corrects."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from hudang.kernel.workdays import Calendar
from hudang.platform.models import CalendarDay


@dataclass(frozen=True)
class ExchangedDay:
    """A weekday off, or a weekend day on which people work."""

    day: date
    working: bool
    name: str


@cache
def _shipped() -> dict[date, ExchangedDay]:
    text = resources.files("hudang.platform").joinpath("data", "holidays.csv").read_text(encoding="utf-8")
    rows = (
        ExchangedDay(date.fromisoformat(row["day"]), row["working"] == "1", row["name"])
        for row in csv.DictReader(text.splitlines())
    )
    return {row.day: row for row in rows}


def shipped_days() -> dict[date, bool]:
    """Return the exchanged days that the product knows, by day whether it is worked on."""
    return {day: row.working for day, row in _shipped().items()}


def exchanged_days(since_year: int) -> list[ExchangedDay]:
    """Return the exchanged days from a year on, the latest first; a county's own word counts."""
    own = {row.day: ExchangedDay(row.day, row.working, row.name) for row in CalendarDay.objects.all()}
    days = _shipped() | own
    return [days[day] for day in sorted(days, reverse=True) if day.year >= since_year]


def working_calendar() -> Calendar:
    """Return the calendar in force; one query, so read it once for each act or page."""
    return Calendar(shipped_days() | dict(CalendarDay.objects.values_list("day", "working")))
