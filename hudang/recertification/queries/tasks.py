"""核查任务 as people see them: what is to be done, what is late, within their division."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hudang.accounts.access import require_any, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.platform.reading import in_chunks
from hudang.recertification.models import RecertificationTask
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.ladder import days_late, lateness
from hudang.recertification.rules.thresholds import Thresholds
from hudang.recertification.vocabulary import OPEN, TASK_STATE_LABELS, TO_DO, Lateness, TaskState


@dataclass(frozen=True)
class TaskFilters:
    """What is asked for; ``due_until`` counts what is due up to a day."""

    overdue: bool = False
    due_until: date | None = None
    rule: str = ""
    village: str = ""
    to_do: bool = False


@dataclass(frozen=True)
class TaskRow:
    """One task in a list."""

    pk: int
    rule_code: str
    rule_name: str
    household_code: str
    village_code: str
    head_name: str
    person_name: str
    period: str
    about: str
    due_on: date
    late_after: date
    days_late: int
    lateness: Lateness
    state: TaskState
    assignee: str

    @property
    def state_label(self) -> str:
        """The state in words."""
        return TASK_STATE_LABELS[self.state]


def tasks_for(user: User) -> QuerySet[RecertificationTask]:
    """Return the tasks of the user's division; raises ``NotAllowed``."""
    require_any(user, Right.VISIT, Right.EXAMINE_VISITS)
    return RecertificationTask.objects.filter(within(user, "household__village_code"))


def task_for(user: User, pk: int) -> RecertificationTask:
    """Return one task with its household; raises ``NotVisible``."""
    task = tasks_for(user).filter(pk=pk).select_related("household", "person", "rule", "assignee", "visit").first()
    if task is None:
        raise NotVisible
    return task


def found_for(user: User, filters: TaskFilters) -> QuerySet[RecertificationTask]:
    """Return the open tasks that the filters leave."""
    states = TO_DO if filters.to_do or filters.overdue else OPEN
    found = tasks_for(user).filter(state__in=[state.value for state in states])
    if filters.overdue:
        found = found.filter(late_after__lt=clock.today())
    if filters.due_until is not None:
        found = found.filter(due_on__lte=filters.due_until)
    if filters.rule:
        found = found.filter(rule_code=filters.rule)
    if filters.village:
        found = found.filter(within_division(filters.village, "household__village_code"))
    return found


def everything(user: User, filters: TaskFilters) -> Iterator[TaskRow]:
    """Yield all open tasks that the filters leave, the earliest due first."""
    limits, day = thresholds(), clock.today()
    rows = found_for(user, filters).select_related("household", "person", "rule", "assignee").order_by("due_on", "pk")
    for task in in_chunks(rows):
        yield row_of(task, day, limits)


def row_of(task: RecertificationTask, day: date, limits: Thresholds) -> TaskRow:
    """Return a task as a list shows it; its household, person, rule and assignee are read already."""
    return TaskRow(
        pk=task.pk,
        rule_code=task.rule_code,
        rule_name=str(task.rule.text["name"]),
        household_code=task.household.code,
        village_code=task.household.village_code,
        head_name=task.household.head_name,
        person_name=task.person.name if task.person else "",
        period=task.period,
        about=task.about,
        due_on=task.due_on,
        late_after=task.late_after,
        days_late=days_late(task.late_after, day),
        lateness=lateness(task.late_after, day, limits),
        state=TaskState(task.state),
        assignee=task.assignee.display_name if task.assignee else "",
    )
