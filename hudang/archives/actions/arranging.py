"""重新分盒: spreading a village's pouches over its boxes by what they hold now (archive.md §3)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, Pouch
from hudang.archives.numbering import Numbers
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import fits
from hudang.archives.rules.thresholds import Thresholds
from hudang.archives.vocabulary import BoxKind, PouchState
from hudang.audit.log import Act, record

_BATCH = 500


@transaction.atomic
def arrange_village(*, actor: User, village_code: str) -> int:
    """Put the pouches of a village into its boxes in their order, each box filled as far as it goes.

    A further box is added where the last is full; boxes that stay empty are kept, for their numbers are given.
    Returns how many pouches changed their box.
    """
    require(actor, Right.ARRANGE_BOXES)
    require_place(actor, village_code)
    boxes = list(
        Box.objects.select_for_update()
        .filter(village_code=village_code, kind=BoxKind.VILLAGE, retired_on=None)
        .order_by("number")
    )
    if not boxes:
        return 0
    pouches = list(
        Pouch.objects.filter(box__in=boxes)
        .exclude(state=PouchState.DESTROYED)
        .order_by("file__year", "file__sequence", "part")
    )
    moved = _spread(pouches, boxes, thresholds())
    Pouch.objects.bulk_update(moved, ["box"], batch_size=_BATCH)
    Box.objects.bulk_update(boxes, ["filled_micrometres"], batch_size=_BATCH)
    after = {box.label: box.filled_micrometres // 1000 for box in boxes}
    record(
        actor, Act("arrange_village", "division", village_code, summary=f"重新分盒，移动 {len(moved)} 袋", after=after)
    )
    return len(moved)


def _spread(pouches: Sequence[Pouch], boxes: list[Box], limits: Thresholds) -> list[Pouch]:
    for box in boxes:
        box.filled_micrometres = 0
    moved, place = [], 0
    # the pouches of one file stay together
    for _, parts in groupby(pouches, key=lambda pouch: pouch.file_id):
        together, box = list(parts), boxes[place]
        filled, thickness = box.filled_micrometres, sum(pouch.thickness_micrometres for pouch in together)
        if filled and not fits(filled, thickness, box.thickness_mm, limits):
            place += 1
            if place == len(boxes):
                boxes.append(_next_box(box))
            box = boxes[place]
        box.filled_micrometres += thickness
        moved += [pouch for pouch in together if pouch.box_id != box.pk]
        for pouch in together:
            pouch.box = box
    return moved


def _next_box(last: Box) -> Box:
    key = f"box:{last.village_code}"
    numbers = Numbers([key])
    box = Box.objects.create(
        fonds_id=last.fonds_id,
        village_code=last.village_code,
        number=numbers.next(key),
        thickness_mm=last.thickness_mm,
    )
    numbers.save()
    return box


def overfull_villages(prefix: str) -> list[str]:
    """Return the villages within ``prefix`` that have a box fuller than it should be."""
    boxes = Box.objects.filter(village_code__startswith=prefix, kind=BoxKind.VILLAGE, retired_on=None)
    rows = boxes.values_list("village_code", "filled_micrometres", "thickness_mm")
    limits = thresholds()
    return sorted({village for village, filled, thickness in rows if not fits(filled, 0, thickness, limits)})
