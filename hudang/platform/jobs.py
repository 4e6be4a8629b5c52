"""Long work with progress: enqueued in the caller's transaction, run by the worker, kept until it is found again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from hudang.kernel import clock
from hudang.kernel.errors import NotVisible, Refusal
from hudang.platform import ground
from hudang.platform.models import Job

log = logging.getLogger(__name__)
Work = Callable[["Progress", dict[str, Any]], dict[str, Any]]
Enqueued = Task[..., None]
_LONGEST_ONCE = 40


class Progress:
    """What running work calls to say how far it is; writes at most twice a second."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._written = 0.0

    def __call__(self, done: int, total: int | None = None, message: str = "") -> None:
        """Report ``done`` of ``total`` steps."""
        moment = time.monotonic()
        if moment - self._written < 0.5 and done != total:
            return
        self._written = moment
        fields: dict[str, Any] = {"done": done, "message": message or self.job.message}
        if total is not None:
            fields["total"] = total
        Job.objects.filter(pk=self.job.pk).update(**fields)

    def result_path(self, name: str) -> Path:
        """Return where a file that the user will fetch is to be written; ``name`` is shown to the user."""
        folder = ground.results_folder()
        folder.mkdir(parents=True, exist_ok=True)
        Job.objects.filter(pk=self.job.pk).update(result_name=name)
        return folder / str(self.job.pk)


def create(*, kind: str, title: str, owner_id: int, arguments: dict[str, Any], total: int = 0) -> Job:
    """Create a job; the caller enqueues its task in the same transaction."""
    return Job.objects.create(kind=kind, title=title, owner_id=owner_id, arguments=arguments, total=total)


def begin(
    task: Enqueued, *, kind: str, title: str, owner_id: int, arguments: dict[str, Any], total: int = 0, once: str = ""
) -> Job:
    """Create a job and have the worker do it after the commit; called inside a transaction.

    ``once`` is what the form carried that asks for it: sent twice, the form gets the job that it started.
    """
    asked = {"kind": kind, "title": title, "arguments": arguments, "total": total}
    job, made = Job.objects.get_or_create(owner_id=owner_id, once=once[:_LONGEST_ONCE] or uuid4().hex, defaults=asked)
    if made:
        transaction.on_commit(lambda: task.enqueue(job_id=str(job.pk)))
    return job


def run(job_id: str, work: Work) -> None:
    """Run ``work`` for a job and note how it ended; called by tasks only."""
    job = Job.objects.get(pk=job_id)
    if job.finished:
        return
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    try:
        outcome = work(Progress(job), job.arguments)
    except Refusal as refusal:
        _finish(job, Job.State.FAILED, refusal.message, {"code": refusal.code})
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        _finish(job, Job.State.FAILED, "处理时出错，原有数据没有改变。请重试；仍不成功请联系系统管理员。", {})
        raise
    else:
        _finish(job, Job.State.DONE, outcome.pop("message", "已完成"), outcome)


def _finish(job: Job, state: str, message: str, outcome: dict[str, Any]) -> None:
    with transaction.atomic():
        done = Job.objects.select_for_update().get(pk=job.pk)
        done.state, done.message, done.outcome = state, message[:500], outcome
        done.finished_at = clock.now()
        if state == Job.State.DONE and done.total:
            done.done = done.total
        done.save()


def give_up_interrupted() -> None:
    """Mark work that was running when its worker died, so that nobody waits for it; called before a worker starts.

    All work writes in transactions, so what was interrupted changed nothing.
    """
    interrupted = "处理中断（服务重新启动），原有数据没有改变。请重试。"
    Job.objects.filter(state=Job.State.RUNNING).update(
        state=Job.State.FAILED, message=interrupted, finished_at=clock.now()
    )
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED, finished_at=clock.now()
    )


def is_queued(kind: str, arguments: dict[str, Any]) -> bool:
    """Tell whether the same work waits to be run already."""
    return Job.objects.filter(kind=kind, arguments=arguments, state=Job.State.QUEUED).exists()


def of_owner(job_id: Any, owner_id: int) -> Job:
    """Return the job if this user started it; raises ``NotVisible``."""
    job = Job.objects.filter(pk=job_id, owner_id=owner_id).first()
    if job is None:
        raise NotVisible
    return job


def recent(owner_id: int, limit: int = 10) -> list[Job]:
    """Return the user's latest jobs, newest first."""
    return list(Job.objects.filter(owner_id=owner_id)[:limit])


def withdraw_results(owner_id: int) -> None:
    """Delete the files that a user's jobs made: whoever has another post may no longer see what is in them."""
    names = [
        str(pk) for pk in Job.objects.filter(owner_id=owner_id).exclude(result_name="").values_list("pk", flat=True)
    ]

    def delete() -> None:
        for name in names:
            (ground.results_folder() / name).unlink(missing_ok=True)

    transaction.on_commit(delete)


def result_file(job: Job) -> Path:
    """Return the file that a finished job made; raises ``NotVisible`` when there is none."""
    if not has_result(job):
        raise NotVisible
    return ground.results_folder() / str(job.pk)


def has_result(job: Job) -> bool:
    """Tell whether a finished job made a file."""
    return job.state == Job.State.DONE and (ground.results_folder() / str(job.pk)).is_file()
