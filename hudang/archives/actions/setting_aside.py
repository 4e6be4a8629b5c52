"""单独保密: putting a file into a class that only people assign, and taking it out again (archive.md §5, SP5)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.classing import Move, move_files
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.errors import NotByHand
from hudang.archives.models import HouseholdFile, SchemeClass
from hudang.archives.queries.clearance import readable
from hudang.archives.queries.schemes import classes_of, scheme_on, traits_of
from hudang.archives.rules.keeping import place_of
from hudang.archives.vocabulary import NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible

_LONGEST_REASON = 200


@transaction.atomic
def set_aside(*, actor: User, file_id: int, class_id: int, reason: str) -> HouseholdFile:
    """Put a file into a class of the version in force that only people assign; it stays there until taken out.

    Raises ``InvalidInput`` without a reason or for another class, ``NotVisible``.
    """
    file, reason = _locked(actor, file_id), _checked(reason)
    wanted = next((each for each in classes_of(scheme_on(clock.today())) if each.pk == class_id and each.by_hand), None)
    if wanted is None:
        raise InvalidInput({"class_id": "请从列出的类中选择；只有“只由人归入”的类才能这样归入。"})
    if file.scheme_class_id == wanted.pk:
        raise InvalidInput({"class_id": f"这一卷已在“{wanted}”。"})
    _move(actor, file, wanted, reason, "set_aside_file", f"{file.reference_code} 归入{wanted}")
    return file


@transaction.atomic
def take_back(*, actor: User, file_id: int, reason: str) -> HouseholdFile:
    """Take a file out of a class that only people assign, into the one that fits its household now.

    Raises ``NotByHand`` for a file that nobody set aside, ``InvalidInput`` without a reason, ``NotVisible``.
    """
    file, reason = _locked(actor, file_id), _checked(reason)
    before = file.scheme_class
    if before is None or not before.by_hand:
        raise NotByHand(reference_code=file.reference_code)
    classes = classes_of(scheme_on(clock.today()))
    place = place_of(classes, traits_of([file.household_id])[file.household_id])
    if place is None:
        raise InvalidInput({"reason": "现行方案没有一类收这一户，请先请县里完善分类方案。"})
    summary = f"{file.reference_code} 移出{before}，归入{classes[place]}"
    _move(actor, file, classes[place], reason, "take_back_file", summary)
    return file


def _locked(actor: User, file_id: int) -> HouseholdFile:
    require(actor, Right.SET_ASIDE)
    files = HouseholdFile.objects.select_for_update(of=("self",)).exclude(state=PouchState.DESTROYED)
    file = files.filter(within(actor), readable(actor), pk=file_id).select_related("household", "scheme_class").first()
    if file is None:
        raise NotVisible
    return file


def _checked(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput({"reason": "请写明理由和依据，它会记入操作日志和归类沿革。"})
    if len(reason.strip()) > _LONGEST_REASON:
        raise InvalidInput({"reason": f"理由最多 {_LONGEST_REASON} 字。"})
    return reason.strip()


def _move(actor: User, file: HouseholdFile, wanted: SchemeClass, reason: str, action: str, summary: str) -> None:
    before = file.scheme_class
    move_files([Move(file, before, wanted)], day=clock.today(), assigned_by=actor.display_name, reason=reason)
    write_notes(actor, [Note(file, NoteKind.CHANGED, f"改归{wanted}类。")])
    classes = {"before": {"scheme_class": str(before or "")}, "after": {"scheme_class": str(wanted)}}
    record(actor, Act(action, "household_file", file.pk, file.household.code, summary, reason=reason, **classes))
