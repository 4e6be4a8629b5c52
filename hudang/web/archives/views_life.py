"""The life of pouches: moving, splitting, merging, a stop taken back, a further pouch, what waits to be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.dividing import split_household
from hudang.archives.actions.moving import move_household
from hudang.archives.actions.second_pouch import add_pouch
from hudang.archives.actions.undividing import undo_split
from hudang.archives.actions.unmoving import undo_move
from hudang.archives.queries import files, life
from hudang.archives.queries.divisions import SPLIT, last_division
from hudang.archives.queries.moves import last_move
from hudang.archives.queries.requirements import material_names
from hudang.benefits.actions.dividing import merge_households, undo_merge
from hudang.benefits.actions.stopping import undo_stop
from hudang.divisions.queries import names_of
from hudang.households.queries.detail import members_on
from hudang.households.queries.visible import household_for
from hudang.kernel import clock
from hudang.kernel.division_codes import scope_prefix
from hudang.kernel.errors import NotVisible
from hudang.web.archives.forms import DivisionFilter
from hudang.web.archives.forms_life import MergeForm, MoveForm, OtherHouseholdForm, SplitForm, UndoStopForm
from hudang.web.households.handling import done
from hudang.web.households.views_detail import head_context, to_household
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.stale import status_of

if TYPE_CHECKING:
    from hudang.households.models import Household


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def move(request: SignedInRequest, code: str) -> HttpResponse:
    """Move a household with its pouch to another village."""
    household = household_for(request.user, code)
    initial = {"version": household.version, "on": clock.today()}
    form = MoveForm(request.POST or None, initial=initial, scope=request.user.scope, present=household.village_code)
    opened = done(
        request,
        form,
        lambda: move_household(actor=request.user, code=code, **form.cleaned_data),
        "已办理迁居，家庭与户袋已转到新村。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form, "file": files.open_file_of(household)}
    return render(request, "archives/move_household.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def split(request: SignedInRequest, code: str) -> HttpResponse:
    """Let members found a household of their own."""
    household = household_for(request.user, code)
    members = members_on(household, clock.today())
    form = SplitForm(request.POST or None, initial=_begin(household))
    form.offer_members(members)
    form.offer_items(life.copyable_items(request.user, files.open_file_of(household)))
    opened = done(
        request,
        form,
        lambda: (
            split_household(
                actor=request.user,
                code=code,
                members=[int(pk) for pk in form.cleaned_data["members"]],
                new_head=int(form.cleaned_data["new_head"]),
                **form.shared(),
            ).new
        ),
        "已分户，新户已立户袋。",
    )
    if opened:
        return to_household(opened.household.code)
    context = head_context(household, request.user) | {"form": form, "alone": len(members) < 2}
    return render(request, "archives/split_household.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def merge(request: SignedInRequest, code: str) -> HttpResponse:
    """Let another household join this one: first its code is asked, then how its members are related."""
    household = household_for(request.user, code)
    asked = OtherHouseholdForm(request.GET if "other" in request.GET else None)
    other = _other(request, asked)
    if other is None:
        context = head_context(household, request.user) | {"asked": asked}
        return render(request, "archives/merge_household.html", context)
    form = MergeForm(request.POST or None, initial=_begin(household))
    form.offer_relations(members_on(other, clock.today()))
    both = [life.copyable_items(request.user, files.open_file_of(each)) for each in (household, other)]
    form.offer_items([item for items in both for item in items])
    opened = done(
        request,
        form,
        lambda: merge_households(actor=request.user, code=code, absorbed=other.code, **form.shared()).new,
        "已合户，并立新户袋。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form, "other": other}
    return render(request, "archives/merge_household.html", context, status=status_of(form))


def _begin(household: Household) -> dict[str, Any]:
    return {"version": household.version, "on": clock.today()}


def _other(request: SignedInRequest, asked: OtherHouseholdForm) -> Household | None:
    if not asked.is_valid():
        return None
    try:
        return household_for(request.user, asked.cleaned_data["other"].strip())
    except NotVisible:
        asked.add_error("other", "没有找到这一户，或不在您的管辖范围内。请核对 16 位户编号。")
        return None


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def undo(request: SignedInRequest, code: str) -> HttpResponse:
    """Take back a stop that was wrong."""
    household = household_for(request.user, code)
    form = UndoStopForm(request.POST or None, initial={"version": household.version})
    opened = done(
        request,
        form,
        lambda: undo_stop(actor=request.user, code=code, **form.cleaned_data),
        "已撤销停保，户袋恢复在用。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form}
    return render(request, "archives/undo_stop.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def take_move_back(request: SignedInRequest, code: str) -> HttpResponse:
    """Take back a move that was wrong, or say why it stands."""
    household = household_for(request.user, code)
    form = UndoStopForm(request.POST or None, initial={"version": household.version})
    opened = done(
        request,
        form,
        lambda: undo_move(actor=request.user, code=code, **form.cleaned_data),
        "已撤销迁居，家庭与户袋回到原来的村。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form, "move": last_move(household)}
    return render(request, "archives/undo_move.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def take_division_back(request: SignedInRequest, code: str) -> HttpResponse:
    """Take back a split or a merge that was wrong, or say why it stands."""
    household = household_for(request.user, code)
    division = last_division(household)
    form = UndoStopForm(request.POST or None, initial={"version": household.version})
    undo = undo_split if division is None or division.action == SPLIT else undo_merge
    opened = done(
        request,
        form,
        lambda: undo(actor=request.user, code=code, **form.cleaned_data),
        f"已撤销{division.word if division else ''}，成员回到原来的家庭。",
    )
    if opened:
        return to_household(opened.household.code)
    context = head_context(household, request.user) | {"form": form, "division": division}
    return render(request, "archives/undo_division.html", context, status=status_of(form))


@door(Right.FILE_ITEMS, methods=("POST",))
def further_pouch(request: SignedInRequest, pouch_id: int) -> HttpResponse:
    """Continue a file in a further pouch."""
    pouch = files.pouch_for(request.user, pouch_id)
    new = add_pouch(actor=request.user, file=pouch.file)
    messages.success(request, f"已另立第 {new.part} 袋 {new.code}，放在同一盒。请打印袋签。")
    return redirect("archives:pouch", pouch_id=new.pk)


@door(Right.VIEW_HOUSEHOLDS)
def closing(request: SignedInRequest) -> HttpResponse:
    """List the pouches of stopped households that wait to be closed."""
    form = DivisionFilter(request.GET, scope=request.user.scope)
    form.is_valid()
    division = form.cleaned_data.get("division") or request.user.division_code
    page = Paginator(life.closing_for(request.user, scope_prefix(division)), 50).get_page(request.GET.get("page"))
    names, villages = material_names(), names_of({file.village_code for file in page})
    rows = [
        {
            "file": file,
            "village": villages.get(file.village_code, file.village_code),
            "missing": "、".join(names.get(code, code) for code in file.missing),
            "days": (clock.today() - (file.stopped_on or clock.today())).days,
        }
        for file in page
    ]
    context = {"form": form, "page_obj": page, "rows": rows, "may_close": request.user.may(Right.CLOSE_POUCHES)}
    return render(request, "archives/closing.html", context)
