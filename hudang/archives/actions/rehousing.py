"""Finding a box with room and taking pouches out of one box into another, with card and note sheets (archive.md §4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from hudang.accounts.models import User
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.models import Box, HouseholdFile, OutCard, Pouch
from hudang.archives.numbering import Numbers
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import fits
from hudang.archives.vocabulary import BoxKind, CardKind, NoteKind
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import is_apart

_KEPT_APART = "由县民政另行保管"


@dataclass(frozen=True)
class Place:
    """Which boxes may take a pouch: of which village, kind, and for stopped households which year and retention."""

    village_code: str
    kind: BoxKind = BoxKind.VILLAGE
    year: int | None = None
    retention: str = ""

    @property
    def counter(self) -> str:
        """The counter that numbers these boxes; village boxes and boxes of stopped households count on their own."""
        return f"box:{self.village_code}" if self.kind == BoxKind.VILLAGE else f"stopped:{self.village_code}"


def box_with_room(place: Place, fonds_id: int, thickness: int) -> Box:
    """Return the last box of a place if a pouch of this thickness still fits, else the next one, newly made."""
    limits = thresholds()
    boxes = Box.objects.select_for_update().filter(
        village_code=place.village_code,
        kind=place.kind,
        year=place.year,
        retention=place.retention,
        retired_on=None,
    )
    last = boxes.order_by("number").last()
    if last is not None and fits(last.filled_micrometres, thickness, last.thickness_mm, limits):
        return last
    numbers = Numbers([place.counter])
    box = Box.objects.create(
        fonds_id=fonds_id,
        village_code=place.village_code,
        kind=place.kind,
        number=numbers.next(place.counter),
        thickness_mm=limits.box_thickness_mm,
        year=place.year,
        retention=place.retention,
        unit=last.unit if last else "",
        keeper=last.keeper if last else None,
        inspector=last.inspector if last else None,
    )
    numbers.save()
    return box


def take_into(pouches: Sequence[Pouch], box: Box) -> None:
    """Put pouches into a box, of whatever village it is, and let the fill of all boxes follow."""
    for pouch in pouches:
        thick = pouch.thickness_micrometres
        Box.objects.filter(pk=pouch.box_id).update(filled_micrometres=F("filled_micrometres") - thick)
        Box.objects.filter(pk=box.pk).update(filled_micrometres=F("filled_micrometres") + thick)
        pouch.box, pouch.village_code = box, box.village_code
        pouch.save(update_fields=["box", "village_code"])


@dataclass(frozen=True)
class Leaving:
    """Why a file's pouches leave their box: the card that stays, and the words for the sheets."""

    kind: CardKind
    code: str
    why: str
    on: date


def box_name(box: Box) -> str:
    """Return village and box as a note sheet names them."""
    village = names_of({box.village_code}).get(box.village_code, box.village_code)
    return f"{village} {box.title}"


def rehouse(actor: User, file: HouseholdFile, place: Place, leaving: Leaving) -> Box:
    """Take all pouches of a file to another place: a card at the old one, lines on both boxes' sheets and the file's.

    A card that stands where the pouches now return is taken out again. What is kept apart from now on leaves no name
    in its old box. Returns the new box.
    """
    apart = is_apart(place.village_code)
    pouches = list(Pouch.objects.select_for_update().filter(file=file).select_related("box").order_by("part"))
    old = pouches[0].box
    box = box_with_room(place, file.fonds_id, sum(pouch.thickness_micrometres for pouch in pouches))
    take_into(pouches, box)
    moved = OutCard.objects.filter(file=file, box=box, withdrawn_on=None).exclude(kind=CardKind.LENT)
    moved.update(withdrawn_on=leaving.on)
    OutCard.objects.create(
        box=old,
        file=file,
        kind=leaving.kind,
        reference_code=leaving.code,
        title="另行保管的案卷" if apart else f"{file.household.head_name}家庭最低生活保障档案",
        destination=_KEPT_APART if apart else box_name(box),
        to_box=box,
        placed_on=leaving.on,
        handler=actor.display_name,
    )
    count = f"{len(pouches)} 袋" if len(pouches) > 1 else "户袋"
    whose = "" if apart else f"{file.household.head_name} "
    to = _KEPT_APART if apart else f"移至{box_name(box)}"
    write_notes(
        actor,
        [
            Note(old, NoteKind.MOVED_OUT, f"{leaving.why}：{whose}{leaving.code} {count}{to}。"),
            Note(box, NoteKind.MOVED_IN, f"{leaving.why}：{whose}{file.reference_code} {count}由{box_name(old)}移入。"),
            Note(file, NoteKind.CHANGED, f"{leaving.why}：由{box_name(old)}移至{box_name(box)}。"),
        ],
        leaving.on,
    )
    return box
