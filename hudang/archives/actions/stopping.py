"""停保 and its undoing: household and pouch in one transaction (archive.md §4, §8)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.closing import close_file
from hudang.archives.actions.completeness import refresh
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.actions.rehousing import Leaving, Place, rehouse
from hudang.archives.models import HouseholdFile, Material, Pouch
from hudang.archives.vocabulary import OPEN_STATES, BoxKind, CardKind, NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.households.actions import states as households
from hudang.households.actions.opening import Opened, open_household
from hudang.households.models import Household
from hudang.kernel import clock


@transaction.atomic
def stop_household(*, actor: User, code: str, version: int | None, on: date, stop_reason: str, reason: str) -> Opened:
    """Stop a household and end its pouch: complete, it is closed and goes into the 停保盒; else it waits (待定卷).

    Raises as ``households.actions.states.stop_household`` does.
    """
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version)
    return stop_opened(actor, opened, on, stop_reason, reason)


def stop_opened(actor: User, opened: Opened, on: date, stop_reason: str, reason: str) -> Opened:
    """Stop a household that an action opened with a right of its own, and end its pouch."""
    households.stop_opened(actor, opened, on, stop_reason, reason)
    opened.notices += end_files(actor, opened.household, on, "停保")
    return opened


def end_files(actor: User, household: Household, on: date, why: str) -> list[str]:
    """End the open file of a household on a day; return what there is to do with the pouch."""
    file = HouseholdFile.objects.select_for_update().filter(household=household, state__in=OPEN_STATES).first()
    if file is None:
        return []
    file.state, file.stopped_on = PouchState.CLOSING, on
    file.save(update_fields=["state", "stopped_on"])
    Pouch.objects.filter(file=file).update(state=PouchState.CLOSING)
    refresh([file.pk])
    file.refresh_from_db(fields=["missing", "missing_count"])
    after = {"state": file.get_state_display(), "stopped_on": on}
    summary = f"{why}，户袋 {file.reference_code} 待定卷"
    record(actor, Act("end_file", "household_file", file.pk, household.code, summary, None, after))
    if not file.missing and actor.may(Right.CLOSE_POUCHES):
        close_file(actor=actor, file=file)
        box = Pouch.objects.filter(file=file).select_related("box").order_by("part")[0].box
        return [f"户袋 {file.reference_code} 材料齐全，已定卷，请移至本村{box.title}，原处放指引卡。"]
    names = "、".join(Material.objects.filter(code__in=file.missing).values_list("name", flat=True))
    write_notes(actor, [Note(file, NoteKind.MISSING, f"{why}时尚缺：{names}。")], on)
    return [f"户袋 {file.reference_code} 列入“待定卷”，还缺 {file.missing_count} 件：{names}。补齐后定卷。"]


@transaction.atomic
def undo_stop(*, actor: User, code: str, version: int | None, reason: str) -> Opened:
    """Take back a stop that was wrong: household and pouch are as before, the pouch is in its village box again.

    Raises as ``households.actions.states.undo_stop`` does.
    """
    opened = households.undo_stop(actor=actor, code=code, version=version, reason=reason)
    ended = HouseholdFile.objects.select_for_update().filter(household=opened.household).exclude(stopped_on=None)
    file = ended.select_related("household", "fonds").exclude(state=PouchState.DESTROYED).order_by("pk").last()
    if file is None:
        return opened
    opened.notices += reopen_file(actor, file, "撤销停保", reason)
    return opened


def reopen_file(actor: User, file: HouseholdFile, why: str, reason: str) -> list[str]:
    """Put an ended file into use again, in a village box; return what there is to do with the pouch."""
    moved = file.state == PouchState.CLOSED
    file.state, file.stopped_on, file.retained_until = PouchState.LIVE, None, None
    file.closed_on, file.closed_by = None, ""
    file.save(update_fields=["state", "stopped_on", "retained_until", "closed_on", "closed_by"])
    Pouch.objects.filter(file=file).update(state=PouchState.LIVE)
    refresh([file.pk])
    write_notes(actor, [Note(file, NoteKind.CHANGED, f"{why}，恢复在用：{reason.strip()}")])
    summary, after = f"{why}，户袋 {file.reference_code} 恢复在用", {"state": file.get_state_display()}
    record(actor, Act("reopen_file", "household_file", file.pk, file.household.code, summary, None, after, reason))
    if not moved:
        return []
    place = Place(file.village_code, BoxKind.VILLAGE)
    box = rehouse(actor, file, place, Leaving(CardKind.MOVED, file.reference_code, why, clock.today()))
    return [f"户袋 {file.reference_code} 请放回本村{box.title}，取出指引卡。"]
