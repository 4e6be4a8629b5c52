"""Who takes part: hand-over, keeping out, exempt cases; and the time of the whole procedure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.deadlines import answer_extension, ask_extension
from hudang.casework.actions.handing_over import hand_over, hand_over_all
from hudang.casework.actions.keeping_out import keep_out, make_exempt
from hudang.casework.actions.offices import OfficeForm, enter_office
from hudang.casework.queries.colleagues import colleagues_of, county_staff, handlers_for
from hudang.casework.queries.offices import standing_words
from hudang.casework.queries.page import open_extension
from hudang.casework.queries.visible import case_for
from hudang.divisions.queries import path_label
from hudang.kernel.errors import Refusal
from hudang.web.casework.forms_people import (
    AnswerForm,
    ExemptForm,
    ExtensionForm,
    HandOverAllForm,
    HandOverForm,
    KeepOutForm,
    OfficeWordsForm,
)
from hudang.web.casework.handling import carried
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.stale import status_of


def _page(request: SignedInRequest, case: Any, form: forms.Form, title: str, button: str, words: str) -> HttpResponse:
    context = head_of(case, "") | {"form": form, "title": title, "button": button, "words": words}
    return render(request, "casework/people.html", context, status=status_of(form))


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def hand(request: SignedInRequest, number: str) -> HttpResponse:
    """Let another officer handle the case."""
    case = case_for(request.user, number)
    people = [one for one in colleagues_of(case) if one.pk != case.handler_id]
    form = HandOverForm(request.POST or None, people=people, initial={"version": case.version})
    if carried(form, lambda: hand_over(actor=request.user, number=number, **form.cleaned_data)):
        messages.success(request, "已移交，移交记录留在案件里。")
        return redirect("casework:case", number)
    return _page(request, case, form, "移交案件", "移交", "移交以后由接办人办理，此前的办理记录不变。")


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def hand_all(request: SignedInRequest) -> HttpResponse:
    """Let one officer take all open cases of another."""
    initial = {"giver_id": request.user.pk}
    form = HandOverAllForm(request.POST or None, people=handlers_for(request.user), initial=initial)
    if form.is_valid():
        try:
            count = hand_over_all(actor=request.user, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已移交 {count} 件在办案件。")
            return redirect("casework:list")
    return render(request, "casework/hand_all.html", {"form": form})


@door(Right.VIEW_CASES, methods=("GET", "POST"))
def keep(request: SignedInRequest, number: str) -> HttpResponse:
    """Keep a relative of the applicant out of the case."""
    case = case_for(request.user, number)
    people = colleagues_of(case) if request.user.may(Right.HANDLE_CASES) else [request.user]
    form = KeepOutForm(request.POST or None, people=people, initial={"version": case.version})
    if carried(form, lambda: keep_out(actor=request.user, number=number, **form.cleaned_data)):
        messages.success(request, "已登记回避。")
        return redirect("casework:list")
    words = "有近亲属关系的人登记回避后，看不到也不能办理本案。"
    return _page(request, case, form, "登记回避", "登记", words)


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def exempt(request: SignedInRequest, number: str) -> HttpResponse:
    """Exempt the case from public notice; the action lets only county staff do so."""
    case = case_for(request.user, number)
    form = ExemptForm(request.POST or None, people=county_staff(case), initial={"version": case.version})
    if carried(form, lambda: make_exempt(actor=request.user, number=number, **form.cleaned_data)):
        messages.success(request, "已定为免公示案，从现在起只有知情人看得见。")
        return redirect("casework:case", number)
    words = "由县民政直接核对、确认，过程不评议、结果不公示；名单以外的人不再看得见本案。"
    return _page(request, case, form, "定为免公示案", "确定", words)


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def extension(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask for more time, or answer who asked."""
    case = case_for(request.user, number)
    asked, initial = open_extension(case), {"version": case.version, "granted": "yes"}
    form: forms.Form
    if asked is None:
        form = ExtensionForm(request.POST or None, initial=initial)
        title, words, done = "申请延期", "全流程时限延长到规定的最长期限，由负责人批准。", "已报请负责人批准。"
    else:
        form = AnswerForm(request.POST or None, initial=initial)
        title, done = "延期审批", "已答复。"
        words = f"{asked.asked_by.display_name}申请延期：{asked.reason}"
    run: Any = ask_extension if asked is None else answer_extension
    if carried(form, lambda: run(actor=request.user, number=number, **form.cleaned_data)):
        messages.success(request, done)
        return redirect("casework:case", number)
    return _page(request, case, form, title, "提交", words)


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def office(request: SignedInRequest) -> HttpResponse:
    """Enter what the papers of the user's township or county say of it."""
    code = request.user.division_code
    form = OfficeWordsForm(request.POST or None, initial=standing_words(code))
    if carried(
        form, lambda: enter_office(actor=request.user, division_code=code, form=OfficeForm(**form.cleaned_data))
    ):
        messages.success(request, "已登记文书用语。")
        return redirect("casework:list")
    return render(request, "casework/office.html", {"form": form, "place": path_label(code)})
