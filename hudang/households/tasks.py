"""Deriving the classes of many households in the background."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.households.actions.reclassifying import reclassify_households
from hudang.households.queries.lists import ListFilters, all_for, filters_for_job, refuse_changed
from hudang.platform import jobs
from hudang.platform.models import Job


@task()
def derive_classes(job_id: str) -> None:
    """Do the work of a classification job."""
    jobs.run(job_id, _derive)


def _derive(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    done = reclassify_households(
        actor=user_by_id(progress.job.owner_id), filters=ListFilters(**arguments["filters"]), progress=progress
    )
    said = f"已重新推算 {done.households} 户：{done.proposed} 户有重算建议，{done.completed} 户已补全"
    return {"message": said, "households": done.households, "proposed": done.proposed}


@transaction.atomic
def start_deriving(*, actor: User, filters: ListFilters, previewed: int | None = None, once: str = "") -> Job:
    """Let the worker derive the classes of all households that fit; raises ``ListChanged``."""
    require(actor, Right.OVERRIDE_CLASSIFICATION)
    refuse_changed(actor, filters, previewed)
    total = len(all_for(actor, filters))
    return jobs.begin(
        derive_classes,
        kind="classify",
        title=f"重新推算 {total} 户的分类",
        owner_id=actor.pk,
        arguments={"filters": filters_for_job(actor, filters)},
        total=total,
        once=once,
    )
