"""Dry runs and imports of large rosters in the background."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.platform import jobs
from hudang.platform.models import Job
from hudang.rosters.actions.imports import carry_out, try_out
from hudang.rosters.models import RosterImport
from hudang.rosters.vocabulary import OUTSIDE_CODE


@task()
def work_on_roster(job_id: str) -> None:
    """Try out or import the roster of a job."""
    jobs.run(job_id, _work)


def _work(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor = user_by_id(progress.job.owner_id)
    roster_import = RosterImport.objects.get(pk=arguments["roster_import"])
    act = carry_out if arguments["act"] == "import" else try_out
    act(actor=actor, roster_import=roster_import, report=lambda done, total: progress(done, total or None))
    roster_import.refresh_from_db()
    figures = roster_import.summary
    outside = figures["codes"].get(OUTSIDE_CODE, 0)
    told = [
        f"通过 {figures['accepted']} 行",
        f"提示 {figures['warned']} 行",
        f"退回 {figures['rejected'] - outside} 行",
    ]
    return {
        "message": "，".join([*told, f"管辖外 {outside} 行"] if outside else told),
        "roster_import": roster_import.pk,
    }


@transaction.atomic
def start(*, actor: User, roster_import: RosterImport, act: str) -> Job:
    """Let the worker try out (``try``) or import (``import``) a roster."""
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, roster_import.division_code)
    label = "导入" if act == "import" else "试运行"
    job = jobs.create(
        kind=f"roster_{act}",
        title=f"{label} {roster_import.file_name}"[:200],
        owner_id=actor.pk,
        arguments={"roster_import": roster_import.pk, "act": act},
    )
    transaction.on_commit(lambda: work_on_roster.enqueue(job_id=str(job.pk)))
    return job
