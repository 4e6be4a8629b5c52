"""动态管理: what is to be done, household by household."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.recertification.queries.to_do import counts_for, to_do_for
from hudang.recertification.queries.visits import beginning_for, visits_of
from hudang.recertification.vocabulary import Lateness
from hudang.web.recertification.filters import TaskFilterForm, default_whose, when_tabs
from hudang.web.recertification.seeing_forms import parts_of
from hudang.web.shared.door import SignedInRequest, door

TONES = {Lateness.ON_TIME: "mute", Lateness.YELLOW: "warn", Lateness.ORANGE: "warn", Lateness.RED: "bad"}


@door(any_of=(Right.VISIT, Right.EXAMINE_VISITS))
def tasks(request: SignedInRequest) -> HttpResponse:
    """List the households at which something is to be done, the most pressing first."""
    user = request.user
    form = TaskFilterForm(request.GET, scope=user.scope, whose=default_whose(user.may(Right.VISIT)))
    filters = form.filters(request.GET.get("when", ""))
    page = to_do_for(user, filters, request.GET.get("page"))
    kept = request.GET.copy()
    for name in ("when", "page"):
        kept.pop(name, None)
    context = {
        "form": form,
        "may_check": user.may(Right.EXAMINE_VISITS),
        "filters": filters,
        "page_obj": page,
        "rows": [(home, TONES[home.lateness]) for home in page],
        "may_visit": user.may(Right.VISIT),
        "parts": parts_of(user, "list"),
        "tabs": when_tabs(counts_for(user, filters), filters.when, kept.urlencode()),
    }
    return render(request, "recertification/tasks.html", context)


@door(any_of=(Right.VISIT, Right.EXAMINE_VISITS))
def household(request: SignedInRequest, household_code: str) -> HttpResponse:
    """List the visits of a household, and what is to be done there."""
    found, page = visits_of(request.user, household_code, request.GET.get("page"))
    beginning = beginning_for(request.user, household_code)
    context = {"household": found, "page_obj": page, "beginning": beginning, "may_visit": request.user.may(Right.VISIT)}
    return render(request, "recertification/household.html", context)
