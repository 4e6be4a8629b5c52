"""需核查的情况: what somebody reports, and lists of deaths and alerts."""

from __future__ import annotations

from typing import BinaryIO, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible, Refusal
from hudang.platform.spreadsheets import list_workbook
from hudang.recertification.actions.event_lists import LIST_TRIGGERS, import_events
from hudang.recertification.actions.events import report_event
from hudang.recertification.queries.events import event_lists_for, rejected_rows
from hudang.recertification.rules.event_rows import HEADERS, REJECTED_HEADERS
from hudang.recertification.vocabulary import TRIGGER_LABELS, Trigger
from hudang.web.shared.days import day_field
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import workbook_response
from hudang.web.shared.once import new_once
from hudang.web.shared.paging import page_of

_REPORTED = (Trigger.OWN_REPORT, Trigger.GRIEVANCE, Trigger.CHECK_ALERT, Trigger.DEATH)
_EXAMPLE = ("王德贵", "", "2026-11-01", "示例行，请删去")


class ReportForm(forms.Form):
    """What is reported of a household."""

    household_code = forms.CharField(label="户编号", max_length=20)
    trigger = forms.ChoiceField(label="情形", choices=[(t.value, TRIGGER_LABELS[t]) for t in _REPORTED])
    on = day_field("发生或得知之日")
    about = forms.CharField(
        label="情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="举报的，不写举报人"
    )


@door(any_of=(Right.VISIT, Right.EXAMINE_VISITS), methods=("GET", "POST"))
def report(request: SignedInRequest) -> HttpResponse:
    """Report something that has to be looked into: a task is made at once."""
    start = {"household_code": request.GET.get("household", ""), "on": clock.today()}
    form = ReportForm(request.POST) if request.method == "POST" else ReportForm(initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            task = report_event(
                actor=request.user,
                household_code=given["household_code"].strip(),
                trigger=Trigger(given["trigger"]),
                about=given["about"],
                on=given["on"],
                key=request.POST.get("once", "")[:40],
            )
        except InvalidInput as refusal:
            for name, told in refusal.fields.items():
                form.add_error(name, told)
        except NotVisible as refusal:
            form.add_error("household_code", refusal.message)
        except Refusal as refusal:
            form.add_error("trigger", refusal.message)
        else:
            messages.success(request, f"已生成核查任务，应在 {task.due_on:%Y-%m-%d} 前完成。")
            return redirect("recertification:list")
    context = {"form": form, "once": new_once(), "may_import": request.user.may(Right.EXAMINE_VISITS)}
    return render(request, "recertification/report.html", context, status=400 if form.errors else 200)


@door(Right.EXAMINE_VISITS, methods=("GET", "POST"))
def lists(request: SignedInRequest) -> HttpResponse:
    """Import a list, and see what became of earlier ones."""
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None or sent.file is None:
            raise InvalidInput({"file": "请选择名单的 Excel 或 CSV 文件。"})
        wanted = request.POST.get("trigger", "")
        trigger = Trigger(wanted) if wanted in set(LIST_TRIGGERS) else Trigger.OWN_REPORT
        source = cast("BinaryIO", sent.file)
        listed = import_events(actor=request.user, trigger=trigger, source=source, file_name=sent.name or "名单")
        said = (
            f"{listed.rows} 行：生成任务 {listed.made} 项，已有任务 {listed.known} 项，不在保 {listed.unconcerned} 人"
        )
        if listed.refused:
            messages.warning(request, f"{said}，没有采用 {listed.refused} 行，可下载更正后再导入。")
        else:
            messages.success(request, f"{said}。")
        return redirect("recertification:event-lists")
    context = {
        "page_obj": page_of(request, event_lists_for(request.user)),
        "triggers": [(t.value, TRIGGER_LABELS[t]) for t in LIST_TRIGGERS],
    }
    return render(request, "recertification/event_lists.html", context)


@door(Right.EXAMINE_VISITS)
def rejected(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Return the rows of a list that were not taken, each with its reason; corrected, they can be put in again."""
    listed, rows = rejected_rows(request.user, list_id)
    return workbook_response(f"没有采用的行 {listed.pk}", list_workbook("没有采用", REJECTED_HEADERS, rows))


@door(Right.EXAMINE_VISITS)
def template(request: SignedInRequest) -> HttpResponse:
    """Return the workbook to fill in."""
    return workbook_response("名单模板", list_workbook("名单", HEADERS, [_EXAMPLE]))
