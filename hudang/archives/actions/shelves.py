"""移架: every box of a shelf or room goes to another place at once, and back when it was wrong."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.errors import AllPlaced, AlreadyUndone, NothingThere, PlacesTaken, ShelfChanged
from hudang.archives.models import Box, Location, ShelfMove
from hudang.archives.queries.shelves import ShelfPlan, placing_for, plan_for, shelf_move_for
from hudang.archives.vocabulary import NoteKind
from hudang.audit.log import Act, record
from hudang.divisions.queries import path_label
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code
from hudang.platform import bulk


@transaction.atomic
def move_shelf(*, actor: User, origin: str, target: str, token: str) -> ShelfMove:
    """Move every box at ``origin`` to ``target`` as it was previewed (``token``).

    Raises ``NothingThere``, ``PlacesTaken``, ``ShelfChanged`` or ``BadLocation``.
    """
    require(actor, Right.ARRANGE_BOXES)
    plan = plan_for(actor, origin, target)
    if not plan.transfers:
        raise NothingThere(origin=plan.origin)
    move = _carried_out(actor, plan, token, "移架")
    summary = f"移架：{plan.origin} 的 {len(plan.transfers)} 盒移至 {plan.target}"
    before, after = {"origin": plan.origin}, {"target": plan.target, "boxes": len(plan.transfers)}
    record(actor, Act("move_shelf", "shelf_move", move.pk, summary=summary, before=before, after=after))
    return move


@transaction.atomic
def place_boxes(*, actor: User, division: str, start: str, a_place: int, token: str) -> ShelfMove:
    """Give all boxes of a division that stand nowhere yet their places, from ``start`` on, as previewed (``token``).

    Raises ``AllPlaced``, ``PlacesTaken``, ``ShelfChanged`` or ``BadLocation``.
    """
    require(actor, Right.ARRANGE_BOXES)
    require_place(actor, division)
    plan = placing_for(actor, division, start, a_place)
    if not plan.transfers:
        raise AllPlaced
    move = _carried_out(actor, plan, token, "初次安放")
    summary = f"{path_label(division)} {len(plan.transfers)} 盒安放在 {plan.target} 起的位置"
    after = {"target": plan.target, "boxes": len(plan.transfers)}
    record(actor, Act("place_boxes", "shelf_move", move.pk, summary=summary, after=after))
    return move


def _carried_out(actor: User, plan: ShelfPlan, token: str, why: str) -> ShelfMove:
    if plan.taken:
        raise PlacesTaken(count=len(plan.taken), places="、".join(plan.taken[:5]))
    if plan.token != token:
        raise ShelfChanged
    county = county_code(actor.division_code)
    _place(actor, county, {each.box_id: (each.origin, each.target) for each in plan.transfers}, why)
    return ShelfMove.objects.create(
        county_code=county,
        origin=plan.origin,
        target=plan.target,
        places=[{"box": each.box_id, "from": each.origin, "to": each.target} for each in plan.transfers],
        moved_at=clock.now(),
        moved_by=actor.display_name,
    )


@transaction.atomic
def undo_shelf_move(*, actor: User, move_id: int) -> ShelfMove:
    """Put every box of a move back where it stood; raises ``AlreadyUndone`` when a box moved on, or ``NotVisible``."""
    require(actor, Right.ARRANGE_BOXES)
    move = shelf_move_for(actor, move_id)
    places = {place["box"]: (place["to"], place["from"]) for place in move.places}
    standing = dict(Box.objects.filter(pk__in=list(places)).values_list("pk", "location__code"))
    if move.undone_at or any((standing.get(pk) or "") != now for pk, (now, _) in places.items()):
        raise AlreadyUndone
    _place(actor, move.county_code, places, "撤回移架")
    move.undone_at = clock.now()
    move.save(update_fields=["undone_at"])
    summary = f"撤回移架：{len(places)} 盒放回 {move.origin or '未安放'}"
    record(actor, Act("undo_move_shelf", "shelf_move", move.pk, summary=summary, after={"target": move.origin}))
    return move


def _place(actor: User, county: str, places: Mapping[int, tuple[str, str]], why: str) -> None:
    """Give each box its new location, with a line on its note sheet."""
    codes = {target for _, target in places.values() if target}
    known = {each.code: each for each in Location.objects.filter(county_code=county, code__in=codes)}
    new = [Location(county_code=county, code=code) for code in sorted(codes - known.keys())]
    known |= {each.code: each for each in Location.objects.bulk_create(new)}
    boxes = list(Box.objects.select_for_update().filter(pk__in=list(places)))
    for box in boxes:
        box.location = known.get(places[box.pk][1])
    bulk.update(Box, boxes, ["location"])
    write_notes(actor, [Note(box, NoteKind.CHANGED, _told(why, *places[box.pk])) for box in boxes])


def _told(why: str, origin: str, target: str) -> str:
    if origin and target:
        return f"{why}：由 {origin} 移至 {target}。"
    return f"{why}：放在 {target}。" if target else f"{why}：{origin} 的安放取消。"
