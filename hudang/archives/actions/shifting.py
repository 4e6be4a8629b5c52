"""移袋: one pouch or many go into another box of their village at once, and back while nothing later stands in the way."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from hudang.accounts.access import require, require_place, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.boxes import add_box
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.actions.rehousing import take_into
from hudang.archives.errors import NothingToMove, OtherKind, OtherVillage, PouchesStay, PouchLent
from hudang.archives.models import Box, OutCard, Pouch, PouchMove
from hudang.archives.queries.clearance import readable
from hudang.archives.queries.pouch_moves import obstacle_of, pouch_move_for
from hudang.archives.vocabulary import CardKind, NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.divisions.queries import path_labels
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible


@transaction.atomic
def move_pouches(*, actor: User, pouch_ids: Sequence[int], box_id: int | None) -> PouchMove:
    """Put pouches of one village into another of its boxes, all or none; without a box, into a next one newly made.

    Pouches that lie there already stay; the pouches of one file go together. Raises ``NothingToMove``, ``OtherVillage`` (R17), ``OtherKind``, ``PouchLent``
    or ``NotVisible``.
    """
    require(actor, Right.ARRANGE_BOXES)
    pouches = _with_their_others(actor, _pouches(actor, pouch_ids))
    box = _box(actor, box_id) if box_id else _next_box(actor, pouches)
    moving = [pouch for pouch in pouches if pouch.box_id != box.pk]
    if not moving:
        raise NothingToMove
    _check(moving, box)
    places = [{"pouch": pouch.pk, "from": pouch.box_id} for pouch in moving]
    left = {pouch.box_id: pouch.box for pouch in moving}
    _shift(actor, moving, dict.fromkeys((pouch.pk for pouch in moving), box), "")
    filled = Box.objects.filter(pk__in=list(left)).values_list("pk", "filled_micrometres")
    return PouchMove.objects.create(
        village_code=box.village_code,
        to_box=box,
        places=places,
        left={str(pk): thick for pk, thick in filled},
        moved_at=clock.now(),
        moved_by=actor.display_name,
    )


@transaction.atomic
def undo_pouch_move(*, actor: User, move_id: int) -> PouchMove:
    """Put the pouches of a move back into their boxes, all or none.

    Raises ``PouchesStay`` with what came later and stands in the way, or ``NotVisible``.
    """
    require(actor, Right.ARRANGE_BOXES)
    move = pouch_move_for(actor, move_id, locked=True)
    if why := obstacle_of(move):
        raise PouchesStay(why=why)
    pouches = _pouches(actor, [place["pouch"] for place in move.places])
    boxes = Box.objects.in_bulk([place["from"] for place in move.places])
    back = {place["pouch"]: boxes[place["from"]] for place in move.places}
    _shift(actor, pouches, back, "撤回移袋")
    move.undone_at = clock.now()
    move.save(update_fields=["undone_at"])
    return move


def _pouches(actor: User, pouch_ids: Sequence[int]) -> list[Pouch]:
    """Return the pouches as they lie now, so that what is sent twice moves once."""
    rows = Pouch.objects.select_for_update(of=("self",)).filter(within(actor), readable(actor, "file__"))
    rows = rows.select_related("file__scheme_class", "household", "box")
    found = rows.filter(pk__in=set(pouch_ids)).order_by("file__year", "file__sequence", "part")
    pouches = list(found)
    if not pouches or len(pouches) != len(set(pouch_ids)):
        raise NotVisible if pouch_ids else NothingToMove
    return pouches


def _with_their_others(actor: User, pouches: Sequence[Pouch]) -> list[Pouch]:
    """Return the pouches with the further ones of their files (第 2 袋), which belong beside them."""
    others = Pouch.objects.filter(file__in=[pouch.file_id for pouch in pouches])
    return _pouches(actor, list(others.exclude(state=PouchState.DESTROYED).values_list("pk", flat=True)))


def _box(actor: User, box_id: int) -> Box:
    box = Box.objects.select_for_update(of=("self",)).filter(within(actor), pk=box_id).first()
    if box is None:
        raise NotVisible
    return box


def _next_box(actor: User, pouches: Sequence[Pouch]) -> Box:
    box = pouches[0].box
    alike = Box.objects.filter(village_code=box.village_code, kind=box.kind, year=box.year, retention=box.retention)
    last = alike.filter(retired_on=None).select_related("fonds").order_by("number").last() or box
    require_place(actor, last.village_code)
    return add_box(actor=actor, village_code=last.village_code, after=last)


def _check(moving: Sequence[Pouch], box: Box) -> None:
    for pouch in moving:
        old = pouch.box
        if box.village_code != pouch.village_code:
            labels = path_labels([pouch.village_code, box.village_code])
            raise OtherVillage(pouch_village=labels[pouch.village_code], box_village=labels[box.village_code])
        if (box.kind, box.year, box.retention, box.retired_on) != (old.kind, old.year, old.retention, None):
            raise OtherKind(box=box.title)
    lent = OutCard.objects.filter(file__in=[pouch.file_id for pouch in moving], kind=CardKind.LENT, withdrawn_on=None)
    if codes := list(lent.values_list("reference_code", flat=True)[:3]):
        raise PouchLent(codes="、".join(codes))


def _shift(actor: User, pouches: Sequence[Pouch], targets: dict[int, Box], why: str) -> None:
    """Carry the pouches over; each box tells on its sheet what left it and what came, and the log of each pouch."""
    said, notes = f"{why}：" if why else "", []
    for pouch in pouches:
        old, box = pouch.box, targets[pouch.pk]
        name = f"{pouch.household.head_name} {pouch.code}"
        notes.append(Note(old, NoteKind.MOVED_OUT, f"{said}{name} 移至{box.title}。"))
        notes.append(Note(box, NoteKind.MOVED_IN, f"{said}{name} 由{old.title}移入。"))
        take_into([pouch], box)
        summary = f"{said}户袋移至村盒 {box}"
        before, after = {"box": old.number}, {"box": box.number}
        record(actor, Act("move_pouch", "pouch", pouch.pk, pouch.household.code, summary, before, after))
    write_notes(actor, notes)
