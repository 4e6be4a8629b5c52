"""核查任务 that a user has to do, household by household: one visit can serve several rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet

from hudang.accounts.access import within_division
from hudang.accounts.models import User
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.division_codes import is_division_code, scope_prefix, township_code
from hudang.recertification.models import RecertificationTask
from hudang.recertification.queries.tasks import tasks_for
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.ladder import lateness
from hudang.recertification.rules.periods import month_end
from hudang.recertification.vocabulary import (
    LATENESS_LABELS,
    TASK_STATE_LABELS,
    TO_DO,
    Lateness,
    TaskState,
)

PAGE_SIZE = 50
_AHEAD = 30
_TO_DO = [state.value for state in TO_DO]


class Whose(StrEnum):
    """Whose tasks are listed."""

    MINE = "mine"
    ALL = "all"
    NOBODY = "nobody"


class When(StrEnum):
    """What of them, by date or by state."""

    ALL = ""
    LATE = "late"
    MONTH = "month"
    SOON = "soon"
    SUBMITTED = "submitted"


WHOSE_LABELS = {Whose.MINE: "派给我的", Whose.ALL: "管辖范围内全部", Whose.NOBODY: "还没有派人的"}
WHEN_LABELS = {
    When.ALL: "待办",
    When.LATE: "已逾期",
    When.MONTH: "本月到期",
    When.SOON: "以后到期",
    When.SUBMITTED: "待复核",
}


@dataclass(frozen=True)
class TaskFilters:
    """What the list is narrowed to."""

    whose: str = Whose.MINE
    when: str = When.ALL
    division: str = ""
    rule: str = ""


@dataclass(frozen=True)
class TaskLine:
    """One task as listed."""

    pk: int
    rule_code: str
    rule_name: str
    form: str
    person: str
    about: str
    period: str
    due_on: date
    state: TaskState
    state_label: str
    lateness: Lateness
    lateness_label: str
    assignee: str


@dataclass
class HouseholdTasks:
    """What is to be done at one household."""

    code: str
    head: str
    village_code: str
    village: str
    township: str
    tasks: list[TaskLine] = field(default_factory=list)

    @property
    def due_on(self) -> date:
        """The earliest due day."""
        return min(task.due_on for task in self.tasks)

    @property
    def lateness(self) -> Lateness:
        """The worst of its tasks."""
        return max((task.lateness for task in self.tasks), key=list(Lateness).index)


def to_do_for(user: User, filters: TaskFilters, page: Any) -> Page[HouseholdTasks]:
    """Return a page of households with what is to be done there, the most pressing first; five queries."""
    day = clock.today()
    found = _narrowed(user, filters).filter(_when(filters.when, day))
    homes: Any = found.values("household_id").annotate(due=Min("due_on")).order_by("due", "household_id")
    paged: Page[Any] = Paginator(homes, PAGE_SIZE).get_page(page)
    keys = [row["household_id"] for row in paged.object_list]
    rows = found.filter(household__in=keys).select_related("household", "person", "rule", "assignee")
    by_key = households_of(rows.order_by("due_on", "pk"), day)
    paged.object_list = [by_key[key] for key in keys]
    return paged


def households_of(tasks: Iterable[RecertificationTask], day: date) -> dict[int, HouseholdTasks]:
    """Return tasks by household, read with household, person, rule and assignee."""
    limits = thresholds(day)
    found: dict[int, list[RecertificationTask]] = defaultdict(list)
    for task in tasks:
        found[task.household_id].append(task)
    codes = {rows[0].household.village_code for rows in found.values()}
    names = names_of(codes | {township_code(code) for code in codes})
    made = {}
    for key, rows in found.items():
        home = rows[0].household
        village, township = names.get(home.village_code, ""), names.get(township_code(home.village_code), "")
        lines = [_line(task, lateness(task.late_after, day, limits)) for task in rows]
        made[key] = HouseholdTasks(home.code, home.head_name, home.village_code, village, township, lines)
    return made


def _line(task: RecertificationTask, late: Lateness) -> TaskLine:
    state = TaskState(task.state)
    return TaskLine(
        pk=task.pk,
        rule_code=task.rule_code,
        rule_name=str(task.rule.text.get("name", "")),
        form=str(task.rule.text.get("form", "")),
        person=task.person.name if task.person else "",
        about=task.about,
        period=task.period,
        due_on=task.due_on,
        state=state,
        state_label=TASK_STATE_LABELS[state],
        lateness=late,
        lateness_label=LATENESS_LABELS[late],
        assignee=task.assignee.display_name if task.assignee else "",
    )


def counts_for(user: User, filters: TaskFilters) -> dict[str, int]:
    """Return how many households each tab of the list holds; one query."""
    day = clock.today()
    counted = {f"n_{when.value}": Count("household", filter=_when(when.value, day), distinct=True) for when in When}
    found = _narrowed(user, filters).aggregate(**counted)
    return {when.value: found[f"n_{when.value}"] for when in When}


def _narrowed(user: User, filters: TaskFilters) -> QuerySet[RecertificationTask]:
    tasks = tasks_for(user).filter(state__in=[*_TO_DO, TaskState.SUBMITTED.value])
    if filters.whose == Whose.MINE:
        tasks = tasks.filter(assignee=user)
    elif filters.whose == Whose.NOBODY:
        tasks = tasks.filter(assignee=None)
    if filters.division:
        known = is_division_code(filters.division)
        tasks = tasks.filter(
            within_division(scope_prefix(filters.division), "household__village_code") if known else Q(pk__in=())
        )
    return tasks.filter(rule_code=filters.rule) if filters.rule else tasks


def _when(when: str, day: date) -> Q:
    to_do, month = Q(state__in=_TO_DO), month_end(day)
    match when:
        case When.LATE:
            return to_do & Q(late_after__lt=day)
        case When.MONTH:
            return to_do & Q(late_after__gte=day, due_on__lte=month)
        case When.SOON:
            return to_do & Q(due_on__gt=month, opens_on__lte=day + timedelta(days=_AHEAD))
        case When.SUBMITTED:
            return Q(state=TaskState.SUBMITTED)
    return to_do & Q(opens_on__lte=day + timedelta(days=_AHEAD))
