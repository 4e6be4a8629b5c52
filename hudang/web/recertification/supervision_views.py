"""督办: townships that wait for a sheet, its issue, the answer of the township, the end."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Post, Right
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.platform.calendar import working_calendar
from hudang.recertification.actions.supervising import answer_supervision, close_supervision, issue_supervision
from hudang.recertification.queries.supervisions import (
    on_sheet_for,
    supervision_for,
    supervisions_for,
    to_supervise_for,
    waiting_for,
)
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.vocabulary import CONCLUSION_LABELS, Conclusion
from hudang.web.recertification.seeing_forms import parts_of
from hudang.web.shared.days import day_field
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.paging import page_of

_COUNTY = (Post.COUNTY_HANDLER, Post.COUNTY_HEAD)


class IssueForm(forms.Form):
    """What the county asks of a township."""

    responsible = forms.CharField(label="责任人", max_length=40, help_text="乡镇分管负责人的姓名、职务")
    demand = forms.CharField(
        label="督办要求",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        initial="逐户走访，查明未访原因，按期报结果。",
    )
    finish_by = day_field("办结期限")


class AnswerForm(forms.Form):
    """What the township did."""

    answer = forms.CharField(label="办理情况", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class CloseForm(forms.Form):
    """How the county ends it."""

    conclusion = forms.ChoiceField(label="结论", choices=[(c.value, CONCLUSION_LABELS[c]) for c in Conclusion])


@door(Right.EXAMINE_VISITS)
def listing(request: SignedInRequest) -> HttpResponse:
    """List the sheets of the division, and for the county the townships that wait for one."""
    page = page_of(request, supervisions_for(request.user))
    names = names_of({sheet.township_code for sheet in page})
    context = {
        "page_obj": page,
        "rows": [(sheet, names.get(sheet.township_code, sheet.township_code), _state(sheet)) for sheet in page],
        "waiting": waiting_for(request.user),
        "may_issue": request.user.post in _COUNTY,
        "parts": parts_of(request.user, "supervisions"),
    }
    return render(request, "recertification/supervisions.html", context)


def _state(sheet: object) -> tuple[str, str]:
    if getattr(sheet, "closed_at", None):
        return "ok", sheet.get_conclusion_display()  # type: ignore[attr-defined]
    if getattr(sheet, "answered_at", None):
        return "info", "已反馈，待办结"
    late = sheet.finish_by < clock.today()  # type: ignore[attr-defined]
    return ("bad", "逾期未反馈") if late else ("warn", "待反馈")


@door(Right.EXAMINE_VISITS, methods=("GET", "POST"))
def issue(request: SignedInRequest, township: str) -> HttpResponse:
    """Issue a sheet about everything of a township that reached the county."""
    tasks = to_supervise_for(request.user, township)
    until = working_calendar().after(clock.today(), thresholds().supervision_days)
    form = IssueForm(request.POST or None, initial={"finish_by": until})
    if request.method == "POST" and form.is_valid():
        try:
            made = issue_supervision(actor=request.user, township=township, **form.cleaned_data)
        except InvalidInput as refusal:
            for name, told in refusal.fields.items():
                form.add_error(name, told)
        else:
            messages.success(request, f"督办单 {made.number} 已签发，已通知乡镇。")
            return redirect("recertification:supervision", made.pk)
    context = {"form": form, "tasks": tasks, "place": names_of([township]).get(township, township)}
    return render(request, "recertification/supervision_new.html", context, status=400 if form.errors else 200)


@door(Right.EXAMINE_VISITS)
def detail(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    """Show a sheet with its tasks as they are now, and what can be done next."""
    sheet = supervision_for(request.user, sheet_id)
    context = {
        "sheet": sheet,
        "state": _state(sheet),
        "place": names_of([sheet.township_code]).get(sheet.township_code, ""),
        "tasks": on_sheet_for(request.user, sheet),
        "may_answer": sheet.closed_at is None and request.user.post not in _COUNTY,
        "may_close": sheet.closed_at is None and sheet.answered_at is not None and request.user.post in _COUNTY,
        "may_print": request.user.may(Right.PRINT),
        "answer_form": AnswerForm(initial={"answer": sheet.answer}),
        "close_form": CloseForm(),
    }
    return render(request, "recertification/supervision.html", context)


@door(Right.EXAMINE_VISITS, methods=("POST",))
def answer(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    """Answer for the township."""
    try:
        answer_supervision(actor=request.user, pk=sheet_id, answer=request.POST.get("answer", "")[:500])
    except InvalidInput as refusal:
        messages.error(request, "".join(refusal.fields.values()))
    else:
        messages.success(request, "已反馈，县级会收到消息。")
    return redirect("recertification:supervision", sheet_id)


@door(Right.EXAMINE_VISITS, methods=("POST",))
def close(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    """End a sheet for the county."""
    sheet, form = supervision_for(request.user, sheet_id), CloseForm(request.POST)
    if form.is_valid():
        close_supervision(actor=request.user, pk=sheet.pk, conclusion=Conclusion(form.cleaned_data["conclusion"]))
        messages.success(request, "督办单已办结。")
    else:
        messages.error(request, "请选择结论。")
    return redirect("recertification:supervision", sheet_id)
