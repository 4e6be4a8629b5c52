"""The works of the night: an ordered list, each work a job of its own, one after the other and never two at once.

Which works there are says ``settings.NIGHTLY_WORKS`` (``config.nightly``), because only the assembly knows all areas.
Whoever holds the lock file does the next work that is still to do, so the worker and ``hudang night`` share a night
instead of doing it twice, and a process that is killed leaves no lock behind.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from hudang.kernel import clock
from hudang.kernel.nights import AREA, NightHours, NightUnderWay, is_due
from hudang.platform import jobs
from hudang.platform.models import Job, NightRun, NightWork
from hudang.platform.parameters import in_force

log = logging.getLogger(__name__)
KIND = "night"
_MOST_ATTEMPTS = 2
_BROKEN_OFF = "处理中断（服务重新启动），原有数据没有改变。"


class Report(Protocol):
    """What a work calls to say how far it is."""

    def __call__(self, done: int, total: int | None = None, message: str = "") -> None: ...


@dataclass(frozen=True)
class NightlyWork:
    """One work: ``do`` takes the day and a progress, and returns what it made, with the sentence under ``message``."""

    key: str
    label: str
    do: Callable[[date, Report], dict[str, Any]]


def works() -> list[NightlyWork]:
    """Return the works in their order."""
    return [import_string(path) for path in settings.NIGHTLY_WORKS]


def begin(day: date, owner_id: int, asked_by: str = "") -> NightRun:
    """Return the night of ``day``: the one under way, or a new one; raises ``NightUnderWay`` while another runs."""
    with _alone(wait=False) as free, transaction.atomic():
        under_way = _open()
        if under_way is not None and under_way.day == day:
            return under_way
        if under_way is not None and not free:
            raise NightUnderWay(day=under_way.day)
        NightRun.objects.filter(finished_at=None).update(finished_at=clock.now())
        run = NightRun.objects.create(day=day, owner_id=owner_id, asked_by=asked_by, started_at=clock.now())
        NightWork.objects.bulk_create(
            NightWork(run=run, position=place, key=work.key, label=work.label) for place, work in enumerate(works())
        )
        return run


def do_next(run_id: int) -> NightWork | None:
    """Do the next work of a night and return it; ends the night and returns nothing when all are done."""
    with _alone(wait=True):
        run = NightRun.objects.get(pk=run_id)
        _pick_up_broken(run)
        work = None if run.finished_at else NightWork.objects.filter(run=run, job=None).first()
        if work is None:
            NightRun.objects.filter(pk=run_id, finished_at=None).update(finished_at=clock.now())
            return None
        _do(work)
    return NightWork.objects.select_related("job").get(pk=work.pk)


def _do(work: NightWork) -> None:
    known = {each.key: each for each in works()}
    run = work.run
    told = {"night": run.pk, "day": str(run.day)}
    work.job = jobs.create(kind=KIND, title=f"夜间工作：{work.label}", owner_id=run.owner_id, arguments=told)
    work.attempts += 1
    work.save(update_fields=["job", "attempts"])

    def doing(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
        if work.key not in known:
            return {"message": "这一版程序不再做这一项"}
        return known[work.key].do(run.day, progress)

    try:
        jobs.run(str(work.job.pk), doing)
    except Exception:
        # the job keeps that it failed and its log has the rest; the other works are done all the same
        log.exception("work %s of the night of %s failed", work.key, run.day)


def _pick_up_broken(run: NightRun) -> None:
    """Do again, once, what was running when its process ended; called by the holder of the lock."""
    broken = list(NightWork.objects.filter(run=run, job__state=Job.State.RUNNING))
    over = Job.objects.filter(pk__in=[work.job_id for work in broken if work.job_id])
    over.update(state=Job.State.FAILED, message=_BROKEN_OFF, finished_at=clock.now())
    again = [work.pk for work in broken if work.attempts < _MOST_ATTEMPTS]
    NightWork.objects.filter(pk__in=again).update(job=None)


@task()
def advance(run_id: int) -> None:
    """Do one work and let the worker come to the next, so that what users asked for meanwhile is done in between."""
    if do_next(run_id) is not None:
        advance.enqueue(run_id=run_id)


def tick(owner_id: int) -> NightRun | None:
    """Begin the night when it is due, go on with one that stopped; called every now and then by the supervisor."""
    run = _open()
    if run is None:
        last = NightRun.objects.order_by("-started_at").first()
        hour = in_force(AREA, NightHours).night_hour
        if not is_due(clock.now(), hour, last.started_at if last else None):
            return None
        run = begin(clock.today(), owner_id)
    if not _is_awaited():
        advance.enqueue(run_id=run.pk)
    return run


def start(owner_id: int, asked_by: str) -> NightRun:
    """Let the worker begin a night now, because somebody asked for it; called inside a transaction."""
    run = begin(clock.today(), owner_id, asked_by)
    if not _is_awaited():
        transaction.on_commit(lambda: advance.enqueue(run_id=run.pk))
    return run


def last_nights(limit: int = 14) -> list[NightRun]:
    """Return the last nights with their works and jobs, the latest first; three queries."""
    return list(NightRun.objects.prefetch_related("works__job")[:limit])


def _open() -> NightRun | None:
    return NightRun.objects.filter(finished_at=None).first()


def _is_awaited() -> bool:
    waiting = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(task_path=advance.module_path, status__in=waiting).exists()


@contextmanager
def _alone(*, wait: bool) -> Iterator[bool]:
    """Hold the lock of the night while the block runs; tells whether it was got when not waiting."""
    with (Path(settings.DATA) / "night.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
