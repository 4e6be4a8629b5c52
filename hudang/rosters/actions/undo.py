"""Undoing an import as a whole, while nothing depends on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import models, transaction
from django.db.models import F, Q

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh_households
from hudang.archives.models import Box, HouseholdFile, Item, Pouch, QueuedPage
from hudang.archives.vocabulary import QueueState
from hudang.assessment.models import Assessment
from hudang.audit.log import Act, record_many
from hudang.households.actions.classification import reclassify
from hudang.households.models import Dwelling, Household, HouseholdMember, IncomeItem, Person
from hudang.rosters.errors import ImportInUse, NotImported
from hudang.rosters.models import ImportedHousehold, RosterImport

_BATCH = 500


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


@transaction.atomic
def undo(*, actor: User, roster_import: RosterImport) -> RosterImport:
    """Take an import back: new households go, changed ones are as before; raises ``ImportInUse``."""
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, roster_import.division_code)
    roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if roster_import.state != RosterImport.State.IMPORTED:
        raise NotImported
    notes = list(ImportedHousehold.objects.filter(roster_import=roster_import).select_related("household"))
    _refuse_when_in_use(notes)
    acts = [
        Act("undo_import", "household", note.household_id, note.household.code, f"撤销花名册 {roster_import.file_name}")
        for note in notes
    ]
    changed = [note for note in notes if not note.created]
    for note in changed:
        _restore(note)
        _let_earlier_undo(note)
    _remove([note.household_id for note in notes if note.created])
    reclassify([note.household_id for note in changed])
    refresh_households([note.household_id for note in changed])
    roster_import.state = RosterImport.State.UNDONE
    roster_import.save(update_fields=["state"])
    summary = f"撤销导入 {roster_import.file_name}，共 {len(notes)} 户"
    record_many(actor, [*acts, Act("undo_roster", "roster_import", roster_import.pk, summary=summary)])
    return roster_import


def _refuse_when_in_use(notes: Sequence[ImportedHousehold]) -> None:
    used = [note.household.code for note in notes if note.household.version != note.version]
    created = [note.household_id for note in notes if note.created]
    for ids in _batches(created):
        items = Item.objects.filter(file__household__in=ids)
        used += items.values_list("file__household__code", flat=True).distinct()
        later = ImportedHousehold.objects.filter(household__in=ids, created=False)
        used += later.filter(roster_import__state=RosterImport.State.IMPORTED).values_list("household__code", flat=True)
        waiting = QueuedPage.objects.filter(household__in=ids).exclude(state=QueueState.DISCARDED)
        used += waiting.values_list("household__code", flat=True).distinct()
        used += Assessment.objects.filter(household__in=ids).values_list("household__code", flat=True).distinct()
    if used:
        raise ImportInUse(count=len(set(used)), example=used[0])


def _remove(household_ids: Sequence[int]) -> None:
    for ids in _batches(household_ids):
        _take_out_of_boxes(ids)
        QueuedPage.objects.filter(household__in=ids).update(household=None)
        Pouch.objects.filter(household__in=ids).delete()
        HouseholdFile.objects.filter(household__in=ids).delete()
        people = list(HouseholdMember.objects.filter(household__in=ids).values_list("person_id", flat=True))
        Household.objects.filter(pk__in=ids).delete()
        _remove_people_without_home(people)


def _take_out_of_boxes(household_ids: Sequence[int]) -> None:
    rows = (
        Pouch.objects.filter(household__in=household_ids)
        .values_list("box_id")
        .annotate(models.Sum("thickness_micrometres"))
    )
    for box_id, thickness in rows:
        Box.objects.filter(pk=box_id).update(filled_micrometres=F("filled_micrometres") - thickness)


def _remove_people_without_home(people: Sequence[int]) -> None:
    for ids in _batches(people):
        Person.objects.filter(
            Q(pk__in=ids), ~Q(pk__in=HouseholdMember.objects.filter(person__in=ids).values("person"))
        ).delete()


def _set_back(stored: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(stored, name, cast(models.Field[Any, Any], stored._meta.get_field(name)).to_python(value))
    stored.save(update_fields=list(values))


def _let_earlier_undo(note: ImportedHousehold) -> None:
    """The household is again as the import before left it, so that one can be undone too."""
    left_at = json.loads(note.before)["version"]
    earlier = ImportedHousehold.objects.filter(household=note.household_id, version=left_at)
    earlier.update(version=note.household.version)


def _restore(note: ImportedHousehold) -> None:
    before, household = json.loads(note.before), note.household
    _set_back(household, {**before["household"], "version": household.version + 1})
    for pk, values in before["members"].items():
        _set_back(HouseholdMember.objects.get(pk=pk), values)
    for incomes in before["incomes"].values():
        IncomeItem.objects.filter(pk__in=incomes["made"]).delete()
        IncomeItem.objects.filter(pk__in=incomes["ended"]).update(until=None)
    dwelling = Dwelling.objects.filter(household=household)
    if before["dwelling"] == {}:
        dwelling.delete()
    elif before["dwelling"]:
        _set_back(dwelling.get(), before["dwelling"])
    added = HouseholdMember.objects.filter(household=household, person__identity_hash__in=before["added"])
    people = list(added.values_list("person_id", flat=True))
    added.delete()
    _remove_people_without_home(people)
