"""移架: previewing and making a move of a whole shelf or room, its result with labels to print, taking it back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.shelves import move_shelf, undo_shelf_move
from hudang.archives.queries.shelves import boxes_moved, plan_for, shelf_move_for, shelf_moves_for
from hudang.divisions.queries import path_labels
from hudang.kernel.errors import Refusal
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal


class ShelfForm(forms.Form):
    """From where to where."""

    origin = forms.CharField(label="原位置", max_length=30, help_text="库房、区、列或节，例如 K1-A-02")
    target = forms.CharField(label="新位置", max_length=30, help_text="各盒位置的其余部分不变")


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
    shown = plan.transfers[:200] if plan else []
    places = path_labels({plan.boxes[each.box_id].village_code for each in shown}) if plan else {}
    rows = [
        {"box": plan.boxes[each.box_id], "move": each, "place": places[plan.boxes[each.box_id].village_code]}
        for each in shown
        if plan
    ]
    context = {"form": form, "plan": plan, "rows": rows, "moves": shelf_moves_for(request.user)}
    return render(request, "archives/shelf_move.html", context)


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
def made(request: SignedInRequest, move_id: int) -> HttpResponse:
    """Show a move that was made, with a link to the new labels of each box."""
    move = shelf_move_for(request.user, move_id)
    boxes = boxes_moved(move)
    places = path_labels({box.village_code for box, _, _ in boxes})
    rows = [{"box": box, "from": origin, "to": to, "place": places[box.village_code]} for box, origin, to in boxes]
    return render(request, "archives/shelf_moved.html", {"move": move, "rows": rows})


@door(Right.ARRANGE_BOXES, methods=("POST",))
def undo(request: SignedInRequest, move_id: int) -> HttpResponse:
    """Put the boxes of a move back."""
    move = undo_shelf_move(actor=request.user, move_id=move_id)
    messages.success(request, f"已撤回移架，{len(move.places)} 盒放回 {move.origin}。")
    return redirect("archives:shelf-move", move_id=move.pk)
