"""低保金: the months, what there is to do, first awards, what ends, one household's history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.assessment.queries.assessments import assessment_for
from hudang.benefits.actions.founding import found_awards
from hudang.benefits.queries.histories import history_of
from hudang.benefits.queries.lists import lists_for
from hudang.benefits.queries.overview import differing_for, ending_for, month_to_prepare, suspended_for, to_do_for
from hudang.divisions.queries import path_label
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.web.benefits.forms import FoundForm, PrepareForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal

LIST_TONES = {"draft": "info", "closed": "warn", "paid": "ok"}
_MOST = 200


@door(Right.VIEW_HOUSEHOLDS)
def overview(request: SignedInRequest) -> HttpResponse:
    """Show the months and what there is to do."""
    user = request.user
    context = {
        "lists": [(each, LIST_TONES[each.state]) for each in lists_for(user)[:36]],
        "todo": to_do_for(user),
        "form": PrepareForm(initial={"month": month_to_prepare(user)}),
        "may_prepare": user.may(Right.PREPARE_PAYMENTS),
        "may_decide": user.may(Right.DECIDE_BENEFITS),
    }
    return render(request, "benefits/overview.html", context)


@door(Right.DECIDE_BENEFITS, methods=("GET", "POST"))
def found(request: SignedInRequest) -> HttpResponse:
    """Give households in payment their first award: first what would be founded, then it is."""
    form = FoundForm(request.POST or None, initial={"month": month_to_prepare(request.user)})
    preview: Any = None
    if request.method == "GET" or form.is_valid():
        month = form.cleaned_data["month"] if form.is_bound else None
        save = request.POST.get("act") == "save"
        try:
            preview = found_awards(actor=request.user, month=month, preview=not save)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            if save:
                messages.success(request, f"已建立 {preview.households} 户的定额。")
                return redirect("benefits:overview")
    left = [(why, preview.left_count[why], codes) for why, codes in preview.left.items()] if preview else []
    return render(request, "benefits/found.html", {"form": form, "preview": preview, "left": left})


@door(Right.VIEW_HOUSEHOLDS)
def due(request: SignedInRequest) -> HttpResponse:
    """Show what is to be decided: phase-outs that end, suspensions, awards that the register contradicts."""
    context = {
        "ending": ending_for(request.user)[:_MOST],
        "suspended": suspended_for(request.user)[:_MOST],
        "differing": differing_for(request.user)[:_MOST],
        "today": clock.today(),
        "may_change": request.user.may(Right.OPEN_CASES),
    }
    return render(request, "benefits/due.html", context)


@door(Right.VIEW_HOUSEHOLDS)
def household(request: SignedInRequest, code: str) -> HttpResponse:
    """Show every version of a household's award, its payments, back payments and recoveries."""
    history = history_of(request.user, code)
    context = {"history": history, "household": history.household, "place": path_label(history.household.village_code)}
    return render(request, "benefits/household.html", context)


@door(Right.VIEW_HOUSEHOLDS)
def assessment(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Show a means test as it was decided, with every step."""
    found = assessment_for(request.user, assessment_id)
    return render(request, "benefits/assessment.html", {"assessment": found, "result": found.result})
