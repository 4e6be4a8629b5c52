"""One 核查任务 with its attempts, its place and what was done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hudang.accounts.access import require_any
from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post, Right
from hudang.audit.queries import action_label, history_of_object
from hudang.divisions.queries import path_label
from hudang.kernel import clock
from hudang.recertification.models import Attempt, RecertificationTask, Standing
from hudang.recertification.queries.tasks import TaskRow, row_of, task_for
from hudang.recertification.queries.thresholds import thresholds

_ACTS = ("report_event", "assign_recertification")


@dataclass(frozen=True)
class TaskView:
    """One task as its page shows it."""

    task: RecertificationTask
    row: TaskRow
    place: str
    why: str
    since: Any
    attempts: Sequence[Attempt]
    history: Sequence[dict[str, Any]]


def task_view_for(user: User, pk: int) -> TaskView:
    """Return one task of the user's division; raises ``NotAllowed``, ``NotVisible``."""
    require_any(user, Right.VISIT, Right.EXAMINE_VISITS)
    task = task_for(user, pk)
    standing = Standing.objects.filter(rule_code=task.rule_code, subject=task.subject).order_by("-since").first()
    return TaskView(
        task=task,
        row=row_of(task, clock.today(), thresholds()),
        place=path_label(task.household.village_code),
        why=standing.why if standing else "",
        since=standing.since if standing else None,
        attempts=list(task.attempts.select_related("made_by")),
        history=[
            {
                "at": entry.at,
                "actor": entry.actor_name,
                "post": POST_LABELS[Post(entry.actor_post)] if entry.actor_post in set(Post) else "",
                "act": action_label(entry.action),
                "summary": entry.summary,
                "reason": entry.reason,
            }
            for entry in history_of_object("recertification_task", _ACTS, str(pk))
        ],
    )
