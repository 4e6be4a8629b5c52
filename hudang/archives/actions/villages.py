"""村撤并: the village ends, its households and boxes go on in the one that took it over (archive.md §4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.models import Box, HouseholdFile, Pouch, QueuedPage
from hudang.archives.numbering import Numbers
from hudang.archives.vocabulary import BoxKind, NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.divisions.actions import upkeep
from hudang.divisions.models import Division
from hudang.households.actions.villages import follow_village
from hudang.kernel import clock
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.platform import bulk


@transaction.atomic
def end_division(
    *,
    actor: User,
    code: str,
    until: date | None = None,
    reason: str = "",
    successor: str = "",
    expected_version: str = "",
) -> Division:
    """End a division; when a village is merged into another, households, files and boxes follow it.

    Reference codes and household codes stay. The old boxes go on under the heir's next numbers and name their old
    village, so that their spines only get the new name pasted on. Raises as ``divisions.actions.upkeep`` does.
    """
    division = upkeep.end_division(
        actor=actor, code=code, until=until, reason=reason, successor=successor, expected_version=expected_version
    )
    if successor and level_of(code) == DivisionLevel.VILLAGE:
        _follow(actor, division, successor)
    return division


def _follow(actor: User, division: Division, heir: str) -> None:
    households = follow_village(division.code, heir)
    HouseholdFile.objects.filter(village_code=division.code).exclude(state=PouchState.DESTROYED).update(
        village_code=heir
    )
    QueuedPage.objects.filter(division_code=division.code).update(division_code=heir)
    old = list(Box.objects.select_for_update().filter(village_code=division.code, retired_on=None).order_by("number"))
    boxes = _continue(division, heir, old)
    day = clock.today()
    write_notes(
        actor,
        [
            Note(
                box,
                NoteKind.CHANGED,
                f"{division.name}并入，本盒原为{before.former_label or box.former_label}，盒签加贴新村名。",
            )
            for before, box in zip(old, boxes, strict=True)
        ],
        day,
    )
    after = {"village_code": heir, "households": households, "boxes": [str(box) for box in boxes]}
    summary = f"{division.name}的 {households} 户、{len(boxes)} 盒随村并入"
    record(actor, Act("move_village", "division", division.code, summary=summary, after=after))


def _continue(division: Division, heir: str, old: Sequence[Box]) -> list[Box]:
    """Give each old box its successor in the heir village, and put its pouches there."""
    keys = {BoxKind.VILLAGE: f"box:{heir}", BoxKind.STOPPED: f"stopped:{heir}"}
    numbers = Numbers(keys.values())
    boxes = [
        Box(
            fonds_id=box.fonds_id,
            village_code=heir,
            kind=box.kind,
            number=numbers.next(keys[BoxKind(box.kind)]),
            thickness_mm=box.thickness_mm,
            filled_micrometres=box.filled_micrometres,
            location_id=box.location_id,
            year=box.year,
            retention=box.retention,
            unit=box.unit,
            founded_by=box.founded_by,
            keeper_id=box.keeper_id,
            inspector_id=box.inspector_id,
            former_label=f"{division.name} {box.title}",
            created_at=box.created_at,
        )
        for box in old
    ]
    numbers.save()
    bulk.insert(Box, boxes)
    for before, box in zip(old, boxes, strict=True):
        live = Pouch.objects.filter(box=before).exclude(state=PouchState.DESTROYED)
        live.update(box=box, village_code=heir)
        before.successor, before.retired_on, before.filled_micrometres = box, clock.today(), 0
        before.save(update_fields=["successor", "retired_on", "filled_micrometres"])
    return boxes
