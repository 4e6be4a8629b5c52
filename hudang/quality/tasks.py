"""Checking in the background: what changed, soon after it changed."""

from __future__ import annotations

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from hudang.quality.actions.checking import changes_wait
from hudang.quality.actions.checking import check_changes as check


@task()
def check_changes() -> None:
    """Check what the log names since the last check."""
    check()


def check_soon() -> bool:
    """Let the worker check what changed, unless it is asked to already; called every now and then."""
    waiting = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    if (
        not changes_wait()
        or DBTaskResult.objects.filter(task_path=check_changes.module_path, status__in=waiting).exists()
    ):
        return False
    check_changes.enqueue()
    return True
