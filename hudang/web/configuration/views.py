"""设置: what can be set, the rows of each kind, and one setting with its effect and its history."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.configuration.actions import keeping
from hudang.configuration.queries import settings as queries
from hudang.configuration.queries.effects import effect_for, relief_of
from hudang.configuration.queries.schemes import versions_for
from hudang.configuration.queries.tables import Row, offered_choices
from hudang.configuration.rules.shapes import SHAPES
from hudang.configuration.vocabulary import Kind
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible, Refusal
from hudang.kernel.versions import version_of
from hudang.web.configuration.forms import EndForm, SettingForm, initial_of, later
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.numbers import row_number
from hudang.web.shared.stale import OPENED, VERSION, status_of

_NOT_VALUES = {"act", "seen", "csrfmiddlewaretoken", VERSION, OPENED}


def _kind(text: str) -> Kind:
    if text not in set(Kind):
        raise NotVisible
    return Kind(text)


@door(Right.MANAGE_SETTINGS)
def hub(request: SignedInRequest) -> HttpResponse:
    """Show what can be set, and how much is set."""
    kinds = []
    for kind, shape in SHAPES.items():
        rows = queries.rows_for(request.user, kind)
        live = sum(row.state == "live" for row in rows)
        coming = sum(row.state == "later" for row in rows)
        kinds.append({"kind": kind.value, "shape": shape, "live": live, "later": coming})
    current = next((version for version in versions_for(request.user) if version.current), None)
    told = {"kinds": kinds, "current": current, "may_design": request.user.may(Right.DESIGN_PAPERS)}
    return render(request, "configuration/hub.html", told)


@door(Right.MANAGE_SETTINGS)
def listing(request: SignedInRequest, kind: str) -> HttpResponse:
    """List the settings of a kind, those that ended at the end."""
    which = _kind(kind)
    if which is Kind.PARAMETER:
        context: dict[str, Any] = {"parameters": queries.parameters_for(request.user)}
    else:
        rows = queries.rows_for(request.user, which)
        sought = request.GET.get("q", "").strip()[:40]
        rows = [row for row in rows if sought in " ".join(row.words.values())]
        fields = [field for field in SHAPES[which].fields if field.name not in ("aliases", "source", "valid_from")]
        context = {
            "rows": [{"row": row, "cells": [(f, row.words[f.name]) for f in fields]} for row in rows],
            "fields": fields,
            "sought": sought,
        }
    context |= {
        "kind": which.value,
        "shape": SHAPES[which],
        "history": queries.history_for(request.user, which, limit=10),
    }
    return render(request, "configuration/list.html", context)


def _form(kind: Kind, request: SignedInRequest, initial: dict[str, Any], fixed: bool = False) -> SettingForm:
    data = request.POST if request.method == "POST" else None
    return SettingForm(SHAPES[kind], offered_choices(kind), data, initial=initial, fixed=fixed)


def _begun(request: SignedInRequest, kind: Kind) -> dict[str, Any]:
    """Return what a new setting begins with: another one that it follows, or the keys in the address."""
    if followed := row_number(request.GET.get("like", "")):
        row = queries.row_for(request.user, kind, followed)
        after = max(clock.today(), row.valid_until + timedelta(days=1) if row.valid_until else clock.today())
        return initial_of(row.values, SHAPES[kind]) | {"valid_from": after}
    return {name: request.GET[name] for name in SHAPES[kind].keys if name in request.GET}


def _effect(request: SignedInRequest, kind: Kind, form: SettingForm) -> list[str]:
    """Return what saving the form would do, or put on it what is wrong."""
    try:
        return effect_for(request.user, kind, keeping.checked(kind, form.cleaned_data))
    except Refusal as refusal:
        show_refusal(form, refusal)
        return []


def _asked_to_save(request: SignedInRequest) -> bool:
    """Tell whether the effect of just these values was shown before."""
    return request.POST.get("act") == "save" and request.POST.get("seen") == _seen(request)


def _seen(request: SignedInRequest) -> str:
    """Return what stands for the values that were sent, so that others are not saved unseen."""
    names = sorted(name for name in request.POST if name not in _NOT_VALUES)
    told = "\n".join(f"{name}={request.POST.getlist(name)}" for name in names)
    return hashlib.sha256(told.encode()).hexdigest()


def _to_made(kind: Kind, row: Row) -> HttpResponse:
    """Lead to the new row: among hundreds in the list it would have to be sought."""
    if kind is Kind.PARAMETER:
        return redirect("configuration:list", kind.value)
    return redirect("configuration:setting", kind.value, row.pk)


@door(Right.MANAGE_SETTINGS, methods=("GET", "POST"))
def new(request: SignedInRequest, kind: str) -> HttpResponse:
    """Add a setting: first its effect is shown, then it is saved."""
    which, effect = _kind(kind), list[str]()
    form = _form(which, request, _begun(request, which))
    if form.is_valid():
        if _asked_to_save(request):
            try:
                row = keeping.add_setting(actor=request.user, kind=which, raw=form.cleaned_data)
            except Refusal as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, f"已新增{SHAPES[which].label}：{row.label}。")
                return _to_made(which, row)
        else:
            effect = _effect(request, which, form)
    context = {"form": form, "kind": which.value, "shape": SHAPES[which], "effect": effect, "seen": _seen(request)}
    return render(request, "configuration/new.html", context)


@door(Right.MANAGE_SETTINGS, methods=("GET", "POST"))
def setting(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Show one setting, change it after its effect was shown, and its history."""
    which, effect = _kind(kind), list[str]()
    row = queries.row_for(request.user, which, pk)
    initial = initial_of(row.values, SHAPES[which]) | {VERSION: version_of(row.values)}
    form = _form(which, request, initial, fixed=True)
    if form.is_valid():
        if _asked_to_save(request):
            try:
                keeping.change_setting(
                    actor=request.user, kind=which, pk=pk, raw=form.cleaned_data, version=form.cleaned_data[VERSION]
                )
            except Refusal as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, f"已保存{row.label}。")
                return redirect("configuration:setting", which.value, pk)
        else:
            effect = _effect(request, which, form)
    return _show(request, row, {"form": form, "effect": effect, "seen": _seen(request)}, status_of(form))


def _show(request: SignedInRequest, row: Any, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shape = SHAPES[row.kind]
    told = {
        "row": row,
        "kind": row.kind.value,
        "shape": shape,
        "facts": [(field.label, row.words[field.name]) for field in shape.fields],
        "history": queries.history_for(request.user, row.kind, row.pk),
        "end_form": EndForm(),
        "relief": relief_of(request.user, row),
        "may_end": shape.endable and row.state == "live" and not row.valid_until,
        "may_withdraw": later(row.valid_from),
    }
    return render(request, "configuration/setting.html", told | context, status=status)


@door(Right.MANAGE_SETTINGS, methods=("POST",))
def end(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Let a setting hold until a day."""
    which, form = _kind(kind), EndForm(request.POST)
    row = queries.row_for(request.user, which, pk)
    if form.is_valid():
        try:
            keeping.end_setting(actor=request.user, kind=which, pk=pk, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{row.label} 到 {form.cleaned_data['until']} 为止。")
            return redirect("configuration:setting", which.value, pk)
    shown = SettingForm(
        SHAPES[which], offered_choices(which), initial=initial_of(row.values, SHAPES[which]), fixed=True
    )
    return _show(request, row, {"end_form": form, "form": shown}, status=422)


@door(Right.MANAGE_SETTINGS, methods=("POST",))
def withdraw(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Take back a setting that is not in force yet."""
    which = _kind(kind)
    row = queries.row_for(request.user, which, pk)
    keeping.withdraw_setting(actor=request.user, kind=which, pk=pk)
    messages.success(request, f"已撤回{row.label}。")
    return redirect("configuration:list", which.value)
