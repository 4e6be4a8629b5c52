"""After a setting changed: every file's missing papers and every household's class are weighed anew in the background."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.models import User
from hudang.archives.actions.completeness import refresh
from hudang.archives.models import HouseholdFile
from hudang.archives.vocabulary import PouchState
from hudang.configuration.vocabulary import Kind
from hudang.households.actions.classification import reclassify
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.platform import jobs

KIND = "weigh_anew"
_BATCH = 1000
_AFFECTING = (Kind.REQUIREMENT, Kind.PARAMETER)


@task()
def weigh_anew(job_id: str) -> None:
    """Weigh every file anew for a job."""
    jobs.run(job_id, _weigh)


def _weigh(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    homes = list(Household.objects.order_by("pk").values_list("pk", flat=True))
    files = list(HouseholdFile.objects.exclude(state=PouchState.DESTROYED).order_by("pk").values_list("pk", flat=True))
    total, proposed = len(homes) + len(files), 0
    for start in range(0, len(homes), _BATCH):
        with transaction.atomic():
            proposed += len(reclassify(homes[start : start + _BATCH]).proposed)
        progress(start, total, "正在核对分类")
    for start in range(0, len(files), _BATCH):
        with transaction.atomic():
            refresh(files[start : start + _BATCH])
        progress(len(homes) + start, total, "正在核对缺件")
    return {"message": f"已核对 {len(files)} 袋的材料；{proposed} 户建议改变分类", "files": len(files)}


def follow_up(actor: User, kind: Kind, day: date | None) -> None:
    """Let the worker weigh everything anew: at once for what holds today, otherwise when its day begins."""
    if kind not in _AFFECTING:
        return
    first = max(day or clock.today(), clock.today())
    if jobs.is_queued(KIND, {"from": str(first)}):
        # what waits already will see this change as well
        return
    job = jobs.create(kind=KIND, title="按新的设置核对缺件与分类", owner_id=actor.pk, arguments={"from": str(first)})
    waiting = first > clock.today() and weigh_anew.get_backend().supports_defer
    begins = datetime.combine(first, time(0, 5), clock.CHINA)
    run = weigh_anew.using(run_after=begins) if waiting else weigh_anew
    transaction.on_commit(lambda: run.enqueue(job_id=str(job.pk)))
