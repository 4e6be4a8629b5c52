"""Starting, stopping, ending and extending the clocks of a case; part of the act that causes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.casework.models import Case, CaseClock
from hudang.casework.queries.notices import published_before
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.clocks import PAUSING, Span, due, span_of, stands_still
from hudang.casework.vocabulary import CLOCK_LABELS, CaseStage, ClockKind
from hudang.kernel import clock
from hudang.kernel.workdays import Calendar
from hudang.platform.calendar import working_calendar


def start_clocks(case: Case, kinds: Iterable[ClockKind], day: date) -> None:
    """Start clocks on a day; one of the same kind that still runs goes on instead."""
    wanted = [kind for kind in kinds if not CaseClock.objects.filter(case=case, kind=kind, ended_on=None).exists()]
    if not wanted:
        return
    calendar, limits = working_calendar(), thresholds(day)
    again = published_before(case)
    for kind in wanted:
        span = span_of(kind, limits, again=again)
        found = due(calendar, day, span)
        CaseClock.objects.create(
            case=case,
            kind=kind,
            started_on=day,
            days=span.days,
            working=span.working,
            due_on=found.on,
            lacking_year=found.lacking,
        )


def end_clocks(case: Case, kinds: Collection[ClockKind] | None, day: date, but: Collection[ClockKind] = ()) -> None:
    """End the running clocks of these kinds (all) on a day."""
    running = CaseClock.objects.filter(case=case, ended_on=None).exclude(kind__in=list(but))
    if kinds is not None:
        running = running.filter(kind__in=list(kinds))
    running.update(ended_on=day)


def pause_or_resume(case: Case, before: CaseStage, after: CaseStage, day: date) -> None:
    """Let the clocks of examination and of the whole stand still, or go on, as the stages say."""
    limits = thresholds(day)
    stood, stands = stands_still(before, limits), stands_still(after, limits)
    if stood == stands:
        return
    calendar = working_calendar()
    for running in CaseClock.objects.filter(case=case, kind__in=PAUSING, ended_on=None):
        if stands:
            running.paused_since = day
        elif running.paused_since is not None:
            running.pauses = [*running.pauses, [running.paused_since.isoformat(), day.isoformat()]]
            running.paused_since = None
            _count(running, calendar)
        running.save()


def _count(running: CaseClock, calendar: Calendar) -> None:
    pauses = [(date.fromisoformat(begin), date.fromisoformat(end)) for begin, end in running.pauses]
    found = due(calendar, running.started_on, Span(running.days, running.working), pauses)
    running.due_on, running.lacking_year = found.on, found.lacking


def settle_due(case: Case) -> None:
    """Keep with the case the day on which its next clock is over; the notice is a wait, no deadline."""
    running = CaseClock.objects.filter(case=case, ended_on=None, paused_since=None).exclude(kind=ClockKind.NOTICE)
    case.due_on = running.order_by("due_on").values_list("due_on", flat=True).first()


def recount_provisional() -> int:
    """Count again the clocks that lacked a year's holidays, after they were entered; return how many are settled."""
    calendar, settled = working_calendar(), 0
    with transaction.atomic():
        for running in CaseClock.objects.select_related("case").exclude(lacking_year=None).filter(ended_on=None):
            _count(running, calendar)
            running.save()
            settled += running.lacking_year is None
            settle_due(running.case)
            running.case.save(update_fields=["due_on"])
    return settled


def extend(actor: User, case: Case, reason: str) -> CaseClock | None:
    """Extend the clock of the whole procedure to its longest; part of the approving act of ``deadlines``."""
    running = CaseClock.objects.select_for_update().filter(case=case, kind=ClockKind.TOTAL, ended_on=None).first()
    if running is None:
        return None
    before = running.due_on
    running.days, running.extended_by, running.extension_reason = thresholds().total_extended_days, actor, reason
    _count(running, working_calendar())
    running.save()
    settle_due(case)
    case.version += 1
    case.updated_at = clock.now()
    case.save()
    summary = f"延长{CLOCK_LABELS[ClockKind.TOTAL]}时限：{case.number}，{before} → {running.due_on}"
    told = {"due_on": before}, {"due_on": running.due_on}
    record(
        actor,
        Act("extend_case", "case", case.pk, case.household.code if case.household else "", summary, *told, reason),
    )
    return running
