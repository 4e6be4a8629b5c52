"""撤销迁居: a move to another village that was wrong is taken back, as long as nothing later depends on it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Length, Substr

from hudang.accounts.access import require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh_households
from hudang.archives.actions.moving import move_queue
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.actions.rehousing import box_name, take_into
from hudang.archives.errors import MoveStands
from hudang.archives.models import FormerCode, HouseholdFile, Item, OutCard, Pouch
from hudang.archives.queries.moves import LastMove, last_move
from hudang.archives.vocabulary import CardKind, NoteKind
from hudang.audit.log import Act, record
from hudang.households.actions.opening import Opened, open_household, reason_given
from hudang.kernel import clock

_WHY = "撤销迁居"


@transaction.atomic
def undo_move(*, actor: User, code: str, version: int | None, reason: str) -> Opened:
    """Put household and pouches back where they were before the last move, with the codes that they had.

    The codes given by the move are not given again: they stay as 曾用号, so that a label printed meanwhile still leads
    to the file. Raises ``MoveStands`` when something was done since that depends on the move, ``StaleForm`` or
    ``NotVisible``.
    """
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version)
    household, said = opened.household, reason_given(reason, _WHY)
    move = last_move(household)
    if move is None:
        raise MoveStands(why="没有可以撤销的迁居")
    if move.obstacle:
        raise MoveStands(why=move.obstacle)
    require_place(actor, move.household["village_code"])
    before = {name: getattr(household, name) for name in move.household}
    for name, value in move.household.items():
        setattr(household, name, value)
    opened.touch()
    summary = f"撤销自 {move.since} 起的迁居"
    record(actor, Act("undo_move", "household", household.pk, code, summary, before, dict(move.household), said))
    opened.notices += _files_back(actor, move)
    move_queue(household)
    refresh_households([household.pk])
    return opened


def _files_back(actor: User, move: LastMove) -> list[str]:
    files = HouseholdFile.objects.select_for_update().select_related("household").in_bulk(list(move.files))
    return [_file_back(actor, files[pk], told) for pk, told in move.files.items()]


def _file_back(actor: User, file: HouseholdFile, told: dict[str, str]) -> str:
    """Put one file back; ``told`` is what the log says of it before the move."""
    before = {"reference_code": file.reference_code, "village_code": file.village_code}
    if told["reference_code"] != file.reference_code:
        _recode(actor, file, told)
    file.village_code = told["village_code"]
    file.save(update_fields=["reference_code", "sequence", "numbered_in", "village_code"])
    card = OutCard.objects.filter(file=file, kind=CardKind.MOVED, withdrawn_on=None).select_related("box").latest("pk")
    pouches = list(Pouch.objects.select_for_update().filter(file=file).select_related("box").order_by("part"))
    left = pouches[0].box
    take_into(pouches, card.box)
    OutCard.objects.filter(pk=card.pk).update(withdrawn_on=clock.today())
    name = f"{file.household.head_name} {file.reference_code}"
    notes = [
        Note(left, NoteKind.MOVED_OUT, f"{_WHY}：{name} 放回{box_name(card.box)}。"),
        Note(card.box, NoteKind.MOVED_IN, f"{_WHY}：{name} 由{box_name(left)}放回，取出代卷卡。"),
        Note(file, NoteKind.CHANGED, f"{_WHY}：放回{box_name(card.box)}。"),
    ]
    write_notes(actor, notes)
    after = {"reference_code": file.reference_code, "village_code": file.village_code, "box": box_name(card.box)}
    summary = f"户袋放回{box_name(card.box)}"
    record(actor, Act("move_file", "household_file", file.pk, file.household.code, summary, before, after, _WHY))
    return f"请把户袋放回{box_name(card.box)}，取出代卷卡，换回 {file.reference_code} 的袋签。"


def _recode(actor: User, file: HouseholdFile, told: dict[str, str]) -> None:
    given = file.reference_code
    FormerCode.objects.filter(file=file, reference_code=told["reference_code"]).delete()
    FormerCode.objects.create(
        file=file,
        reference_code=given,
        village_code=file.village_code,
        replaced_on=clock.today(),
        replaced_by=actor.display_name,
    )
    file.reference_code = told["reference_code"]
    file.sequence, file.numbered_in = int(told["sequence"]), told["numbered_in"]
    tail = Substr("reference_code", Length(Value(given)) + 1)
    Item.objects.filter(file=file).update(reference_code=Concat(Value(file.reference_code), tail))
