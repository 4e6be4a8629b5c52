"""派工: whose a task is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post, Right
from hudang.audit.log import Act, record_many
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.recertification.errors import WrongTaskState
from hudang.recertification.models import RecertificationTask
from hudang.recertification.vocabulary import TASK_STATE_LABELS, TO_DO, Performer, TaskState

_TOWNSHIP = 9


@dataclass(frozen=True)
class Assignees:
    """Who does what where: by village and by township, only where it is one person, so that nobody has to choose."""

    by_village: dict[str, int]
    by_township: dict[str, int]

    def who(self, village_code: str, performer: Performer) -> int | None:
        """Return the key of whoever performs a task of a village; ``None`` when the township has to choose."""
        if performer == Performer.VILLAGE and village_code in self.by_village:
            return self.by_village[village_code]
        return self.by_township.get(village_code[:_TOWNSHIP])


def assignees_of(county_code: str) -> Assignees:
    """Return who performs tasks in a county (six digits)."""
    villages, townships = defaultdict(list), defaultdict(list)
    rows = User.objects.filter(state=AccountState.ACTIVE, division_code__startswith=county_code)
    for pk, post, code in rows.values_list("pk", "post", "division_code"):
        if post == Post.VILLAGE_ASSISTANT:
            villages[code].append(pk)
        elif post == Post.TOWNSHIP_HANDLER:
            townships[code[:_TOWNSHIP]].append(pk)
    return Assignees(
        {code: found[0] for code, found in villages.items() if len(found) == 1},
        {code: found[0] for code, found in townships.items() if len(found) == 1},
    )


@transaction.atomic
def assign_tasks(*, actor: User, task_ids: list[int], assignee_id: int, reason: str = "") -> int:
    """Give tasks to somebody, or to somebody else; return how many.

    Raises ``NotAllowed``, ``NotVisible``, ``InvalidInput`` for a person who does not reach the village, and
    ``WrongTaskState`` for a task that is done or waits to be checked.
    """
    require(actor, Right.EXAMINE_VISITS)
    if not task_ids:
        raise InvalidInput({"ids": "请先勾选要派的任务。"})
    assignee = User.objects.filter(pk=assignee_id, state=AccountState.ACTIVE).first()
    if assignee is None or not assignee.may(Right.VISIT):
        raise InvalidInput({"assignee": "请选一位在用的村协理员或经办人员。"})
    tasks = list(
        RecertificationTask.objects.select_for_update(of=("self",)).filter(pk__in=task_ids).select_related("household")
    )
    if len(tasks) != len(set(task_ids)):
        raise NotVisible
    for task in tasks:
        _give(actor, task, assignee)
    acts = [
        Act(
            "assign_recertification",
            "recertification_task",
            task.pk,
            task.household.code,
            f"{task.rule_code} {task.period} 派给{assignee.display_name}",
            reason=reason,
        )
        for task in tasks
    ]
    record_many(actor, acts)
    return len(tasks)


def _give(actor: User, task: RecertificationTask, assignee: User) -> None:
    village = task.household.village_code
    require_place(actor, village)
    if not village.startswith(assignee.scope):
        raise InvalidInput({"assignee": f"{assignee.display_name}不管{task.household.code}所在的村。"})
    if task.state not in TO_DO:
        raise WrongTaskState(state=TASK_STATE_LABELS[TaskState(task.state)], act="派工")
    task.assignee = assignee
    if task.state == TaskState.PLANNED:
        task.state = TaskState.ASSIGNED
    task.version += 1
    task.save(update_fields=["assignee", "state", "version"])
