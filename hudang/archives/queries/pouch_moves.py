"""移袋: the moves of a village's pouches, what stands in the way of taking one back, and where pouches may go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, OutCard, Pouch, PouchMove
from hudang.archives.queries.clearance import readable
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import fits
from hudang.archives.vocabulary import BoxKind, CardKind, PouchState
from hudang.kernel.errors import NotVisible

_SHOWN = 10


@dataclass(frozen=True)
class MoveRow:
    """A move as the page of a box tells it; ``stays`` says that a pouch of it was moved on since."""

    move: PouchMove
    origins: str
    count: int
    stays: bool


def pouch_move_for(user: User, move_id: int, *, locked: bool = False) -> PouchMove:
    """Return one move of the user's division; raises ``NotVisible``."""
    require(user, Right.ARRANGE_BOXES)
    rows = PouchMove.objects.select_for_update() if locked else PouchMove.objects
    move = rows.filter(within(user), pk=move_id).first()
    if move is None:
        raise NotVisible
    return move


def pouch_moves_of(box: Box) -> list[MoveRow]:
    """Return the latest moves into or out of a box; the caller has the box from its own query."""
    moves = list(PouchMove.objects.filter(village_code=box.village_code).select_related("to_box")[: _SHOWN * 5])
    touching = [move for move in moves if move.to_box_id == box.pk or box.pk in _origins(move)][:_SHOWN]
    lying = dict(Pouch.objects.filter(pk__in=[pk for m in touching for pk in _carried(m)]).values_list("pk", "box_id"))
    titles = {each.pk: each.title for each in Box.objects.filter(pk__in={pk for m in touching for pk in _origins(m)})}
    return [
        MoveRow(
            move,
            "、".join(titles[pk] for pk in _origins(move) if pk in titles),
            len(move.places),
            any(lying.get(pk) != move.to_box_id for pk in _carried(move)),
        )
        for move in touching
    ]


def _carried(move: PouchMove) -> list[int]:
    return [place["pouch"] for place in move.places]


def _origins(move: PouchMove) -> list[int]:
    return list(dict.fromkeys(place["from"] for place in move.places))


def obstacle_of(move: PouchMove) -> str:
    """Return in words what came later and keeps a move from being taken back; empty when nothing does."""
    if move.undone_at:
        return "已经撤回过了"
    pouches = Pouch.objects.select_related("box").in_bulk(_carried(move))
    for place in move.places:
        pouch = pouches.get(place["pouch"])
        if pouch is None or pouch.box_id != move.to_box_id:
            return f"户袋 {pouch.code} 后来又移到了{pouch.box.title}" if pouch else "有户袋已不在档案中"
    lent = OutCard.objects.filter(file__pouches__in=pouches, kind=CardKind.LENT, withdrawn_on=None)
    if codes := list(lent.values_list("reference_code", flat=True).distinct()[:3]):
        return f"{'、'.join(codes)} 已借出，还没有归还"
    return _of_boxes(move, pouches)


def _of_boxes(move: PouchMove, pouches: dict[int, Pouch]) -> str:
    """Return whether a box of origin is gone, or has been filled since so that its pouches no longer fit."""
    boxes, limits = Box.objects.in_bulk(_origins(move)), thresholds()
    coming: dict[int, int] = {}
    for place in move.places:
        pouch = pouches[place["pouch"]]
        coming[place["from"]] = coming.get(place["from"], 0) + pouch.thickness_micrometres
    for pk, thick in coming.items():
        box = boxes.get(pk)
        if box is None or box.retired_on or box.village_code != move.village_code:
            return "原来的盒已停用或并入别的村"
        grown = box.filled_micrometres > int(move.left.get(str(pk), 0))
        if grown and not fits(box.filled_micrometres, thick, box.thickness_mm, limits):
            return f"{box.title}后来放了别的户袋，放不下了"
    return ""


def movable_pouches(user: User, household_ids: Sequence[int]) -> list[Pouch]:
    """Return the pouches of households that stand in village boxes and may be seen by the user, in their order."""
    require(user, Right.ARRANGE_BOXES)
    rows = Pouch.objects.filter(within(user), readable(user, "file__"), household__in=list(household_ids))
    rows = rows.filter(box__kind=BoxKind.VILLAGE).exclude(state=PouchState.DESTROYED)
    return list(rows.select_related("box").order_by("village_code", "file__year", "file__sequence", "part"))


def overfull(boxes: Iterable[Box]) -> list[Box]:
    """Return those of the boxes that hold more than they should, as they are stored now."""
    limits = thresholds()
    found = Box.objects.filter(pk__in=[box.pk for box in boxes])
    return [box for box in found if not fits(box.filled_micrometres, 0, box.thickness_mm, limits)]
