"""核查任务 one by one: what every figure of board, calendar and rates opens, counted by the same conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet

from hudang.accounts.access import within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post, Right
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.division_codes import is_division_code, scope_prefix
from hudang.recertification.models import RecertificationTask
from hudang.recertification.queries.tasks import TaskRow, row_of, tasks_for
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.periods import month_end
from hudang.recertification.vocabulary import TO_DO, TaskState

PAGE_SIZE = 50
NOBODY = "none"
_TO_DO = Q(state__in=[state.value for state in TO_DO])
_MONTH = re.compile(r"\d{4}-\d{2}")


class What(StrEnum):
    """Which tasks, by what became of them."""

    TO_DO = ""
    LATE = "late"
    NOT_REACHED = "not_reached"
    SUBMITTED = "submitted"
    DONE = "done"
    IN_TIME = "in_time"
    EVERY = "every"


WHAT_LABELS = {
    What.TO_DO: "待办",
    What.LATE: "已逾期",
    What.NOT_REACHED: "联系不上",
    What.SUBMITTED: "待复核",
    What.DONE: "已完成",
    What.IN_TIME: "按时完成",
    What.EVERY: "应办",
}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; ``due`` and ``done`` are a day or a month (2026-11), blank for any."""

    what: str = What.TO_DO
    division: str = ""
    rule: str = ""
    assignee: str = ""
    due: str = ""
    done: str = ""


def read_span(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a day or month as written; ``None`` when it is neither."""
    try:
        if _MONTH.fullmatch(text):
            first = date.fromisoformat(f"{text}-01")
            return first, month_end(first)
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day, day


def listed_for(user: User, wanted: Wanted, page: Any) -> Page[TaskRow]:
    """Return a page of tasks, the earliest due first; raises ``NotAllowed``."""
    day, limits = clock.today(), thresholds()
    found = narrowed(user, wanted).filter(_which(wanted.what, day))
    rows = found.select_related("household", "person", "rule", "assignee").order_by("due_on", "pk")
    paged: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(page)
    paged.object_list = [row_of(task, day, limits) for task in paged.object_list]
    return paged


def villages_shown(rows: list[TaskRow]) -> dict[str, str]:
    """Return the names of the villages of listed tasks."""
    return names_of({row.village_code for row in rows})


def counts_of(user: User, wanted: Wanted) -> dict[str, int]:
    """Return how many tasks each tab of the list holds; one query."""
    day = clock.today()
    counted = {f"n_{what.value}": Count("pk", filter=_which(what.value, day)) for what in What}
    found = narrowed(user, wanted).aggregate(**counted)
    return {what.value: found[f"n_{what.value}"] for what in What}


def narrowed(user: User, wanted: Wanted) -> QuerySet[RecertificationTask]:
    """Return the tasks that the filters leave, whatever became of them; cancelled ones are never asked for."""
    tasks = tasks_for(user).exclude(state=TaskState.CANCELLED)
    if wanted.division:
        known = is_division_code(wanted.division)
        place = within_division(scope_prefix(wanted.division), "household__village_code") if known else Q(pk__in=())
        tasks = tasks.filter(place)
    if wanted.rule:
        tasks = tasks.filter(rule_code=wanted.rule)
    if wanted.assignee:
        tasks = tasks.filter(assignee=None if wanted.assignee == NOBODY else int(wanted.assignee))
    for field, text in (("due_on", wanted.due), ("done_on", wanted.done)):
        if text:
            span = read_span(text)
            tasks = tasks.filter(**{f"{field}__range": span}) if span else tasks.none()
    return tasks


def _which(what: str, day: date) -> Q:
    match what:
        case What.LATE:
            return _TO_DO & Q(late_after__lt=day)
        case What.NOT_REACHED:
            return Q(state=TaskState.CANNOT_REACH)
        case What.SUBMITTED:
            return Q(state=TaskState.SUBMITTED)
        case What.DONE:
            return Q(state=TaskState.DONE)
        case What.IN_TIME:
            return Q(state=TaskState.DONE, done_on__lte=F("late_after"))
        case What.EVERY:
            return Q()
    return _TO_DO


def performers_for(user: User) -> list[tuple[int, str]]:
    """Return who can be given tasks within the user's division, and those above who visit themselves."""
    posts = [post.value for post in (Post.VILLAGE_ASSISTANT, Post.TOWNSHIP_HANDLER, Post.COUNTY_HANDLER)]
    rows = User.objects.filter(within(user, "division_code"), state=AccountState.ACTIVE, post__in=posts)
    people = [each for each in rows.order_by("division_code", "display_name") if each.may(Right.VISIT)]
    places = names_of({each.division_code for each in people})
    return [(each.pk, f"{each.display_name}（{places.get(each.division_code, '')}）") for each in people]
