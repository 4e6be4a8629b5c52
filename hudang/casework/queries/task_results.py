"""What the tasks of an investigation brought, read out of their encrypted column."""

from __future__ import annotations

import json
from typing import Any

from hudang.casework.models import Case, CaseTask
from hudang.casework.vocabulary import TaskKind, TaskState


def result_of(task: CaseTask) -> dict[str, Any]:
    """Return what was recorded: ``records``, ``photos``, and what else belongs to the kind of task."""
    found: dict[str, Any] = json.loads(task.result) if task.result else {}
    return found


def supporters_found(case: Case) -> list[dict[str, Any]] | None:
    """Return the supporters as the means test reads them, from the finished inquiry; None without one."""
    task = CaseTask.objects.filter(case=case, kind=TaskKind.SUPPORT, state=TaskState.DONE).order_by("-pk").first()
    if task is None:
        return None
    found = result_of(task).get("supporters")
    return found if isinstance(found, list) else None
