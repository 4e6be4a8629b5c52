"""夜间工作: when each work of the last nights was done, how long it took, what it made, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.actions.nights import start_night
from hudang.accounts.vocabulary import Right
from hudang.kernel.nights import AREA, NightHours
from hudang.platform import nights
from hudang.platform.parameters import in_force
from hudang.web.jobs.views import TONES
from hudang.web.shared.door import SignedInRequest, door

if TYPE_CHECKING:
    from hudang.platform.models import NightRun, NightWork


def _work(work: NightWork, over: bool) -> dict[str, Any]:
    job = work.job
    if job is None:
        return {"work": work, "tone": "mute", "state": "没有做" if over else "等着"}
    seconds = (job.finished_at - job.created_at).total_seconds() if job.finished_at else None
    return {
        "work": work,
        "job": job,
        "tone": TONES[job.state],
        "state": job.get_state_display(),
        "seconds": None if seconds is None else round(seconds, 1),
    }


def _night(run: NightRun) -> dict[str, Any]:
    rows = [_work(work, run.finished_at is not None) for work in run.works.all()]
    failed = sum(row["tone"] == "bad" for row in rows)
    return {"run": run, "rows": rows, "failed": failed, "asked_by": run.asked_by}


@door(Right.MANAGE_SETTINGS)
def listing(request: SignedInRequest) -> HttpResponse:
    """List the last nights with their works."""
    found = [_night(run) for run in nights.last_nights()]
    context = {"nights": found, "hour": in_force(AREA, NightHours).night_hour, "works": nights.works()}
    return render(request, "nights/list.html", context)


@door(Right.MANAGE_SETTINGS, methods=("POST",))
def start(request: SignedInRequest) -> HttpResponse:
    """Do the works of the night now."""
    start_night(actor=request.user)
    messages.success(request, "夜间工作已开始，在后台逐项进行；过一会儿刷新本页看结果。")
    return redirect("nights:list")
