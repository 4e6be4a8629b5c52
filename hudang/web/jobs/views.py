"""后台任务: how far long work is, what came of it, the files it made. Each user finds his own again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.tasks import MOVING_BACK, RESETTLING, start_moving_back
from hudang.casework.tasks import LONG_TERM_LISTS
from hudang.platform import jobs
from hudang.web.shared.door import SignedInRequest, door

if TYPE_CHECKING:
    from hudang.platform.models import Job

TONES = {"queued": "mute", "running": "info", "done": "ok", "failed": "bad"}


# where the user goes on, for kinds of work whose page is the same for all of them
_PLACES = {
    "print": ("printing:desk", "返回打印"),
    "prepare_list": ("benefits:overview", "返回低保金"),
    LONG_TERM_LISTS: ("casework:long-term", "查看长期公布"),
    "export_households": ("households:list", "返回低保家庭"),
    "classify": ("households:list", "返回低保家庭"),
    MOVING_BACK: ("households:list", "返回低保家庭"),
    "verify_audit": ("audit:list", "返回操作日志"),
    "weigh_anew": ("configuration:hub", "返回设置"),
    "apply_scheme": ("configuration:hub", "返回设置"),
}


def _next_page(job: Job) -> tuple[str, str]:
    """Return address and label of the page where work of this kind goes on."""
    if job.kind.startswith("roster_"):
        return reverse("rosters:detail", args=[job.arguments["roster_import"]]), "查看导入结果"
    if job.kind == "close_list":
        return reverse("benefits:list", args=[job.arguments["list"]]), "查看名册"
    if job.kind == "prepare_list" and "list" in job.outcome:
        return reverse("benefits:list", args=[job.outcome["list"]]), "查看名册"
    if job.kind == "standard_change":
        return reverse("benefits:change", args=[job.arguments["change"]]), "查看标准调整"
    if job.kind == "rule_trial":
        return reverse("recertification:trial", args=[job.pk]), "查看试算结果"
    if job.kind == RESETTLING:
        return f"{reverse('printing:due')}?division={job.arguments['village_code']}", "打印新袋签"
    name, label = _PLACES.get(job.kind, ("home", "返回首页"))
    return reverse(name), label


def _context(job: Job) -> dict[str, Any]:
    url, label = _next_page(job)
    return {
        "job": job,
        "text": job.message or job.title,
        "failed": job.state == "failed",
        "done": job.state == "done",
        "tone": TONES[job.state],
        "next_url": url,
        "next_label": label,
        "has_result": jobs.has_result(job),
        "faults": job.outcome.get("faults", []),
        "may_undo": job.kind == RESETTLING and bool(job.outcome.get("done")),
    }


@door()
def listing(request: SignedInRequest) -> HttpResponse:
    """List the user's latest work."""
    rows = [{"job": job, "tone": TONES[job.state]} for job in jobs.recent(request.user.pk, 50)]
    return render(request, "jobs/list.html", {"rows": rows})


@door()
def detail(request: SignedInRequest, job_id: UUID) -> HttpResponse:
    """Show how far a job is; the part alone when the page asks for news."""
    job = jobs.of_owner(job_id, request.user.pk)
    if not request.headers.get("HX-Request"):
        return render(request, "jobs/detail.html", _context(job))
    response = render(request, "jobs/progress.html", _context(job))
    waited_at = urlsplit(request.headers.get("HX-Current-URL", "")).path
    if job.state == "done" and waited_at == _next_page(job)[0]:
        # whoever waited on the page of the result sees it without another click
        response["HX-Redirect"] = waited_at
    return response


@door(Right.EDIT_HOUSEHOLDS, methods=("POST",))
def undo(request: SignedInRequest, job_id: UUID) -> HttpResponse:
    """Take back what a job did to many households."""
    job = start_moving_back(actor=request.user, job=jobs.of_owner(job_id, request.user.pk))
    return redirect("jobs:detail", job.pk)


@door()
def result(request: SignedInRequest, job_id: UUID) -> HttpResponseBase:
    """Return the file that a job made; a PDF opens in the browser to be printed from there."""
    job = jobs.of_owner(job_id, request.user.pk)
    name = job.result_name or "结果"
    pdf = name.lower().endswith(".pdf")
    return FileResponse(jobs.result_file(job).open("rb"), as_attachment=not pdf, filename=name)
