"""借出与归还: a file leaves its box for a borrower; a card (代卷卡) stands in its place until it is back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.errors import FileDestroyed, LentAlready, NotLent
from hudang.archives.models import Box, HouseholdFile, OutCard, Pouch
from hudang.archives.queries.clearance import withheld_level
from hudang.archives.queries.loans import latest_due
from hudang.archives.vocabulary import CardKind, NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible

_LONGEST_BORROWER, _LONGEST_PURPOSE = 60, 80


@transaction.atomic
def lend_file(*, actor: User, file_id: int, borrower: str, purpose: str, due_on: date) -> OutCard:
    """Lend a file to a person by name and unit until a day; the card and the note sheets say so.

    Raises ``InvalidInput``, ``NotVisible``, ``FileDestroyed`` or ``LentAlready``.
    """
    file = _file(actor, file_id)
    if file.state == PouchState.DESTROYED:
        raise FileDestroyed(reference_code=file.reference_code)
    if OutCard.objects.filter(file=file, kind=CardKind.LENT, withdrawn_on=None).exists():
        raise LentAlready(reference_code=file.reference_code)
    _check(borrower.strip(), purpose.strip(), due_on)
    box = Pouch.objects.filter(file=file).select_related("box").order_by("part")[0].box
    card = OutCard.objects.create(
        box=box,
        file=file,
        kind=CardKind.LENT,
        reference_code=file.reference_code,
        title=f"{file.public_name}家庭最低生活保障档案",
        destination=f"{borrower.strip()}（{purpose.strip()}）",
        placed_on=clock.today(),
        due_on=due_on,
        handler=actor.display_name,
    )
    told = f"借给{borrower.strip()}，{purpose.strip()}，应于 {due_on} 前归还。"
    _note(actor, file, box, NoteKind.MOVED_OUT, f"借出 {file.reference_code}，{told}")
    after = {"borrower": borrower.strip(), "due_on": due_on}
    record(actor, Act("lend_file", "file", file.pk, file.household.code, f"借出户袋：{told}", after=after))
    return card


@transaction.atomic
def take_file_in(*, actor: User, file_id: int, found: str = "") -> OutCard:
    """Take a lent file back into its box; ``found`` says what the check on return showed, empty for nothing amiss.

    Raises ``NotVisible``, ``InvalidInput`` or ``NotLent``.
    """
    file = _file(actor, file_id)
    card = OutCard.objects.select_for_update().filter(file=file, kind=CardKind.LENT, withdrawn_on=None).first()
    if card is None:
        raise NotLent(reference_code=file.reference_code)
    said = found.strip()
    if len(said) > _LONGEST_PURPOSE:
        raise InvalidInput({"found": f"检查情况不超过 {_LONGEST_PURPOSE} 字。"})
    card.withdrawn_on = clock.today()
    card.save(update_fields=["withdrawn_on"])
    told = f"{card.destination}归还，{said or '清点无误'}。"
    _note(actor, file, card.box, NoteKind.MOVED_IN, f"归还 {file.reference_code}：{told}")
    if said:
        write_notes(actor, [Note(file, NoteKind.MISSING, f"借出归还时检查：{said}。")])
    record(actor, Act("take_file_in", "file", file.pk, file.household.code, f"户袋归还：{told}"))
    return card


def _file(actor: User, file_id: int) -> HouseholdFile:
    require(actor, Right.ARRANGE_BOXES)
    files = HouseholdFile.objects.select_for_update(of=("self",)).filter(within(actor), pk=file_id)
    file = files.select_related("household", "scheme_class").first()
    if file is None or withheld_level(actor, file):
        raise NotVisible
    return file


def _check(borrower: str, purpose: str, due_on: date) -> None:
    faults = {}
    if not borrower or len(borrower) > _LONGEST_BORROWER:
        faults["borrower"] = f"请写明借阅人和单位，不超过 {_LONGEST_BORROWER} 字。"
    if not purpose or len(purpose) > _LONGEST_PURPOSE:
        faults["purpose"] = f"请写明借阅目的和批准人，不超过 {_LONGEST_PURPOSE} 字。"
    if due_on < clock.today():
        faults["due_on"] = "应还日期不能早于今天。"
    elif due_on > (last := latest_due()):
        faults["due_on"] = f"最迟应于 {last} 归还；确需更久的，到期归还清点后再借。"
    if faults:
        raise InvalidInput(faults)


def _note(actor: User, file: HouseholdFile, box: Box, kind: NoteKind, text: str) -> None:
    write_notes(actor, [Note(box, kind, text), Note(file, kind, text)])
