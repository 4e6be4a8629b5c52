"""县内迁居: household and pouch go to another village in one transaction (archive.md §4)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.completeness import refresh_households
from hudang.archives.actions.recoding import recode
from hudang.archives.actions.rehousing import Leaving, Place, box_name, rehouse
from hudang.archives.models import Box, HouseholdFile, Pouch, QueuedPage
from hudang.archives.vocabulary import UNCLOSED_STATES, BoxKind, CardKind, PouchState, QueueState
from hudang.audit.log import Act, record
from hudang.households.actions.moving import move_household as move_only
from hudang.households.actions.opening import Opened
from hudang.households.models import Household

WHY = "县内迁居"


@transaction.atomic
def move_household(
    *,
    actor: User,
    code: str,
    version: int | None,
    village_code: str,
    on: date,
    reason: str,
    address: str = "",
    registration_moved: bool = False,
    by_case: str = "",
) -> Opened:
    """Move a household to another village with its pouches.

    An unclosed pouch gets the next number of the new village and goes into its box; a closed one keeps its code and
    only changes its place. The old box gets an out-card (代卷卡). Raises as ``households.actions.moving`` does.
    """
    opened = move_only(
        actor=actor,
        code=code,
        version=version,
        village_code=village_code,
        on=on,
        reason=reason,
        address=address,
        registration_moved=registration_moved,
        by_case=by_case,
    )
    household = opened.household
    files = HouseholdFile.objects.select_for_update().filter(household=household).exclude(state=PouchState.DESTROYED)
    for file in files.exclude(village_code=village_code).select_related("fonds", "series").order_by("pk"):
        file.household = household
        opened.notices.append(_move_file(actor, file, village_code, on))
    move_queue(household)
    refresh_households([household.pk])
    return opened


def _move_file(actor: User, file: HouseholdFile, village_code: str, on: date) -> str:
    # all that must be known to put the file back
    before = {name: getattr(file, name) for name in ("reference_code", "village_code", "sequence", "numbered_in")}
    place = _place(file, village_code)
    former = file.reference_code
    if file.state in UNCLOSED_STATES:
        recode(actor, file, village_code, on)
    else:
        file.village_code = village_code
        file.save(update_fields=["village_code"])
    box = rehouse(actor, file, place, Leaving(CardKind.MOVED, former, WHY, on))
    after = {"reference_code": file.reference_code, "village_code": village_code, "box": box_name(box)}
    summary = f"户袋随户迁至{box_name(box)}"
    record(actor, Act("move_file", "household_file", file.pk, file.household.code, summary, before, after))
    if former == file.reference_code:
        return f"户袋 {former} 已定卷，档号不变，请移至{box_name(box)}，原处放代卷卡。"
    return f"户袋改号为 {file.reference_code}（曾用号 {former}），请换贴袋签、移至{box_name(box)}，原处放代卷卡。"


def _place(file: HouseholdFile, village_code: str) -> Place:
    standing: Box = Pouch.objects.filter(file=file).select_related("box").order_by("part")[0].box
    return Place(village_code, BoxKind(standing.kind), standing.year, standing.retention)


def move_queue(household: Household) -> None:
    """Scans that wait for this household wait in its new village."""
    waiting = QueuedPage.objects.filter(household=household, state=QueueState.WAITING)
    waiting.exclude(division_code=household.village_code).update(division_code=household.village_code)
