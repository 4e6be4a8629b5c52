"""收入财产测算 of a case on a page: run by the verified figures, read out step by step."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.means_testing import assess_means
from hudang.casework.queries.means import day_of_parameters, means_test_of, tests_of
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.thresholds import ON_ACCEPTANCE
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door

MEANS = "investigation:means"


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def means(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the last test with every step, or run a new one."""
    case = case_for(request.user, number)
    if request.method == "POST":
        made = assess_means(actor=request.user, number=number)
        messages.success(request, f"已测算：{made.get_verdict_display()}。")
        return redirect(MEANS, number)
    limits = thresholds()
    context = head_of(case, MEANS, request.user) | {
        "test": means_test_of(case),
        "earlier": tests_of(request.user, case)[1:],
        "day": day_of_parameters(case, limits),
        "by_acceptance": limits.assessed_by == ON_ACCEPTANCE,
    }
    return render(request, "casework/means.html", context)
