"""The tasks of a case: who may see and do them, what each still lacks, to whom it may be given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post, Right
from hudang.casework.models import Case, CaseTask
from hudang.casework.queries.task_results import result_of
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.queries.visible import case_for, cases_for
from hudang.casework.rules.tasks import ASSIGNABLE, RULES, WORKING_STAGES, investigates, lacking_of, may_be_given
from hudang.casework.vocabulary import TASK_LABELS, CaseStage, TaskKind, TaskState
from hudang.kernel.errors import NotVisible


@dataclass(frozen=True)
class TaskRow:
    """One task as a list shows it; nothing of what was said."""

    task: CaseTask
    label: str
    help: str
    records: int
    lacking: tuple[str, ...]
    mine: bool

    @property
    def open(self) -> bool:
        """Whether it waits for somebody."""
        return self.task.state == TaskState.OPEN


@dataclass(frozen=True)
class TaskView:
    """One task with what it brought."""

    case: Case
    task: CaseTask
    kind: TaskKind
    result: dict[str, Any]
    several: bool
    editable: bool

    @property
    def label(self) -> str:
        """What the task is called."""
        return TASK_LABELS[self.kind]


def may_do(user: User, task: CaseTask) -> bool:
    """Tell whether a user who sees the case may record a task."""
    return task.assigned_id == user.pk or investigates(Post(user.post), exempt=task.case.exempt)


def under_way(case: Case) -> bool:
    """Tell whether the case is being investigated."""
    return CaseStage(case.stage) in WORKING_STAGES


def _seen(user: User, task: CaseTask) -> bool:
    return user.may(Right.HANDLE_CASES) or task.assigned_id == user.pk


def tasks_for(user: User, case: Case) -> list[TaskRow]:
    """Return the tasks of a case that the user has from ``case_for``; an assistant sees only his own."""
    limits, working = thresholds(), under_way(case)
    tasks = CaseTask.objects.filter(case=case, kind__in=RULES).select_related("assigned", "done_by")
    rows = []
    for task in tasks:
        if _seen(user, task):
            kind, result = TaskKind(task.kind), result_of(task)
            lacking = lacking_of(kind, result, limits) if task.state == TaskState.OPEN else {}
            mine = working and may_do(user, task)
            rows.append(
                TaskRow(
                    task, TASK_LABELS[kind], RULES[kind].help, len(result["records"]), tuple(lacking.values()), mine
                )
            )
    return rows


def task_for(user: User, number: str, task_id: int) -> TaskView:
    """Return one task with its records; raises ``NotVisible`` for whoever neither handles cases nor was given it."""
    case = case_for(user, number)
    task = CaseTask.objects.filter(case=case, pk=task_id, kind__in=RULES).select_related("assigned", "done_by").first()
    if task is None or not _seen(user, task):
        raise NotVisible
    kind = TaskKind(task.kind)
    editable = under_way(case) and task.state == TaskState.OPEN and may_do(user, task)
    return TaskView(case, task, kind, result_of(task), RULES[kind].several, editable)


def my_tasks(user: User) -> list[CaseTask]:
    """Return the open tasks that are given to a user, in cases that he sees and that are under way."""
    cases = cases_for(user).filter(stage__in=WORKING_STAGES)
    open_tasks = CaseTask.objects.filter(assigned=user, state=TaskState.OPEN, kind__in=RULES, case__in=cases)
    return list(open_tasks.select_related("case").order_by("case__due_on", "pk"))


def colleagues_for(user: User, case: Case, kind: TaskKind) -> list[User]:
    """Return to whom a task may be given: active, of the case's village, township or county, not kept out."""
    require(user, Right.HANDLE_CASES)
    village = case.village_code
    places = [village, village[:9] + "000", village[:6] + "000000"]
    posts = [post for post in ASSIGNABLE if may_be_given(kind, post)]
    found = User.objects.filter(state=AccountState.ACTIVE, post__in=posts, division_code__in=places)
    if case.exempt:
        found = found.filter(Q(exempt_cases__case=case))
    return list(found.exclude(kept_out_of__case=case).order_by("division_code", "display_name").distinct())


def addable_kinds(case: Case) -> list[tuple[TaskKind, str]]:
    """Return the tasks that may be added now: those of which none is open."""
    standing = set(CaseTask.objects.filter(case=case, state=TaskState.OPEN).values_list("kind", flat=True))
    return [(kind, TASK_LABELS[kind]) for kind, rule in RULES.items() if rule.added and kind not in standing]
