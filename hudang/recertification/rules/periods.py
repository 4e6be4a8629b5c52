"""Periods and due days of rules (dynamic-review.md §2): pure arithmetic on dates."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hudang.recertification.rules.rule_text import RuleText
from hudang.recertification.vocabulary import Cadence


@dataclass(frozen=True)
class Period:
    """One period of a rule for one subject: its key, when work may begin, the due day, the last day in time."""

    key: str
    opens_on: date
    due_on: date
    late_after: date


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, the month's last where it has no such day (29 February → 28)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(born_on: date, age: int) -> date:
    """Return the day on which somebody is ``age`` years old; for those born on 29 February 1 March."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_key(day: date) -> str:
    """Return the key of a month: 2026-11."""
    return f"{day:%Y-%m}"


def month_period(rule: RuleText, day: date) -> Period | None:
    """Return the period of a rule by months that ``day`` lies in; ``None`` in a month without one."""
    if rule.cadence == Cadence.NAMED and day.month not in rule.named_months:
        return None
    return _of_month(rule, day.replace(day=1))


def _of_month(rule: RuleText, first: date) -> Period:
    due = month_end(first)
    return Period(month_key(first), first, due, due + timedelta(days=rule.grace_days))


def month_after(rule: RuleText, key: str) -> Period:
    """Return the period of a rule by months that follows the one with this key."""
    first = add_months(date.fromisoformat(f"{key}-01"), 1)
    while rule.cadence == Cadence.NAMED and first.month not in rule.named_months:
        first = add_months(first, 1)
    return _of_month(rule, first)


def interval_period(rule: RuleText, due: date) -> Period:
    """Return the period of a rule by intervals that is due on a day; work may begin with the first reminder."""
    ahead = max(rule.remind_days, default=30)
    return Period(due.isoformat(), due - timedelta(days=ahead), due, due + timedelta(days=rule.grace_days))


def due_after(rule: RuleText, done_on: date) -> date:
    """Return when the next is due after one was done, early or late."""
    return add_months(done_on, rule.months)


def first_due(rule: RuleText, approved_on: date | None, since: date) -> date:
    """Return when somebody is due for the first time who came under a rule on ``since``.

    It counts from the day of approval; who was approved long before keeps that day of the year, but is not late for
    years in which nobody asked.
    """
    begin, months = approved_on or since, rule.months
    due = add_months(begin, months)
    while due < since:
        months += rule.months
        due = add_months(begin, months)
    return due


def event_period(key: str, on: date, due_on: date, grace_days: int = 0) -> Period:
    """Return the period of what an event asks: open from the event on."""
    return Period(key, on, due_on, due_on + timedelta(days=grace_days))
