"""登记申请: whether the applicant is known already, then the draft."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.assessment.vocabulary import Area, CaseKind
from hudang.casework.actions.desk import open_draft
from hudang.casework.queries.earlier import known_for
from hudang.kernel.errors import Refusal
from hudang.web.casework.forms import FindForm, NewCaseForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal


@door(Right.OPEN_CASES, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Look for the applicant first (by POST, so that no number stays in an address), then open a draft."""
    finding = FindForm(request.POST if "find" in request.POST else None)
    asked = finding.cleaned_data["q"].strip() if finding.is_bound and finding.is_valid() else ""
    opening = "open" in request.POST
    initial = {"village_code": request.GET.get("village", ""), "area": Area.RURAL.value, "applicant": asked}
    form = NewCaseForm(request.POST if opening else None, scope=request.user.scope, initial=initial)
    if opening and form.is_valid():
        try:
            return redirect("casework:desk", _opened(request, form), "family")
        except Refusal as refusal:
            show_refusal(form, refusal)
    known = known_for(request.user, asked) if asked else None
    return render(request, "casework/new.html", {"finding": finding, "asked": asked, "known": known, "form": form})


def _opened(request: SignedInRequest, form: NewCaseForm) -> str:
    given = form.cleaned_data
    return open_draft(
        actor=request.user,
        village_code=given["village_code"],
        kind=CaseKind(given["kind"]),
        area=Area(given["area"]),
        household_code=given["household"],
        previous=given["previous"],
        applicant=given["applicant"],
    ).number
