"""移架: previewing and making a move of a whole shelf or room, its result with labels to print, taking it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.shelves import move_shelf, place_boxes, undo_shelf_move
from hudang.archives.queries.shelves import (
    ShelfPlan,
    boxes_moved,
    places_for,
    placing_for,
    plan_for,
    shelf_move_for,
    shelf_moves_for,
    unplaced_count,
)
from hudang.divisions.queries import path_labels, places_within
from hudang.kernel.errors import Refusal
from hudang.printing.actions.papers import stock_of
from hudang.printing.tasks import start_printing_boxes
from hudang.printing.vocabulary import SPINE_STOCK_LABELS, PaperKind
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.shared.once import new_once

_SHOWN = 200


class ShelfForm(forms.Form):
    """From where to where."""

    origin = forms.CharField(label="原位置", max_length=30, help_text="库房、区、列或节，例如 K1-A-02")
    target = forms.CharField(label="新位置", max_length=30, help_text="各盒位置的其余部分不变")


class PlacingForm(forms.Form):
    """Which boxes are placed, from where on, how many at each place."""

    division = forms.ChoiceField(label="安放哪里的村盒")
    start = forms.CharField(label="从哪个位置起", max_length=30, help_text="例如 K1-A-02-1；放满一处，最后的号加一")
    a_place = forms.IntegerField(label="每处放几盒", min_value=1, max_value=200, initial=10)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places_within(scope)  # type: ignore[attr-defined]


@door(Right.ARRANGE_BOXES)
def places(request: SignedInRequest) -> HttpResponse:
    """Show the places of the county as a tree with what stands in each."""
    rows = places_for(request.user)
    context = {"rows": rows, "waiting": unplaced_count(request.user)}
    return render(request, "archives/shelves.html", context)


@door(Right.ARRANGE_BOXES)
def preview(request: SignedInRequest) -> HttpResponse:
    """Show which boxes would go where, and what stands in the way."""
    form = ShelfForm(request.GET if "origin" in request.GET else None)
    plan = None
    if form.is_valid():
        try:
            plan = plan_for(request.user, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
    context = {"form": form, "plan": plan, "rows": _rows(plan), "moves": shelf_moves_for(request.user)}
    return render(request, "archives/shelf_move.html", context)


def _rows(plan: ShelfPlan | None) -> list[dict[str, Any]]:
    """Return the first boxes of a plan with where they go."""
    if plan is None:
        return []
    boxes = [(each, plan.boxes[each.box_id]) for each in plan.transfers[:_SHOWN]]
    places = path_labels({box.village_code for _, box in boxes})
    return [{"box": box, "move": each, "place": places[box.village_code]} for each, box in boxes]


@door(Right.ARRANGE_BOXES, methods=("POST",))
def carry_out(request: SignedInRequest) -> HttpResponse:
    """Move the boxes as previewed."""
    form = ShelfForm(request.POST)
    if not form.is_valid():
        return redirect("archives:move-shelf")
    move = move_shelf(actor=request.user, token=request.POST.get("token", ""), **form.cleaned_data)
    messages.success(request, f"{len(move.places)} 盒已移至 {move.target}，请打印新的盒脊标签。")
    return redirect("archives:shelf-move", move_id=move.pk)


@door(Right.ARRANGE_BOXES)
def preview_placing(request: SignedInRequest) -> HttpResponse:
    """Show where the boxes that stand nowhere yet would go."""
    form = PlacingForm(request.GET if "start" in request.GET else None, scope=request.user.scope)
    plan = None
    if form.is_valid():
        try:
            plan = placing_for(request.user, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
    context = {"form": form, "plan": plan, "rows": _rows(plan), "waiting": unplaced_count(request.user)}
    return render(request, "archives/shelf_place.html", context)


@door(Right.ARRANGE_BOXES, methods=("POST",))
def carry_out_placing(request: SignedInRequest) -> HttpResponse:
    """Give the boxes their places as previewed."""
    form = PlacingForm(request.POST, scope=request.user.scope)
    if not form.is_valid():
        return redirect("archives:place-boxes")
    move = place_boxes(actor=request.user, token=request.POST.get("token", ""), **form.cleaned_data)
    messages.success(request, f"已安放 {len(move.places)} 盒，请打印盒脊标签。")
    return redirect("archives:shelf-move", move_id=move.pk)


@door(Right.ARRANGE_BOXES, Right.PRINT, methods=("POST",))
def print_spines(request: SignedInRequest, move_id: int) -> HttpResponse:
    """Print the spines of all boxes of a move on common sheets."""
    move = shelf_move_for(request.user, move_id)
    asked = request.POST.get("spines", "")
    job = start_printing_boxes(
        actor=request.user,
        kind=PaperKind.BOX_SPINE,
        box_ids=[place["box"] for place in move.places],
        stock=stock_of(spines=asked if asked in SPINE_STOCK_LABELS else "", actor=request.user),
        once=request.POST.get("once", ""),
    )
    return redirect("jobs:detail", job.pk)


@door(Right.ARRANGE_BOXES)
def made(request: SignedInRequest, move_id: int) -> HttpResponse:
    """Show a move that was made, with a link to the new labels of each box."""
    move = shelf_move_for(request.user, move_id)
    boxes = boxes_moved(move)
    places = path_labels({box.village_code for box, _, _ in boxes})
    rows = [{"box": box, "from": origin, "to": to, "place": places[box.village_code]} for box, origin, to in boxes]
    context = {"move": move, "rows": rows, "once": new_once(), "stocks": SPINE_STOCK_LABELS.items()}
    return render(request, "archives/shelf_moved.html", context | {"may_print": request.user.may(Right.PRINT)})


@door(Right.ARRANGE_BOXES, methods=("POST",))
def undo(request: SignedInRequest, move_id: int) -> HttpResponse:
    """Put the boxes of a move back."""
    move = undo_shelf_move(actor=request.user, move_id=move_id)
    what, back = ("移架", f"放回 {move.origin}") if move.origin else ("安放", "恢复为未安放")
    messages.success(request, f"已撤回{what}，{len(move.places)} 盒{back}。")
    return redirect("archives:shelf-move", move_id=move.pk)
