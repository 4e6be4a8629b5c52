"""分户 and 合户 with their pouches: originals stay where they are, copies go into the new pouch (archive.md §4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.classing import go_with
from hudang.archives.actions.completeness import refresh_households
from hudang.archives.actions.copying import copy_items
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.actions.opening import continue_file
from hudang.archives.actions.stopping import end_files
from hudang.archives.models import FileLink, HouseholdFile
from hudang.archives.vocabulary import LinkKind, NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.households.actions import dividing as households
from hudang.households.actions.dividing import Divided
from hudang.households.models import Household


@transaction.atomic
def split_household(
    *,
    actor: User,
    code: str,
    version: int | None,
    members: Sequence[int],
    new_head: int,
    relations: Mapping[int, str],
    on: date,
    reason: str,
    copied: Sequence[int] = (),
    by_case: str = "",
) -> Divided:
    """Let members found a household of their own, with its own pouch; ``copied`` items of the old file are copied.

    Raises as ``households.actions.dividing.split_household`` does.
    """
    divided = households.split_household(
        actor=actor,
        code=code,
        version=version,
        members=members,
        new_head=new_head,
        relations=relations,
        on=on,
        reason=reason,
        by_case=by_case,
    )
    new = divided.new.household
    file = continue_file(actor=actor, household=new)
    origin = _latest(divided.old.household)
    if origin:
        go_with(file, [origin])
        _link(actor, file, origin, LinkKind.SPLIT, on)
        copy_items(actor=actor, items=copied, origins=[origin], target=file)
    _tell(actor, file, divided)
    refresh_households([divided.old.household.pk, new.pk])
    divided.new.notices.append(f"新户 {new.code} 已立户袋 {file.reference_code}，状态“申请中”，请按程序办理申请。")
    return divided


@transaction.atomic
def merge_households(
    *,
    actor: User,
    code: str,
    version: int | None,
    absorbed: str,
    relations: Mapping[int, str],
    on: date,
    reason: str,
    copied: Sequence[int] = (),
) -> Divided:
    """Let a household join another: a new pouch for both, the old pouches of both end and keep their originals.

    Raises as ``households.actions.dividing.merge_households`` does.
    """
    divided = households.merge_households(
        actor=actor, code=code, version=version, absorbed=absorbed, relations=relations, on=on, reason=reason
    )
    household = divided.new.household
    origins = [file for each in (household, divided.old.household) if (file := _latest(each))]
    notices = [said for each in (household, divided.old.household) for said in end_files(actor, each, on, "合户")]
    file = continue_file(actor=actor, household=household)
    go_with(file, origins)
    for origin in origins:
        if origin.household_id != household.pk:
            _link(actor, file, origin, LinkKind.MERGED, on)
    copy_items(actor=actor, items=copied, origins=origins, target=file)
    _tell(actor, file, divided)
    refresh_households([household.pk, divided.old.household.pk])
    divided.new.notices += [f"合户后新立户袋 {file.reference_code}。", *notices]
    return divided


def _latest(household: Household) -> HouseholdFile | None:
    files = HouseholdFile.objects.filter(household=household).exclude(state=PouchState.DESTROYED)
    return files.select_related("household", "scheme_class__scheme").order_by("pk").last()


def _link(actor: User, file: HouseholdFile, origin: HouseholdFile, kind: LinkKind, on: date) -> None:
    link = FileLink.objects.create(file=file, origin=origin, kind=kind, since=on)
    word = link.get_kind_display()
    notes = [
        Note(file, NoteKind.CHANGED, f"{word}{origin.household.head_name}户 {origin.reference_code}，原件在原袋。"),
        Note(origin, NoteKind.CHANGED, f"{word[:2]}另立户袋 {file.reference_code}，原件留本袋。"),
    ]
    write_notes(actor, notes, on)


def _tell(actor: User, file: HouseholdFile, divided: Divided) -> None:
    """Close the act in the log of both households: what stands after this was done later (``queries.divisions``)."""
    summary = f"分户、合户新立户袋 {file.reference_code}"
    for opened in (divided.old, divided.new):
        record(actor, Act("link_files", "household_file", file.pk, opened.household.code, summary))
