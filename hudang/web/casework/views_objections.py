"""异议与评议: registering, answering, holding a hearing; the county's visit; spot checks; proof of service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.county import draw_spot_check, finish_county_visit
from hudang.casework.actions.deciding import ServiceEntry, prove_service
from hudang.casework.actions.objections import (
    HearingEntry,
    ObjectionEntry,
    answer_objection,
    record_hearing,
    register_objection,
)
from hudang.casework.queries.county import county_page, spot_checks_for
from hudang.casework.queries.notices import hearings_of, objections_of
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.hearing import Votes
from hudang.web.casework.attendance import present_of
from hudang.web.casework.handling import carried
from hudang.web.casework.notice_forms import (
    AnswerForm,
    CountyVisitForm,
    DrawForm,
    HearingForm,
    ObjectionForm,
    ServiceForm,
)
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.stale import status_of


@door(Right.VIEW_CASES, methods=("GET", "POST"))
def objections(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the objections and hearings of a case, and register a further objection."""
    case = case_for(request.user, number)
    form = ObjectionForm(request.POST or None, initial={"version": case.version})

    def act() -> None:
        given = dict(form.cleaned_data)
        version = given.pop("version")
        register_objection(actor=request.user, number=number, entry=ObjectionEntry(**given), version=version)

    if request.method == "POST" and carried(form, act):
        messages.success(request, "异议已登记，异议人信息只有办案人员看得见。")
        return redirect("casework:objections", number)
    context = head_of(case, "casework:objections", request.user) | {
        "form": form,
        "objections": objections_of(request.user, case),
        "hearings": hearings_of(request.user, case),
        "may_handle": request.user.may(Right.HANDLE_CASES),
    }
    return render(request, "casework/objections.html", context, status=status_of(form))


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def answer(request: SignedInRequest, number: str, objection_id: int) -> HttpResponse:
    """Write down what became of an objection."""
    return _acted(
        request,
        number,
        AnswerForm,
        lambda given: answer_objection(actor=request.user, number=number, objection_id=objection_id, **given),
        ("异议结论与答复", "异议已有结论。", "casework:objections"),
    )


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def hearing(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down a hearing."""
    case = case_for(request.user, number)
    form = HearingForm(request.POST or None, initial={"version": case.version})

    def act() -> None:
        given = form.cleaned_data
        entry = HearingEntry(
            held_at=form.held_at,
            present=present_of(given["present"]),
            votes=Votes(given["agree"], given["oppose"], given["abstain"]),
            **{name: given[name] for name in ("place", "chair", "clerk", "invited", "briefing", "questions")},
        )
        record_hearing(actor=request.user, number=number, entry=entry, version=given["version"])

    if request.method == "POST" and carried(form, act):
        messages.success(request, "评议记录已登记并归档，请打印签字。")
        return redirect("casework:objections", number)
    context = head_of(case, "", request.user) | {
        "form": form,
        "title": "登记民主评议记录",
        "back": "casework:objections",
    }
    return render(request, "casework/entry.html", context, status=status_of(form))


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def county_visit(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down the county's own visit."""
    return _acted(
        request,
        number,
        CountyVisitForm,
        lambda given: finish_county_visit(actor=request.user, number=number, **given),
        ("登记县级入户核查", "入户核查已登记并归档。", "casework:case"),
    )


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def service(request: SignedInRequest, number: str) -> HttpResponse:
    """Write down how the notice reached the applicant."""

    def act(given: dict[str, Any]) -> None:
        version = given.pop("version")
        prove_service(actor=request.user, number=number, entry=ServiceEntry(**given), version=version)

    return _acted(request, number, ServiceForm, act, ("登记送达", "送达已登记，送达回证已归档。", "casework:case"))


def _acted(
    request: SignedInRequest,
    number: str,
    kind: type[forms.Form],
    act: Callable[[dict[str, Any]], Any],
    told: tuple[str, str, str],
) -> HttpResponse:
    """Ask for an entry about a case, do it, and say so; ``told`` is title, success, where to go on."""
    title, done, back = told
    case = case_for(request.user, number)
    form = kind(request.POST or None, initial={"version": case.version})
    if request.method == "POST" and carried(form, lambda: act(dict(form.cleaned_data))):
        messages.success(request, done)
        return redirect(back, number)
    context = head_of(case, "", request.user) | {"form": form, "title": title, "back": back}
    return render(request, "casework/entry.html", context, status=status_of(form))


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def spot_checks(request: SignedInRequest) -> HttpResponse:
    """Show the spot checks of the county, and draw one."""
    page = county_page(request.user)
    form = DrawForm(request.POST or None, initial={"percent": page.percent})
    if request.method == "POST" and carried(form, lambda: draw_spot_check(actor=request.user, **form.cleaned_data)):
        messages.success(request, "抽查案件已抽出，入户核查任务已列给您。")
        return redirect("casework:spot-checks")
    context = {"form": form, "page": page, "checks": spot_checks_for(request.user)}
    return render(request, "casework/spot_checks.html", context, status=status_of(form))
