"""Writing long lists in the background."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.households.queries.lists import ListFilters, all_for, filters_for_job
from hudang.kernel import clock
from hudang.platform import jobs
from hudang.platform.models import Job
from hudang.search.actions import SHEET, write_household_list


@task()
def export_list(job_id: str) -> None:
    """Write the workbook of an export job."""
    jobs.run(job_id, _write)


def _write(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    done = write_household_list(
        actor=user_by_id(progress.job.owner_id),
        filters=ListFilters(**arguments["filters"]),
        columns=arguments["columns"],
        target=progress.result_path(f"{SHEET}_{clock.today():%Y%m%d}.xlsx"),
        progress=progress,
    )
    return {"message": f"已导出 {done} 户", "households": done}


@transaction.atomic
def start_export(*, actor: User, filters: ListFilters, columns: Sequence[str], once: str = "") -> Job:
    """Let the worker write the list as seen; the job's result is the workbook."""
    require(actor, Right.EXPORT)
    total = len(all_for(actor, filters))
    return jobs.begin(
        export_list,
        kind="export_households",
        title=f"导出低保家庭 {total} 户",
        owner_id=actor.pk,
        arguments={"filters": filters_for_job(actor, filters), "columns": list(columns)},
        total=total,
        once=once,
    )
