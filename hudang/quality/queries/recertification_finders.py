"""How the rule on visits and reviews finds what is late, and what of them was done in time (R11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q, QuerySet

from hudang.quality.queries.scope import Found, Scope
from hudang.quality.rules.catalogue import MONTHLY, OTHERWISE, YEARLY
from hudang.quality.rules.scoring import Share
from hudang.recertification.models import RecertificationTask, RuleVersion
from hudang.recertification.vocabulary import TO_DO, Cadence, TaskState

_CHUNK = 2000
_MARKS: dict[str, str] = {Cadence.MONTHLY: MONTHLY, Cadence.INTERVAL: YEARLY, Cadence.NAMED: YEARLY}


def _marks() -> dict[int, str]:
    """Return which versions of rules are for monthly visits, for reviews by the year, and for what happens."""
    rows = RuleVersion.objects.values_list("pk", "text__cadence")
    return {key: _MARKS.get(cadence, OTHERWISE) for key, cadence in rows}


def task_overdue(scope: Scope) -> Iterator[Found]:
    """A task whose grace is over and that nobody submitted."""
    marks = _marks()
    late = RecertificationTask.objects.filter(
        scope.on("household__village_code", "household"),
        state__in=[state.value for state in TO_DO],
        late_after__lt=scope.known.day,
    )
    names = (
        "household__village_code",
        "household_id",
        "household__code",
        "pk",
        "rule_id",
        "rule_code",
        "period",
        "due_on",
    )
    for village, household, code, key, rule, rule_code, period, due in (
        late.order_by().values_list(*names).iterator(chunk_size=_CHUNK)
    ):
        yield Found(village, household, code, key, f"{rule_code} {period} 应于 {due} 完成", marks.get(rule, OTHERWISE))


def done_in_time(day: date, mark: str) -> Iterator[tuple[str, Share]]:
    """Yield by village how many tasks of a kind were done, of those done and those that are late on ``day``.

    Monthly visits count within the month of the day, reviews within its year; what is late counts whenever it was due,
    because it is still to be done.
    """
    versions = [key for key, kind in _marks().items() if kind == mark]
    since = day.replace(day=1) if mark == MONTHLY else day.replace(month=1, day=1)
    tasks = RecertificationTask.objects.filter(rule__in=versions).order_by()
    for village, done, left in _counted(tasks, since, day):
        yield village, Share(done, done + left)


def _counted(tasks: QuerySet[RecertificationTask], since: date, day: date) -> Iterator[tuple[str, int, int]]:
    done = Q(state=TaskState.DONE, done_on__gte=since, done_on__lte=day)
    left = Q(state__in=[state.value for state in TO_DO], late_after__lt=day)
    grouped = tasks.filter(done | left).values_list("household__village_code")
    yield from grouped.annotate(done=Count("pk", filter=done), left=Count("pk", filter=left))


FINDERS = {"task_overdue": task_overdue}
