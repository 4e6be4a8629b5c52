"""再保: a household that was stopped comes back with a new file in a new pouch (archive.md §4)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.founding import fonds_of
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.actions.opening import continue_file
from hudang.archives.actions.stopping import end_files
from hudang.archives.vocabulary import NoteKind
from hudang.households.actions import states as households
from hudang.households.actions.opening import Opened, open_household


@transaction.atomic
def restart_household(*, actor: User, code: str, version: int | None, on: date, reason: str) -> Opened:
    """Support a stopped household again: a new file with a new reference code, linked to the one before.

    A county without fonds has no pouches yet. Raises as ``households.actions.states.restart_household`` does.
    """
    return restart_opened(actor, open_household(actor, code, Right.EDIT_HOUSEHOLDS, version), on, reason)


def restart_opened(actor: User, opened: Opened, on: date, reason: str) -> Opened:
    """Support a household again that an action opened with a right of its own, with a new file."""
    household = households.restart_opened(actor, opened, on, reason).household
    opened.notices += end_files(actor, household, on, "再保立新袋")
    if fonds_of(household.village_code) is None:
        return opened
    file = continue_file(actor=actor, household=household)
    before = file.previous
    told = f"再保，新立户袋 {file.reference_code}"
    if before:
        notes = [
            Note(before, NoteKind.CHANGED, f"{told}。"),
            Note(file, NoteKind.CHANGED, f"再保立袋，前袋 {before.reference_code}。"),
        ]
        write_notes(actor, notes, on)
        told += f"，前袋 {before.reference_code}"
    opened.notices.append(f"{told}。请打印袋签放入村盒。")
    return opened
