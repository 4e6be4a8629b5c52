"""走访: begun, filled in (kept by itself meanwhile), handed in, dropped; or noted that nobody was reached."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from hudang.accounts.vocabulary import Right
from hudang.casework.rules.masking import masked
from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import Values
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, Refusal, StaleForm
from hudang.recertification.actions.attempts import record_attempt
from hudang.recertification.actions.visiting import drop_visit, save_visit, start_visit, submit_visit
from hudang.recertification.queries.reckoning import reckoned
from hudang.recertification.queries.visits import VisitView, beginning_for, view_for
from hudang.recertification.rules.outcomes import OVERRULED, RECKONED
from hudang.recertification.vocabulary import METHOD_LABELS, VISIT_METHODS
from hudang.web.recertification.checking_views import refuse_reader, shown
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.form_entry import entry_of, read_posted
from hudang.web.shared.numbers import row_number

# derived from the ticks and from the photographs that are sent on their own
_NOT_ASKED = ("verified", "photo", "month")
# the opinions of the offices are theirs to give, after the visit was handed in
_OFFICES = ("township", "county")
WAYS = [(way.value, METHOD_LABELS[way]) for way in VISIT_METHODS]


@door(Right.VISIT, methods=("GET", "POST"))
def begin(request: SignedInRequest, household_code: str) -> HttpResponse:
    """Ask what kind of visit, of whom and how; begin it."""
    if request.method == "POST":
        given = request.POST
        visit = start_visit(
            actor=request.user,
            key=_key(given.get("key", "")),
            household_code=household_code,
            form_code=given.get("form", ""),
            method=given.get("method", ""),
            person_id=row_number(given.get("person", "")) or None,
        )
        return redirect("recertification:visit", visit.key)
    beginning = beginning_for(request.user, household_code)
    context = {"beginning": beginning, "household": beginning.household, "key": uuid.uuid4(), "ways": WAYS}
    return render(request, "recertification/begin.html", context | {"today": clock.today()})


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid.uuid4()


@door(Right.VISIT, methods=("POST",))
def attempt(request: SignedInRequest, household_code: str) -> HttpResponse:
    """Note that nobody was reached."""
    given = request.POST
    try:
        on = date.fromisoformat(given.get("on", ""))
    except ValueError:
        on = clock.today()
    try:
        tasks = record_attempt(
            actor=request.user,
            household_code=household_code,
            on=on,
            method=given.get("method", ""),
            result=given.get("result", ""),
        )
    except InvalidInput as refusal:
        messages.error(request, "".join(refusal.fields.values()))
        return redirect("recertification:begin", household_code)
    lost = any(task.state == "cannot_reach" for task in tasks)
    messages.success(request, "已登记。已转失联核实，低保金照发。" if lost else "已登记没有联系上，请改日再试。")
    return redirect("recertification:household", household_code)


@door(any_of=(Right.VISIT, Right.EXAMINE_VISITS), methods=("GET", "POST"))
def visit(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Fill in one's own visit; show any other."""
    view = view_for(request.user, key)
    if request.method == "GET" and not view.mine:
        return shown(request, view)
    if request.method == "GET":
        return _page(request, view, masked(form_of(view.visit.form_code), view.values), {})
    refuse_reader(request, view, "修改")
    values, _ = read_posted(request, form_of(view.visit.form_code))
    wants, faults = request.POST.get("do", "draft"), {}
    try:
        _keep(request, key, values)
        if wants == "submit":
            submit_visit(actor=request.user, key=key)
            messages.success(request, "已提交，等乡镇复核。")
            return redirect("recertification:household", view.visit.household.code)
    except InvalidInput as refusal:
        faults = refusal.fields
    except StaleForm as refusal:
        return _refused(request, view, values, refusal)
    if wants == "auto":
        return _auto(request, view_for(request.user, key))
    return _kept(request, key, values, faults)


def _auto(request: SignedInRequest, view: VisitView) -> HttpResponse:
    """Answer the page that keeps itself: what it needs to go on, and what the survey comes to by now."""
    told = render_to_string("recertification/_reckoned.html", {"reckoned": reckoned(view.visit)}, request)
    return JsonResponse(
        {"version": view.visit.version, "at": f"{clock.now().astimezone(clock.CHINA):%H:%M}", "reckoned": told}
    )


def _kept(request: SignedInRequest, key: UUID, values: Values, faults: dict[str, str]) -> HttpResponse:
    """Show the page again with what is wrong, or go on where the pressed button leads."""
    if faults:
        return _page(request, view_for(request.user, key), values, faults)
    if request.POST.get("do") == "neighbour":
        return redirect("recertification:neighbour", key, uuid.uuid4())
    messages.success(request, "已暂存，可以以后接着填。")
    return redirect("recertification:visit", key)


def _keep(request: SignedInRequest, key: UUID, values: Values) -> None:
    given = request.POST
    save_visit(
        actor=request.user,
        key=key,
        values=values,
        neighbours_missing=given.get("neighbours_missing", ""),
        latitude=given.get("latitude") or None,
        longitude=given.get("longitude") or None,
        version=row_number(given.get("version", "")) or None,
    )


def _refused(request: SignedInRequest, view: VisitView, values: Values, refusal: Refusal) -> HttpResponse:
    """Tell that the visit was changed elsewhere; what was typed stays on the page."""
    if request.POST.get("do") == "auto":
        return JsonResponse({"message": refusal.message}, status=409)
    return _page(request, view, values, {"version": refusal.message}, status=409)


def _page(
    request: SignedInRequest, view: VisitView, values: Values, faults: dict[str, str], status: int = 0
) -> HttpResponse:
    definition, found = form_of(view.visit.form_code), reckoned(view.visit)
    known = RECKONED if found is not None and found.values is not None else ()
    context: dict[str, Any] = {
        "view": view,
        "visit": view.visit,
        "entry": entry_of(definition, values, faults, skip=(*_NOT_ASKED, *_OFFICES, *OVERRULED, *known)),
        "reckoned": found,
        "faults": faults,
        "next_neighbour": uuid.uuid4(),
        "asked_neighbours": max((int(task.rule.text.get("neighbours", 0)) for task in view.tasks), default=0),
    }
    return render(request, "recertification/visit.html", context, status=status or (422 if faults else 200))


@door(Right.VISIT, methods=("POST",))
def drop(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Give up a visit."""
    view = view_for(request.user, key)
    try:
        drop_visit(actor=request.user, key=key, reason=request.POST.get("reason", ""))
    except InvalidInput as refusal:
        messages.error(request, "".join(refusal.fields.values()))
        return redirect("recertification:visit", key)
    messages.success(request, "已作废，任务仍在待办里。")
    return redirect("recertification:household", view.visit.household.code)
