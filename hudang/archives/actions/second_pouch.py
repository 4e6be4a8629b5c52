"""另立一袋: a pouch that is too thick in the hand goes on in a further one, still one household one pouch."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.errors import FileDestroyed, PouchEmpty
from hudang.archives.models import Box, HouseholdFile, Item, Pouch
from hudang.archives.queries.clearance import withheld_level
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import pouch_thickness
from hudang.archives.vocabulary import NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.kernel.errors import NotVisible


@transaction.atomic
def add_pouch(*, actor: User, file: HouseholdFile) -> Pouch:
    """Continue a file in its next pouch (同号加 -2) in the same box; what is filed from now on lies there.

    Raises ``PouchEmpty`` while nothing lies in the last one, or ``FileDestroyed``.
    """
    require(actor, Right.FILE_ITEMS)
    require_place(actor, file.village_code)
    if withheld_level(actor, file):
        raise NotVisible
    last = Pouch.objects.select_for_update().filter(file=file).select_related("file", "box").order_by("-part")[0]
    if file.state == PouchState.DESTROYED:
        raise FileDestroyed(reference_code=file.reference_code)
    if not Item.objects.filter(pouch=last).exists():
        raise PouchEmpty(code=last.code)
    thickness = pouch_thickness(0, thresholds())
    pouch = Pouch.objects.create(
        file=last.file,
        box=last.box,
        village_code=last.village_code,
        part=last.part + 1,
        state=last.state,
        household_id=last.household_id,
        thickness_micrometres=thickness,
    )
    Box.objects.filter(pk=last.box_id).update(filled_micrometres=F("filled_micrometres") + thickness)
    told = f"袋厚，另立第 {pouch.part} 袋 {pouch.code}。"
    write_notes(actor, [Note(last.file, NoteKind.CHANGED, told)])
    household = last.household.code
    record(actor, Act("add_pouch", "pouch", pouch.pk, household, told, after={"reference_code": pouch.code}))
    return pouch
