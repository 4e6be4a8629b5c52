"""撤销分户 and 撤销合户 with their pouches, as long as nothing later depends on them."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import F, ProtectedError

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh_households
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.actions.stopping import reopen_file
from hudang.archives.errors import DivisionStands
from hudang.archives.models import Box, FileLink, HouseholdFile, Item, ItemPage, NoteEntry, OutCard, Pouch
from hudang.archives.queries.divisions import MERGE, SPLIT, WORDS, LastDivision, last_division
from hudang.archives.vocabulary import OPEN_STATES, NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.households.actions.opening import Opened, open_household, reason_given
from hudang.households.actions.reuniting import let_members_go, support_again, take_members_back, tell_undone


@transaction.atomic
def undo_split(*, actor: User, code: str, version: int | None, reason: str) -> Opened:
    """Take the last split of either household back: its members return, the founded household and its pouch go.

    The codes given are not given again. Returns the household that stays. Raises ``DivisionStands`` when something
    was done since that depends on it, ``StaleForm``, ``NotVisible`` or ``PersonAlreadySupported``.
    """
    division, stayed, other, said = _opened(actor, code, version, reason, SPLIT)
    household = other.household
    take_members_back(actor, stayed, household, division.since, division.sizes)
    given = _withdraw_file(actor, other, division)
    tell_undone(actor, "undo_split", other, stayed.household.code, said)
    _delete(division, household.delete)
    tell_undone(actor, "undo_split", stayed, other.household.code, said)
    refresh_households([stayed.household.pk])
    return _with_notice(stayed, given)


@transaction.atomic
def undo_merge(*, actor: User, code: str, version: int | None, reason: str) -> Opened:
    """Take the last merge of either household back: both are as before, and their pouches are in use again.

    Returns the household that stayed. Raises as ``undo_split`` does, and as ``undo_stop`` of households does.
    """
    division, stayed, other, said = _opened(actor, code, version, reason, MERGE)
    let_members_go(actor, stayed, other.household, division.since, division.sizes)
    given = _withdraw_file(actor, stayed, division)
    support_again(actor, other.household, f"撤销合户：{said}")
    for opened in (stayed, other):
        opened.household.refresh_from_db(fields=["state", "stopped_on", "stop_reason", "version"])
        stayed.notices += _files_back(actor, opened, division, said)
        tell_undone(actor, "undo_merge", opened, (other if opened is stayed else stayed).household.code, said)
    refresh_households([stayed.household.pk, other.household.pk])
    return _with_notice(stayed, given)


def _opened(
    actor: User, code: str, version: int | None, reason: str, action: str
) -> tuple[LastDivision, Opened, Opened, str]:
    """Lock both households; refuse where there is nothing to take back, or something stands in the way."""
    asked = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version)
    said, word = reason_given(reason, f"撤销{WORDS[action]}"), WORDS[action]
    division = last_division(asked.household)
    if division is None or division.action != action:
        raise DivisionStands(act=word, why=f"没有可以撤销的{word}")
    if division.obstacle:
        raise DivisionStands(act=word, why=division.obstacle)
    twin = open_household(
        actor, division.other if code == division.stayed else division.stayed, Right.EDIT_HOUSEHOLDS, None
    )
    return (division, asked, twin, said) if code == division.stayed else (division, twin, asked, said)


def _withdraw_file(actor: User, opened: Opened, division: LastDivision) -> str:
    """Take the file that the act opened out of its box and the register; its code is returned."""
    file = HouseholdFile.objects.select_for_update().filter(household=opened.household, state__in=OPEN_STATES).first()
    if file is None:
        return ""
    origins = [link.origin for link in FileLink.objects.filter(file=file).select_related("origin")]
    words = f"撤销{division.word}，户袋 {file.reference_code} 作废，件退回。"
    write_notes(actor, [Note(origin, NoteKind.CHANGED, words) for origin in origins])
    act = Act("withdraw_file", "household_file", file.pk, opened.household.code, words)
    _delete(division, lambda: _remove(file))
    record(actor, act)
    return file.reference_code


def _remove(file: HouseholdFile) -> None:
    for pouch in Pouch.objects.filter(file=file):
        thick = pouch.thickness_micrometres
        Box.objects.filter(pk=pouch.box_id).update(filled_micrometres=F("filled_micrometres") - thick)
    ItemPage.objects.filter(item__file=file).delete()
    Item.objects.filter(file=file).delete()
    FileLink.objects.filter(file=file).delete()
    NoteEntry.objects.filter(file=file).delete()
    OutCard.objects.filter(file=file).delete()
    Pouch.objects.filter(file=file).delete()
    file.delete()


def _delete(division: LastDivision, delete: Callable[[], object]) -> None:
    """Delete what the act made; whatever refers to it by now (a case, a payment, a form) stands in the way."""
    try:
        with transaction.atomic():
            delete()
    except ProtectedError as refused:
        why = "新户或新户袋已用于其他办理（申请、发放、借阅或打印的表格）"
        raise DivisionStands(act=division.word, why=why) from refused


def _files_back(actor: User, opened: Opened, division: LastDivision, said: str) -> list[str]:
    ended = HouseholdFile.objects.select_for_update().filter(household=opened.household, stopped_on=division.since)
    file = ended.select_related("household", "fonds").exclude(state=PouchState.DESTROYED).order_by("pk").last()
    return reopen_file(actor, file, "撤销合户", said) if file else []


def _with_notice(opened: Opened, given: str) -> Opened:
    if given:
        opened.notices.append(f"新户袋 {given} 已作废：请从盒中取出，袋签撕毁，复制件退回或销毁。档号不再使用。")
    return opened
