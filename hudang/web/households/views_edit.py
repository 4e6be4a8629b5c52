"""Changing the household itself: its fields, dwelling, state and classes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.confirming import change_state
from hudang.archives.actions.returning import restart_household
from hudang.archives.queries.divisions import last_division
from hudang.archives.queries.moves import last_move
from hudang.benefits.actions.stopping import stop_household
from hudang.benefits.queries.histories import award_of
from hudang.households.actions.classification import (
    accept_proposal,
    override_classification,
    standing_classes,
    withdraw_acceptance,
)
from hudang.households.actions.editing import edit_household, set_dwelling
from hudang.households.queries.detail import classification_of
from hudang.households.queries.editing import dwelling_standing, household_standing
from hudang.households.queries.visible import household_for
from hudang.households.rules.household_fields import HOUSEHOLD_FIELDS
from hudang.households.rules.states import RESTARTABLE, STOPPABLE, reachable
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.web.households.controls import hide_stored, without_untouched
from hudang.web.households.forms import DwellingForm, HouseholdForm
from hudang.web.households.forms_acts import ClassificationForm, RestartForm, StateForm, StopForm
from hudang.web.households.handling import day_of, done
from hudang.web.households.views_detail import head_context, to_household
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number
from hudang.web.shared.stale import status_of
from hudang.web.shared.undo import say_with_undo

_UNDONE_WITHIN = 24 * 3600


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def edit(request: SignedInRequest, code: str) -> HttpResponse:
    """Change the household's own fields."""
    household = household_for(request.user, code)
    standing = household_standing(household)
    form = HouseholdForm(request.POST or None, initial={**standing.values, "version": household.version})
    hide_stored(form, HOUSEHOLD_FIELDS, standing.masks)
    opened = done(
        request,
        form,
        lambda: edit_household(
            actor=request.user,
            code=code,
            version=form.cleaned_data.pop("version"),
            values=without_untouched(form.cleaned_data, HOUSEHOLD_FIELDS),
        ),
        "已保存。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form, "title": "修改家庭"}
    return render(request, "households/edit.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def dwelling(request: SignedInRequest, code: str) -> HttpResponse:
    """Change housing, land and utilities."""
    household = household_for(request.user, code)
    form = DwellingForm(
        request.POST or None, initial={**dwelling_standing(household).values, "version": household.version}
    )
    opened = done(
        request,
        form,
        lambda: set_dwelling(
            actor=request.user, code=code, version=form.cleaned_data.pop("version"), values=form.cleaned_data
        ),
        "已保存住房与水电。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form, "title": "住房、土地与水电"}
    return render(request, "households/edit.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS)
def state(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the acts that the household's state allows: stop, restart, another state."""
    household = household_for(request.user, code)
    present = BenefitState(household.state)
    initial = {"version": household.version, "on": clock.today().isoformat()}
    others = sorted(reachable(present), key=list(BenefitState).index)
    context = head_context(household, request.user) | {
        "moved": last_move(household) is not None,
        "division": last_division(household),
        "award": award_of(household),
        "may_change": request.user.may(Right.OPEN_CASES),
        "stop_form": StopForm(initial=initial, auto_id="stop_%s") if present in STOPPABLE else None,
        "restart_form": RestartForm(initial=initial, auto_id="restart_%s") if present in RESTARTABLE else None,
        "state_form": StateForm(initial=initial, states=others) if others else None,
    }
    return render(request, "households/state.html", context)


def _state_again(request: SignedInRequest, context: dict[str, Any], form: forms.Form) -> HttpResponse:
    return render(request, "households/state.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("POST",))
def stop(request: SignedInRequest, code: str) -> HttpResponse:
    """Stop the support of the household."""
    household = household_for(request.user, code)
    form = StopForm(request.POST, initial={"version": household.version}, auto_id="stop_%s")
    opened = done(
        request,
        form,
        lambda: stop_household(
            actor=request.user,
            code=code,
            version=form.cleaned_data["version"],
            on=day_of(form.cleaned_data["on"], "on", "停保日期"),
            stop_reason=form.cleaned_data["stop_reason"],
            reason=form.cleaned_data["reason"],
        ),
        "已停保，成员可以在其他家庭申请。",
    )
    if opened:
        return to_household(code)
    return _state_again(request, head_context(household, request.user) | {"stop_form": form}, form)


@door(Right.EDIT_HOUSEHOLDS, methods=("POST",))
def restart(request: SignedInRequest, code: str) -> HttpResponse:
    """Support a stopped household again."""
    household = household_for(request.user, code)
    form = RestartForm(request.POST, initial={"version": household.version}, auto_id="restart_%s")
    opened = done(
        request,
        form,
        lambda: restart_household(
            actor=request.user,
            code=code,
            version=form.cleaned_data["version"],
            on=day_of(form.cleaned_data["on"], "on", "恢复日期"),
            reason=form.cleaned_data["reason"],
        ),
        "已恢复保障。",
    )
    if opened:
        return to_household(code)
    return _state_again(request, head_context(household, request.user) | {"restart_form": form}, form)


@door(Right.EDIT_HOUSEHOLDS, methods=("POST",))
def put_state(request: SignedInRequest, code: str) -> HttpResponse:
    """Put the household into another state."""
    household = household_for(request.user, code)
    others = sorted(reachable(BenefitState(household.state)), key=list(BenefitState).index)
    form = StateForm(request.POST, initial={"version": household.version}, states=others)
    opened = done(
        request,
        form,
        lambda: change_state(
            actor=request.user,
            code=code,
            version=form.cleaned_data["version"],
            state=BenefitState(form.cleaned_data["state"]),
            reason=form.cleaned_data["reason"],
        ),
        "已变更在保状态。",
    )
    if opened:
        return to_household(code)
    return _state_again(request, head_context(household, request.user) | {"state_form": form}, form)


@door(Right.OVERRIDE_CLASSIFICATION, methods=("GET", "POST"))
def classification(request: SignedInRequest, code: str) -> HttpResponse:
    """Set the classes by hand, with a reason."""
    household = household_for(request.user, code)
    current = classification_of(household)
    initial: dict[str, object] = {"version": household.version}
    if current:
        initial |= {"family_structure": current.structure_code, "income_source": current.source_code}
    form = ClassificationForm(request.POST or None, initial=initial)
    opened = done(
        request,
        form,
        lambda: override_classification(actor=request.user, code=code, **form.cleaned_data),
        "已人工调整分类。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form, "classification": current}
    return render(request, "households/classification.html", context, status=status_of(form))


@door(Right.OVERRIDE_CLASSIFICATION, methods=("POST",))
def accept(request: SignedInRequest, code: str) -> HttpResponse:
    """Let the proposed classes stand; offered to be taken back."""
    household = household_for(request.user, code)
    earlier = signing.dumps(standing_classes(household), salt=code, compress=True)
    opened = accept_proposal(actor=request.user, code=code)
    back = reverse("households:withdraw-acceptance", args=(code,))
    say_with_undo(request, "已采纳重算的分类。", back, earlier=earlier, version=opened.household.version)
    return to_household(code)


@door(Right.OVERRIDE_CLASSIFICATION, methods=("POST",))
def withdraw(request: SignedInRequest, code: str) -> HttpResponse:
    """Take the acceptance of proposed classes back."""
    household_for(request.user, code)
    try:
        earlier = signing.loads(request.POST.get("earlier", ""), salt=code, max_age=_UNDONE_WITHIN)
    except signing.BadSignature:
        messages.error(request, "这次采纳已经不能撤销，请用“人工调整”改回。")
        return to_household(code)
    version = row_number(request.POST.get("version", ""))
    withdraw_acceptance(actor=request.user, code=code, version=version, earlier=earlier)
    messages.success(request, "已撤销采纳，原来的分类恢复。")
    return to_household(code)
