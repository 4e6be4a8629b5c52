"""Clocks: the last day of each period, in working or natural days, pauses taken off (process.md §2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hudang.casework.rules.thresholds import WORKING_DAYS, Thresholds
from hudang.casework.vocabulary import CaseStage, ClockKind
from hudang.kernel.workdays import Calendar


@dataclass(frozen=True)
class Span:
    """How long a period is."""

    days: int
    working: bool = True


@dataclass(frozen=True)
class Due:
    """The last day in time; ``lacking`` is a year whose holidays nobody entered, so that the day is provisional."""

    on: date
    lacking: int | None = None


def span_of(kind: ClockKind, limits: Thresholds, *, again: bool = False) -> Span:
    """Return the length of a period; ``again`` is the notice after a re-examination."""
    match kind:
        case ClockKind.CORRECTION:
            return Span(limits.correction_days, working=False)
        case ClockKind.START_INVESTIGATION:
            return Span(limits.start_investigation_days)
        case ClockKind.START_CHECK:
            return Span(limits.start_check_days)
        case ClockKind.EXAMINATION:
            return Span(limits.examination_days)
        case ClockKind.NOTICE:
            days = limits.republish_days if again else limits.notice_days
            return Span(days, working=limits.notice_unit == WORKING_DAYS)
        case ClockKind.HEARING:
            return Span(limits.hearing_days)
        case ClockKind.COUNTY:
            return Span(limits.county_days)
        case ClockKind.SERVICE:
            return Span(limits.service_days)
        case ClockKind.TOTAL:
            return Span(limits.total_days)


def due(calendar: Calendar, started: date, span: Span, pauses: Iterable[tuple[date, date]] = ()) -> Due:
    """Return the last day of a period that runs from the day after ``started`` (Civil Code article 201).

    Each pause (first day, day on which it went on) adds the days that it took. Where the count reaches a year
    without holiday notice it goes on by weekdays and names the year.
    """
    paused = list(pauses)
    if not span.working:
        lost = sum((end - begin).days for begin, end in paused)
        return Due(started + timedelta(days=span.days + lost))
    lost = sum(calendar.between(begin, end) for begin, end in paused)
    on = calendar.after(started, span.days + lost)
    lacking = next((year for year in range(started.year, on.year + 1) if not calendar.knows(year)), None)
    return Due(on, lacking)


def days_left(calendar: Calendar, today: date, due_on: date, *, working: bool) -> int:
    """Return how many days are left after today up to the last one; negative when it is over, 0 on the last day."""
    if not working:
        return (due_on - today).days
    if due_on >= today:
        return calendar.between(today, due_on)
    return -max(calendar.between(due_on, today), 1)


# in which stages the clock of the whole procedure stands still
def stands_still(stage: CaseStage, limits: Thresholds) -> bool:
    """Tell whether the clocks of examination and of the whole stand still in a stage."""
    if stage == CaseStage.SUSPENDED:
        return True
    if stage == CaseStage.RETURNED:
        return bool(limits.return_pauses)
    return bool(limits.excludes_notice) and stage in (
        CaseStage.ON_NOTICE,
        CaseStage.OBJECTED,
        CaseStage.HEARING,
    )


PAUSING = frozenset({ClockKind.EXAMINATION, ClockKind.TOTAL})
