"""村盒: one village with its boxes, one box with its pouches, and what its QR code opens."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.access import require_place
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.arranging import arrange_village
from hudang.archives.actions.boxes import add_box, place_box
from hudang.archives.actions.closing import close_file
from hudang.archives.actions.opening import make_empty_boxes, open_file
from hudang.archives.actions.shifting import move_pouches, undo_pouch_move
from hudang.archives.queries import files, life
from hudang.archives.queries.clearance import withheld_level
from hudang.archives.queries.figures import village_for
from hudang.archives.queries.keeping import handovers_of_box
from hudang.archives.queries.pouch_moves import overfull, pouch_moves_of
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import usable
from hudang.archives.vocabulary import CardKind
from hudang.divisions.queries import live_division, names_of, path_label
from hudang.households.queries import household_for
from hudang.kernel.division_codes import DivisionLevel, level_of, township_code
from hudang.kernel.errors import NotVisible
from hudang.web.archives.forms import BoxPlaceForm
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number
from hudang.web.shared.undo import say_with_undo

NEW_BOX = "new"


@door(Right.ARRANGE_BOXES, methods=("POST",))
def empty_boxes(request: SignedInRequest) -> HttpResponse:
    """Make a box for every village that has none."""
    made = make_empty_boxes(actor=request.user, prefix=request.user.scope)
    messages.success(request, f"已为 {made} 个村立空盒。" if made else "每个村都已有村盒。")
    return redirect("archives:villages")


@door(Right.VIEW_HOUSEHOLDS)
def village(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a village's boxes as they stand on the shelf."""
    require_place(request.user, code)
    if level_of(code) != DivisionLevel.VILLAGE or code not in names_of({code}):
        raise NotVisible
    boxes = files.boxes_of([code])
    limits = thresholds()
    for box in boxes:
        box.fill_percent = min(100, box.filled_micrometres * 100 // usable(box.thickness_mm, limits))  # type: ignore[attr-defined]
    figures = village_for(request.user, code)
    names = names_of({code, township_code(code)})
    context = {
        "code": code,
        "label": path_label(code),
        "name": names[code],
        "division": live_division(code),
        "township": names.get(township_code(code), ""),
        "boxes": boxes,
        "figures": figures,
        "percent": figures.complete_percent if figures else 100,
        "overfull": any(box.filled_micrometres > usable(box.thickness_mm, limits) for box in boxes),
        "may_arrange": request.user.may(Right.ARRANGE_BOXES),
    }
    return render(request, "archives/village.html", context)


@door(Right.ARRANGE_BOXES, methods=("POST",))
def arrange(request: SignedInRequest, code: str) -> HttpResponse:
    """Spread a village's pouches over its boxes by what they hold now."""
    moved = arrange_village(actor=request.user, village_code=code)
    said = f"已重新分盒，移动 {moved} 袋。请重新打印各盒的盒脊和目录。" if moved else "各盒都放得下，没有移动。"
    messages.success(request, said)
    return redirect("archives:village", code=code)


@door(Right.VIEW_HOUSEHOLDS)
def box(request: SignedInRequest, box_id: int) -> HttpResponse:
    """Show one box: where it stands and the pouches in it, as on its printed list."""
    found = files.box_for(request.user, box_id)
    if found.successor_id:
        # what stands on the old spine still leads to the box
        return redirect("archives:box", box_id=found.successor_id)
    page = Paginator(files.pouches_in(found), 100).get_page(request.GET.get("page"))
    for pouch in page:
        pouch.withheld = withheld_level(request.user, pouch.file)  # type: ignore[attr-defined]
    initial = {"location": found.location.code if found.location else "", "thickness_mm": found.thickness_mm}
    alike, cards = (found.kind, found.year, found.retention), life.cards_in(found)
    others = [
        box
        for box in files.boxes_of([found.village_code])
        if box.pk != found.pk and (box.kind, box.year, box.retention) == alike
    ]
    context = {
        "box": found,
        "label": path_label(found.village_code),
        "page_obj": page,
        "form": BoxPlaceForm(initial=initial),
        "others": others,
        "cards": cards,
        "lent": {card.file_id for card in cards if card.kind == CardKind.LENT},
        "handovers": handovers_of_box(found),
        "notes": life.notes_of(found),
        "moves": pouch_moves_of(found) if request.user.may(Right.ARRANGE_BOXES) else [],
        "may_arrange": request.user.may(Right.ARRANGE_BOXES),
        "fill_percent": min(100, found.filled_micrometres * 100 // usable(found.thickness_mm, thresholds())),
    }
    return render(request, "archives/box.html", context)


@door(Right.ARRANGE_BOXES, methods=("POST",))
def place(request: SignedInRequest, box_id: int) -> HttpResponse:
    """Note where a box stands."""
    found = files.box_for(request.user, box_id)
    form = BoxPlaceForm(request.POST)
    if form.is_valid():
        place_box(actor=request.user, box=found, **form.cleaned_data)
        messages.success(request, "已保存存放位置。")
    else:
        messages.error(request, "请选择盒厚。")
    return redirect("archives:box", box_id=found.pk)


@door(Right.ARRANGE_BOXES, methods=("POST",))
def continue_village(request: SignedInRequest, box_id: int) -> HttpResponse:
    """Continue the village with its next box."""
    found = files.box_for(request.user, box_id)
    new = add_box(actor=request.user, village_code=found.village_code, after=found)
    messages.success(request, f"已续立 {new.label} 号盒。")
    return redirect("archives:box", box_id=new.pk)


@door(Right.VIEW_HOUSEHOLDS)
def file(request: SignedInRequest, file_id: int) -> HttpResponse:
    """Open the first pouch of a household file."""
    found = files.file_for(request.user, file_id)
    return redirect("archives:pouch", pouch_id=files.pouches_of(found)[0].pk)


@door(Right.ARRANGE_BOXES, methods=("POST",))
def move(request: SignedInRequest) -> HttpResponse:
    """Put the pouches that were ticked into another box of their village, or into a new one."""
    pouch_ids = [row_number(text) for text in request.POST.getlist("pouches")]
    asked = request.POST.get("box", "")
    box_id = None if asked == NEW_BOX else files.box_for(request.user, row_number(asked)).pk
    made = move_pouches(actor=request.user, pouch_ids=pouch_ids, box_id=box_id)
    said = f"{len(made.places)} 袋已移至 {made.to_box.title}，请重新打印有关各盒的目录。"
    if overfull([made.to_box]):
        said += "这一盒现在超出容量，请再移出几袋或换厚一些的盒。"
    say_with_undo(request, said, reverse("archives:undo-pouch-move", args=(made.pk,)))
    return redirect("archives:box", box_id=made.to_box_id)


@door(Right.ARRANGE_BOXES, methods=("POST",))
def take_back(request: SignedInRequest, move_id: int) -> HttpResponse:
    """Put the pouches of a move back where they were."""
    made = undo_pouch_move(actor=request.user, move_id=move_id)
    messages.success(request, f"已撤回移袋，{len(made.places)} 袋放回原来的盒。")
    return redirect("archives:box", box_id=made.places[0]["from"])


@door(Right.FILE_ITEMS, methods=("POST",))
def open_pouch(request: SignedInRequest, code: str) -> HttpResponse:
    """Open file and pouch for a household that has none."""
    file = open_file(actor=request.user, household=household_for(request.user, code))
    messages.success(request, f"已立袋，档号 {file.reference_code}。")
    return redirect("archives:pouch", pouch_id=files.pouches_of(file)[0].pk)


@door(Right.CLOSE_POUCHES, methods=("POST",))
def close_pouch(request: SignedInRequest, pouch_id: int) -> HttpResponse:
    """Close the file of a pouch."""
    pouch = files.pouch_for(request.user, pouch_id)
    file = close_file(actor=request.user, file=pouch.file)
    messages.success(request, f"{file.reference_code} 已定卷。请打印卷内目录和备考表放入袋中。")
    return redirect("archives:pouch", pouch_id=pouch.pk)


@door(Right.VIEW_HOUSEHOLDS)
def scanned(request: SignedInRequest, kind: str, number: int) -> HttpResponse:
    """Open what a printed QR code stands for: p a pouch, b a box."""
    if kind == "p":
        return redirect("archives:pouch", pouch_id=files.pouch_for(request.user, number).pk)
    return redirect("archives:box", box_id=files.box_for(request.user, number).pk)
