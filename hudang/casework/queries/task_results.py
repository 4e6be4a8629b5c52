"""What the tasks of an investigation brought, read out of their encrypted column."""

from __future__ import annotations

import json
from typing import Any

from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseTask
from hudang.casework.vocabulary import TaskKind, TaskState
from hudang.households.rules.documents import document_of
from hudang.kernel import clock


def result_of(task: CaseTask) -> dict[str, Any]:
    """Return what was recorded: ``records`` (values, whole, paper), and what else belongs to the kind of task."""
    found: dict[str, Any] = json.loads(task.result) if task.result else {}
    return {"records": []} | found


def people_of(case: Case) -> list[tuple[str, str]]:
    """Return names and full numbers of those whom the declaration knows, to put masks back."""
    declared = declaration_of(case)
    rows = [*declared.get("members", []), *declared.get("supporters", [])]
    return [(str(row.get("name") or "").strip(), document_of(row, clock.today())) for row in rows]


def check_task(case: Case) -> CaseTask:
    """Return the check of a case, with which the telling of its findings is kept; every investigation has one."""
    return CaseTask.objects.filter(case=case, kind=TaskKind.CHECK).order_by("pk")[0]


def told_of(case: Case) -> dict[str, Any]:
    """Return what was told of the findings: ``told_on``, ``contest_until``, ``contest``, ``recheck_open``."""
    task = CaseTask.objects.filter(case=case, kind=TaskKind.CHECK).order_by("pk").first()
    return result_of(task) if task else {}


def supporters_found(case: Case) -> list[dict[str, Any]] | None:
    """Return the supporters as the means test reads them, from the finished inquiry; None without one."""
    task = CaseTask.objects.filter(case=case, kind=TaskKind.SUPPORT, state=TaskState.DONE).order_by("-pk").first()
    if task is None:
        return None
    found = result_of(task).get("supporters")
    return found if isinstance(found, list) else None
