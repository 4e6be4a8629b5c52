"""Opening an original: the file itself leaves the archive, which the log must show (archive.md §18)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.models import HouseholdFile
from hudang.archives.queries.pages import item_page_for
from hudang.archives.rules.keeping import Access
from hudang.audit.log import Act, record
from hudang.audit.queries import history_of_object
from hudang.digitization.vocabulary import EXTENSIONS, MediaType
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.platform import storage


@dataclass(frozen=True)
class OriginalFile:
    """Where an original lies, its format, and the name under which it is handed out (archive.md §6)."""

    path: Path
    media_type: str
    name: str


@transaction.atomic
def open_original(*, actor: User, item_id: int, number: int) -> OriginalFile:
    """Return the original file of a page, and record that it was opened; raises ``NotVisible``."""
    page = item_page_for(actor, item_id, number)
    original = page.digital_object
    path = storage.path_of(original.sha256)
    if not path.is_file():
        raise NotVisible
    item = page.item
    extension = EXTENSIONS[MediaType(original.media_type)]
    name = item.reference_code.replace("·", "_")
    if original.page_count == 1:
        name += f"-{number:04d}"
    summary = f"打开第 {item.number} 件第 {number} 页的原件：{item.open_title}"
    record(actor, Act("open_original", "item", item.pk, item.file.household.code, summary, after={"page": number}))
    return OriginalFile(path, original.media_type, f"{name}.{extension}")


def look_into(*, actor: User, file: HouseholdFile) -> None:
    """Record that somebody looks into a secret file, once a day; the caller has it from a query of what he may read."""
    kept = file.scheme_class
    if kept is None or kept.access != Access.SECRET:
        # no transaction for nothing: it would wait until an import has ended
        return
    with transaction.atomic():
        if not _looked_today(actor, file):
            summary = f"查看“{kept}”类案卷 {file.reference_code}"
            record(actor, Act("look_into_file", "household_file", file.pk, file.household.code, summary))


def _looked_today(actor: User, file: HouseholdFile) -> bool:
    entries = history_of_object("household_file", ["look_into_file"], str(file.pk))
    return any(
        entry.actor_id == actor.pk and entry.at.astimezone(clock.CHINA).date() == clock.today() for entry in entries
    )
