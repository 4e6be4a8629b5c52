"""行政区划: the list by township, one division with its names and dates, and its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.villages import end_division
from hudang.archives.queries.figures import standing_in
from hudang.divisions.actions import upkeep
from hudang.divisions.queries import history_of, live_division, path_label, townships_of, tree, villages_of
from hudang.kernel.clock import today
from hudang.kernel.division_codes import DivisionLevel
from hudang.kernel.errors import NotVisible, Refusal
from hudang.web.divisions.forms import (
    AliasesForm,
    DivisionFilterForm,
    EndForm,
    NewDivisionForm,
    RenameForm,
    split_names,
)
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.stale import status_of

if TYPE_CHECKING:
    from hudang.divisions.models import Division


@door()
def divisions(request: SignedInRequest) -> HttpResponse:
    """List the townships of the county with their villages. Divisions are public record: everybody sees them all."""
    form = DivisionFilterForm(request.GET)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "ended": False}
    towns = tree(request.user.scope[:6], search=wanted["q"], ended=wanted["ended"])
    context = {
        "form": form,
        "towns": towns,
        "village_count": sum(len(town.villages) for town in towns),
        "narrowed": bool(wanted["q"]),
        "may_manage": request.user.may(Right.MANAGE_DIVISIONS),
    }
    return render(request, "divisions/list.html", context)


@door(Right.MANAGE_DIVISIONS, methods=("GET", "POST"))
def new_division(request: SignedInRequest) -> HttpResponse:
    """Add a township or village."""
    form = NewDivisionForm(request.POST or None, initial={"code": request.GET.get("under", "")})
    if form.is_valid():
        given = form.cleaned_data
        try:
            division = upkeep.add_division(
                actor=request.user,
                code=given["code"].strip(),
                name=given["name"],
                valid_from=given["valid_from"],
                aliases=split_names(given["aliases"]),
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已新增{division.name}。")
            return redirect("divisions:division", division.code)
    return render(request, "divisions/new.html", {"form": form})


@door()
def division(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a division with every name and date its code had."""
    return render(request, "divisions/division.html", _context(request, code))


def _context(request: SignedInRequest, code: str) -> dict[str, Any]:
    if not code.startswith(request.user.scope[:6]):
        raise NotVisible
    shown = live_division(code)
    aliases = sorted(alias.name for alias in shown.aliases.all())
    return {
        "shown": shown,
        "place": path_label(code),
        "aliases": aliases,
        "history": history_of(code),
        "standing": standing_in(code) if shown.level == DivisionLevel.VILLAGE else None,
        "villages": villages_of(code[:9]) if shown.level == DivisionLevel.TOWNSHIP else [],
        "may_manage": request.user.may(Right.MANAGE_DIVISIONS) and shown.live,
        "rename_form": RenameForm(initial=_stands(shown)),
        "aliases_form": AliasesForm(initial=_stands(shown)),
        "end_form": EndForm(initial=_stands(shown), siblings=_siblings(shown)),
    }


def _stands(shown: Division) -> dict[str, Any]:
    """Return what the forms of a division begin with."""
    names = "、".join(sorted(alias.name for alias in shown.aliases.all()))
    day = today()
    return {"version": upkeep.division_version(shown), "name": shown.name, "since": day, "aliases": names, "until": day}


def _siblings(shown: Division) -> list[Any]:
    """Return the divisions of the same level and county into which this one can be merged, its own township first."""
    if shown.level == DivisionLevel.COUNTY:
        return []
    towns = townships_of(shown.code[:6])
    if shown.level == DivisionLevel.TOWNSHIP:
        return [(town.code, town.name) for town in towns if town.code != shown.code]
    villages: dict[str, list[tuple[str, str]]] = {}
    for village in villages_of(shown.code[:6]):
        if village.code != shown.code:
            villages.setdefault(village.code[:9], []).append((village.code, village.name))
    ordered = sorted(towns, key=lambda town: not shown.code.startswith(town.code[:9]))
    return [(town.name, villages[town.code[:9]]) for town in ordered if town.code[:9] in villages]


def _given(form: forms.Form) -> dict[str, Any]:
    """Return what the action is called with."""
    given = dict(form.cleaned_data)
    return given | {"expected_version": given.pop("version")}


def _again(request: SignedInRequest, code: str, key: str, form: forms.Form) -> HttpResponse:
    """Show the division's page with the form that was refused."""
    return render(
        request, "divisions/division.html", _context(request, code) | {key: form}, status=status_of(form, 422)
    )


@door(Right.MANAGE_DIVISIONS, methods=("POST",))
def rename(request: SignedInRequest, code: str) -> HttpResponse:
    """Give a division another name."""
    form = RenameForm(request.POST, initial=_stands(live_division(code)))
    if form.is_valid():
        try:
            upkeep.rename_division(actor=request.user, code=code, **_given(form))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "名称已保存，原名称留作别名。")
            return redirect("divisions:division", code)
    return _again(request, code, "rename_form", form)


@door(Right.MANAGE_DIVISIONS, methods=("POST",))
def aliases(request: SignedInRequest, code: str) -> HttpResponse:
    """Replace the other names of a division."""
    form = AliasesForm(request.POST, initial=_stands(live_division(code)))
    if form.is_valid():
        try:
            given = _given(form)
            upkeep.set_aliases(actor=request.user, code=code, **given | {"aliases": split_names(given["aliases"])})
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "别名已保存。")
            return redirect("divisions:division", code)
    return _again(request, code, "aliases_form", form)


def _ended(form: forms.Form) -> str:
    if form.cleaned_data["successor"]:
        return "区划已并入。该村的家庭和村盒随之并入，户编号、档号不变；请在盒脊加贴新村名。"
    return "区划已停用。该村原有的家庭、村盒保留原代码，可照常查看。"


@door(Right.MANAGE_DIVISIONS, methods=("POST",))
def end(request: SignedInRequest, code: str) -> HttpResponse:
    """End a division, or merge it into another."""
    shown = live_division(code)
    form = EndForm(request.POST, initial=_stands(shown), siblings=_siblings(shown))
    if form.is_valid():
        try:
            end_division(actor=request.user, code=code, **_given(form))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _ended(form))
            return redirect("divisions:division", code)
    return _again(request, code, "end_form", form)
