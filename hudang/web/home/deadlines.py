"""What is due on the home page: today, this week, overdue; of the user's own cases and of his division."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.casework.queries.lists import DUE_LABELS, Due, due_counts
from hudang.casework.queries.tasks import my_tasks

if TYPE_CHECKING:
    from hudang.accounts.models import User


_MOST_TASKS = 20


@dataclass(frozen=True)
class DueRow:
    """One row: whose cases, and for each kind of deadline the label, how many, where they are listed, and the tone."""

    label: str
    figures: tuple[tuple[str, int, str, str], ...]


def deadlines(user: User, place: str) -> list[DueRow]:
    """Return the deadlines of the user's own cases and of all within his division; nothing when nothing is due."""
    if not user.may(Right.VIEW_CASES):
        return []
    counts = due_counts(user)
    if not any(counts.values()):
        return []
    address = reverse("casework:list")
    rows = []
    for label, who, more in (("我经办的", "mine", "&mine=on"), (place, "all", "")):
        figures = tuple(
            (DUE_LABELS[due], counts[f"{who}_{due}"], f"{address}?due={due}{more}", _tone(due, counts[f"{who}_{due}"]))
            for due in Due
        )
        rows.append(DueRow(label, figures))
    return rows


@dataclass(frozen=True)
class TaskOfMine:
    """A task that was given to the user: what, for whom, by when, and where it is filled in."""

    label: str
    applicant: str
    due_on: date | None
    url: str


def tasks_of_mine(user: User) -> list[TaskOfMine]:
    """Return the open tasks of investigations that are given to the user, the most pressing first."""
    if not user.may(Right.VIEW_CASES):
        return []
    return [
        TaskOfMine(
            task.get_kind_display(),
            task.case.applicant_name,
            task.case.due_on,
            reverse("investigation:task", args=(task.case.number, task.pk)),
        )
        for task in my_tasks(user)[:_MOST_TASKS]
    ]


def _tone(due: Due, count: int) -> str:
    if not count:
        return "mute"
    return {Due.TODAY: "warn", Due.WEEK: "info", Due.OVERDUE: "bad"}[due]
