"""办理变更: which kind, then a small form with old beside new, then the page of the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions.changing import edit_change, open_change
from hudang.casework.queries.change_page import change_stand
from hudang.casework.queries.changes import change_content
from hudang.casework.queries.visible import case_for
from hudang.casework.vocabulary import CHANGE_KIND_LABELS, ChangeKind
from hudang.kernel.errors import NotVisible
from hudang.web.casework.change_forms import ChangeForm
from hudang.web.casework.handling import carried
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.stale import status_of


def _kind(code: str) -> ChangeKind:
    try:
        return ChangeKind(code)
    except ValueError:
        raise NotVisible from None


@door(Right.OPEN_CASES)
def choose(request: SignedInRequest, code: str) -> HttpResponse:
    """Show which changes the household may have now, and why not the others."""
    return render(request, "casework/change_choose.html", {"stand": change_stand(request.user, code)})


@door(Right.OPEN_CASES, methods=("GET", "POST"))
def new(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """Fill a new change in and open its case."""
    wanted, stand = _kind(kind), change_stand(request.user, code)
    form = ChangeForm(request.POST or None, kind=wanted, stand=stand, reason=request.GET.get("reason", ""))
    opened: list[str] = []

    def act() -> None:
        case = open_change(actor=request.user, household_code=code, change_kind=wanted, asked=form.asked())
        opened.append(case.number)

    if carried(form, act):
        messages.success(request, "已登记变更，请核对变更前后，再提交。")
        return redirect("casework:case", opened[0])
    context = {"stand": stand, "form": form, "label": CHANGE_KIND_LABELS[wanted], "number": ""}
    return render(request, "casework/change_form.html", context, status=status_of(form))


@door(Right.OPEN_CASES, methods=("GET", "POST"))
def edit(request: SignedInRequest, number: str) -> HttpResponse:
    """Fill a change in again, before it is examined."""
    case = case_for(request.user, number)
    change = change_content(case)
    if change is None or case.household is None:
        raise NotVisible
    kind, stand = ChangeKind(case.change_kind), change_stand(request.user, case.household.code)
    form = ChangeForm(request.POST or None, kind=kind, stand=stand, asked=change.asked, version=case.version)
    if carried(
        form,
        lambda: edit_change(
            actor=request.user, number=number, asked=form.asked(), version=form.cleaned_data["version"]
        ),
    ):
        messages.success(request, "已修改，金额重新测算。")
        return redirect("casework:case", number)
    context = {"stand": stand, "form": form, "label": CHANGE_KIND_LABELS[kind], "number": number}
    return render(request, "casework/change_form.html", context, status=status_of(form))
