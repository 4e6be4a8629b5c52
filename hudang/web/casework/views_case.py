"""The page of a case, and the acts that lead it on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.queries.files import pouches_of
from hudang.casework.errors import WrongStage
from hudang.casework.queries.acts import Choice, choices_for, next_act, waits_for
from hudang.casework.queries.change_page import compared
from hudang.casework.queries.colleagues import COUNTY_POSTS
from hudang.casework.queries.county import beside_for
from hudang.casework.queries.page import page_for
from hudang.casework.queries.told import usual_reason
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.desk_stages import CHANGE_FILLED_IN, FILLED_IN
from hudang.casework.vocabulary import ACT_LABELS, STAGE_LABELS, CaseAct, CaseStage, act_label
from hudang.divisions.queries import path_label
from hudang.forms.catalogue import FORMS
from hudang.recertification.queries.visits import visit_of_case
from hudang.web.casework.acting import door_of, with_door
from hudang.web.casework.forms import ActForm
from hudang.web.casework.handling import carried
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.stale import status_of


@door(Right.VIEW_CASES)
def case(request: SignedInRequest, number: str) -> HttpResponse:
    """Show where a case stands, what comes next, what was done, its clocks and papers."""
    page = page_for(request.user, number)
    choices = with_door(page.choices)
    following = next_act(choices)
    context = head_of(page.case, "casework:case", request.user) | {
        "page": page,
        "place": path_label(page.case.village_code),
        "following": following,
        "waiting": waits_for(choices),
        "may_fill": request.user.may(Right.OPEN_CASES) and CaseStage(page.case.stage) in FILLED_IN,
        "change": compared(page.case),
        "visit": visit_of_case(request.user, page.case.number),
        "may_fill_change": request.user.may(Right.OPEN_CASES) and CaseStage(page.case.stage) in CHANGE_FILLED_IN,
        "others": [choice for choice in choices if choice is not following],
        "beside": beside_for(request.user, page.case),
        "may_handle": request.user.may(Right.HANDLE_CASES),
        "may_exempt": request.user.post in COUNTY_POSTS and not page.case.exempt,
        "pouches": pouches_of(page.case.file) if page.case.file else [],
    }
    return render(request, "casework/case.html", context)


@door(Right.VIEW_CASES, methods=("GET", "POST"))
def act(request: SignedInRequest, number: str, act: str) -> HttpResponse:
    """Ask for what an act needs, and take it."""
    found = case_for(request.user, number)
    known, how = door_of(act, found.procedure)
    initial = {"version": found.version, "reason": usual_reason(found, known)}
    form = ActForm(request.POST or None, asks=how.asks, initial=initial)
    run = how.run
    if (
        run
        and request.method == "POST"
        and carried(form, lambda: run(actor=request.user, number=number, **form.cleaned_data))
    ):
        messages.success(request, f"已办理：{act_label(found.procedure, known)}。")
        return redirect("casework:case", number)
    if not run and how.page:
        return redirect(how.page, number)
    choice = _choice(choices_for(request.user, found), known, CaseStage(found.stage))
    context = head_of(found, "", request.user) | {
        "choice": choice,
        "form": form,
        "hint": how.hint,
        "papers": _titles(choice),
    }
    return render(request, "casework/act.html", context, status=status_of(form))


def _choice(choices: list[Choice], act: CaseAct, stage: CaseStage) -> Choice:
    found = next((choice for choice in choices if choice.act == act), None)
    if found is None:
        raise WrongStage(stage=STAGE_LABELS[stage], act=ACT_LABELS[act])
    return found


def _titles(choice: Choice) -> list[str]:
    return [FORMS[code].title for code in choice.papers if code in FORMS]
