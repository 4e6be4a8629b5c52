"""备考表: each act writes its own lines on the sheets of the file and of the boxes that it touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hudang.accounts.models import User
from hudang.archives.models import Box, HouseholdFile, NoteEntry
from hudang.archives.vocabulary import NoteKind
from hudang.kernel import clock

_LONGEST = 300


@dataclass(frozen=True)
class Note:
    """One line for the sheet of a file or of a box."""

    where: HouseholdFile | Box
    kind: NoteKind
    text: str


def write_notes(actor: User | None, notes: Iterable[Note], on: date | None = None) -> None:
    """Write lines on note sheets; runs in the transaction of the act that they tell of."""
    NoteEntry.objects.bulk_create(
        [
            NoteEntry(
                file=note.where if isinstance(note.where, HouseholdFile) else None,
                box=note.where if isinstance(note.where, Box) else None,
                kind=note.kind,
                text=note.text[:_LONGEST],
                on=on or clock.today(),
                entered_by=actor.display_name if actor else "系统",
            )
            for note in notes
        ],
        batch_size=500,
    )
