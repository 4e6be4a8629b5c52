"""Long work of the library in the background: the rosters of a division as they stand."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.library.actions.snapshots import snapshot_rosters
from hudang.platform import jobs
from hudang.platform.models import Job


@task()
def keep_rosters(job_id: str) -> None:
    """Keep the rosters of the division of whoever asked."""
    jobs.run(job_id, _keep)


def _keep(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    made = snapshot_rosters(actor=user_by_id(progress.job.owner_id), report=progress)
    return {"message": f"存了 {made} 份名册，在“地区资料”的名册快照里" if made else "今天的名册已经存过", "made": made}


@transaction.atomic
def start_keeping(*, actor: User, once: str = "") -> Job:
    """Let the worker keep the rosters of the actor's division as they stand today."""
    require(actor, Right.KEEP_LIBRARY)
    title = f"存名册快照（{clock.today()}）"
    return jobs.begin(keep_rosters, kind="keep_rosters", title=title, owner_id=actor.pk, arguments={}, once=once)
