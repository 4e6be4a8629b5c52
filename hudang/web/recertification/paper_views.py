"""走访任务单: printed for villages without any signal, and taken in again by its QR code."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.digitization.errors import FileRefused
from hudang.kernel.errors import InvalidInput
from hudang.recertification.actions.task_sheets import Page, print_task_sheets, take_in_paper, take_in_sheets
from hudang.recertification.queries.tasks import task_for
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response


@door(Right.VISIT, Right.PRINT)
def sheets(request: SignedInRequest) -> HttpResponse:
    """Print the blank forms of one's route."""
    try:
        printed = print_task_sheets(actor=request.user)
    except InvalidInput as refusal:
        messages.info(request, refusal.fields["sheets"])
        return redirect("recertification:list")
    return pdf_response(printed.name, printed.content)


@door(Right.VISIT, methods=("GET", "POST"))
def paper(request: SignedInRequest, household_task: int) -> HttpResponse:
    """Take in a filled-in sheet: what its QR code opens."""
    task, fault = task_for(request.user, household_task), ""
    if request.method == "POST":
        pages = _pages(request)
        try:
            take_in_paper(actor=request.user, task_id=task.pk, pages=pages)
        except InvalidInput as refusal:
            fault = next(iter(refusal.fields.values()))
        else:
            messages.success(
                request, f"已收下{task.household.head_name}户的纸表 {len(pages)} 页。请照纸表填写走访记录，再提交。"
            )
            return redirect("recertification:list")
    context = {"task": task, "rule": task.rule.text["name"], "fault": fault}
    return render(request, "recertification/task_paper.html", context, status=422 if fault else 200)


def _pages(request: SignedInRequest) -> list[Page]:
    sent = request.FILES.getlist("pages")
    return [Page(each.file, each.name or "纸表.jpg") for each in sent]  # type: ignore[arg-type]


@door(Right.VISIT, methods=("GET", "POST"))
def papers(request: SignedInRequest) -> HttpResponse:
    """Take in a stack of filled-in sheets, each by the code on it."""
    fault = ""
    if request.method == "POST":
        try:
            for each in take_in_sheets(actor=request.user, pages=_pages(request)):
                if each.fault:
                    messages.error(request, f"{each.head}户的纸表没有收下：{each.fault}" if each.head else each.fault)
                else:
                    messages.success(
                        request, f"已收下{each.head}户的纸表 {each.pages} 页，请照纸表填写走访记录，再提交。"
                    )
            return redirect("recertification:list")
        except InvalidInput as refusal:
            fault = next(iter(refusal.fields.values()))
        except FileRefused as refusal:
            fault = refusal.message
    return render(request, "recertification/task_paper.html", {"fault": fault}, status=422 if fault else 200)
