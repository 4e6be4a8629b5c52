"""复核: the visits that wait, one with photographs beside what was filled in, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of
from hudang.forms.catalogue import form_of
from hudang.forms.rules.reading import read_form
from hudang.forms.sheet import Frame, sheet_of
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.recertification.actions.deciding import decide_between
from hudang.recertification.actions.visit_checking import accept_visit, return_visit
from hudang.recertification.actions.visit_outcome import open_case_of_visit
from hudang.recertification.errors import NotYourVisit
from hudang.recertification.queries.beside import compared_for
from hudang.recertification.queries.reckoning import reckoned
from hudang.recertification.queries.visit_content import took_part
from hudang.recertification.queries.visits import VisitView, changes_for, to_check_for, view_for
from hudang.recertification.rules.outcomes import KINDS
from hudang.recertification.vocabulary import UNDER_WAY, VisitState
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number

_STATE_TONES = {
    VisitState.DRAFT: "mute",
    VisitState.SUBMITTED: "warn",
    VisitState.RETURNED: "bad",
    VisitState.ACCEPTED: "ok",
    VisitState.DROPPED: "mute",
    VisitState.ASIDE: "mute",
}


@door(Right.EXAMINE_VISITS)
def waiting(request: SignedInRequest) -> HttpResponse:
    """List the visits to be checked, the oldest first."""
    page = to_check_for(request.user, request.GET.get("page"))
    names = names_of({visit.household.village_code for visit in page})
    rows = [(visit, names.get(visit.household.village_code, "")) for visit in page]
    return render(request, "recertification/checking.html", {"page_obj": page, "rows": rows})


def refuse_reader(request: SignedInRequest, view: VisitView, act: str) -> None:
    """Refuse who may read a visit but fills in none."""
    if not request.user.may(Right.VISIT):
        raise NotYourVisit(who=view.visit.made_by.display_name, act=act)


def shown(request: SignedInRequest, view: VisitView, faults: dict[str, str] | None = None) -> HttpResponse:
    """Show a visit as its sheet, with what differs from what was known, photographs, neighbours and papers."""
    visit, definition = view.visit, form_of(view.visit.form_code)
    read = read_form(definition, view.values, clock.today(), complete=False)
    examines, handles = request.user.may(Right.EXAMINE_VISITS), request.user.may(Right.OPEN_CASES)
    beside = compared_for(request.user, visit) if examines else []
    may_open = handles and visit.state == VisitState.ACCEPTED and visit.outcome in KINDS and not visit.case_number
    context: dict[str, Any] = {
        "view": view,
        "visit": visit,
        "tone": _STATE_TONES[VisitState(visit.state)],
        "sheet": sheet_of(definition, read.clean, Frame(dated=visit.on), masked=True),
        "changes": changes_for(request.user, visit.key) if view.to_check else [],
        "faults": faults or {},
        "examines": examines,
        "may_open": may_open,
        "reckoned": reckoned(visit) if view.to_check or may_open else None,
        "overruled": {name: request.POST.get(name, "") for name in ("amount", "because")},
        "beside": beside,
        "may_decide": examines and visit.state in UNDER_WAY and not took_part(request.user, visit),
        "must_decide": any(each.is_handed_in for each in beside),
        "may_see_case": request.user.may(Right.VIEW_CASES),
    }
    return render(request, "recertification/checked.html", context, status=422 if faults else 200)


Run = Callable[[SignedInRequest, dict[str, Any]], Any]
_ACTS: dict[str, tuple[Run, str]] = {
    "return": (
        lambda request, named: return_visit(**named, reason=request.POST.get("reason", "")),
        "已退回，走访人会在待办里看到理由。",
    ),
    "accept": (
        lambda request, named: accept_visit(
            **named,
            opinion=request.POST.get("opinion", ""),
            amount=request.POST.get("amount", ""),
            because=request.POST.get("because", ""),
        ),
        "已通过：文书已归入户袋，任务完成，下一期已排定。",
    ),
}


@door(Right.EXAMINE_VISITS, methods=("POST",))
def act(request: SignedInRequest, key: UUID, act: str) -> HttpResponse:
    """Return a visit, accept it, or open the change that it asks for."""
    view = view_for(request.user, key)
    if act == "case":
        case = open_case_of_visit(actor=request.user, key=key)
        messages.success(request, "已按核查结论登记变更，请核对变更前后，再提交。")
        return redirect("casework:case", case.number)
    if act == "decide":
        return _decided(request, view)
    if act not in _ACTS:
        raise NotVisible
    run, said = _ACTS[act]
    version = row_number(request.POST.get("version", "")) or None
    try:
        run(request, {"actor": request.user, "key": key, "version": version})
    except InvalidInput as refusal:
        return shown(request, view, refusal.fields)
    messages.success(request, said)
    return redirect("recertification:visit", key)


def _decided(request: SignedInRequest, view: VisitView) -> HttpResponse:
    """Say which of two visits counts; go on with that one."""
    reason = request.POST.get("reason", "")
    try:
        kept = UUID(request.POST.get("kept", ""))
        counts = decide_between(actor=request.user, key=view.visit.key, kept=kept, reason=reason)
    except ValueError:
        return shown(request, view, {"kept": "请选以哪一份为准。"})
    except InvalidInput as refusal:
        return shown(request, view, refusal.fields)
    messages.success(request, "已选定，另一份留存备查。下面是选定的这一份。")
    return redirect("recertification:visit", counts.key)
