"""What a file and a box lived through: codes, heads, neighbours in time, cards, note sheets; what waits to be closed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from hudang.accounts.access import within_division
from hudang.accounts.models import User
from hudang.archives.models import Box, FileLink, FormerCode, HouseholdFile, Item, NoteEntry, OutCard
from hudang.archives.queries.clearance import may_read, readable, readable_items
from hudang.archives.queries.files import files_for
from hudang.archives.vocabulary import PouchState


@dataclass(frozen=True)
class Relative:
    """A file that this one came from, or that came from it; the reader may not be allowed to open it."""

    word: str
    file: HouseholdFile
    visible: bool


@dataclass(frozen=True)
class FileLife:
    """A file's life for its page and its cover."""

    former_codes: list[FormerCode]
    former_heads: list[dict[str, str]]
    relatives: list[Relative]
    notes: list[NoteEntry]


def life_of(user: User, file: HouseholdFile) -> FileLife:
    """Return the life of a file that the caller has from ``file_for`` or ``pouch_for``."""
    return FileLife(
        former_codes=list(FormerCode.objects.filter(file=file)),
        former_heads=list(file.former_heads),
        relatives=_relatives(user, file),
        notes=notes_of(file),
    )


def _relatives(user: User, file: HouseholdFile) -> list[Relative]:
    found = [("前袋", file.previous)] if file.previous else []
    found += [("后袋", each) for each in file.following.select_related("household", "scheme_class")]
    origins = FileLink.objects.filter(file=file).select_related("origin__household", "origin__scheme_class")
    found += [(link.get_kind_display(), link.origin) for link in origins]
    offshoots = FileLink.objects.filter(origin=file).select_related("file__household", "file__scheme_class")
    found += [(f"{link.get_kind_display()[:2]}后新袋", link.file) for link in offshoots]
    return [
        Relative(word, each, each.village_code.startswith(user.scope) and _open(user, each)) for word, each in found
    ]


def _open(user: User, file: HouseholdFile) -> bool:
    return file.scheme_class is None or may_read(user, file.scheme_class.access)


def notes_of(where: HouseholdFile | Box) -> list[NoteEntry]:
    """Return the lines of the note sheet (备考表) of a file or box, the oldest first."""
    mine = {"file": where} if isinstance(where, HouseholdFile) else {"box": where}
    return list(NoteEntry.objects.filter(**mine).order_by("on", "pk"))


def cards_in(box: Box) -> list[OutCard]:
    """Return the cards that stand in a box for pouches that left it, the latest first."""
    return list(OutCard.objects.filter(box=box, withdrawn_on=None).select_related("to_box", "file"))


def closing_for(user: User, prefix: str = "") -> QuerySet[HouseholdFile]:
    """Return the files of stopped households that wait to be closed (待定卷), the longest waiting first."""
    files = files_for(user).filter(readable(user), state=PouchState.CLOSING)
    if prefix:
        files = files.filter(within_division(prefix))
    return files.order_by("stopped_on", "pk")


def copyable_items(user: User, file: HouseholdFile | None) -> list[Item]:
    """Return the items whose copies a new pouch may need; the caller has the file from its own query."""
    if file is None:
        return []
    return list(
        Item.objects.filter(readable_items(user), file=file)
        .select_related("material")
        .order_by("material__position", "number")
    )
