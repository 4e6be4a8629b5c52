"""定卷: closing a file when it is complete (R21); a stopped household's goes into the 停保盒 and its time begins."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.actions.rehousing import Leaving, Place, box_name, rehouse
from hudang.archives.errors import FileClosed, PapersMissing
from hudang.archives.models import Box, HouseholdFile, Material, Pouch
from hudang.archives.queries.clearance import withheld_level
from hudang.archives.rules.retention import kept_until
from hudang.archives.vocabulary import UNCLOSED_STATES, BoxKind, CardKind, NoteKind, PouchState
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible


@transaction.atomic
def close_file(*, actor: User, file: HouseholdFile) -> HouseholdFile:
    """Close a file and its pouches; raises ``PapersMissing`` with the names, or ``FileClosed``.

    The pouch of a stopped household moves to the village's box for the year of the stop and the retention period.
    """
    require(actor, Right.CLOSE_POUCHES)
    require_place(actor, file.village_code)
    found = HouseholdFile.objects.select_for_update(of=("self",)).select_related(
        "household", "fonds", "series", "scheme_class"
    )
    file = found.get(pk=file.pk)
    if withheld_level(actor, file):
        raise NotVisible
    if file.state not in UNCLOSED_STATES:
        raise FileClosed(reference_code=file.reference_code)
    refresh([file.pk], household_changed=False)
    file.refresh_from_db(fields=["missing", "missing_count"])
    if file.missing:
        names = Material.objects.filter(code__in=file.missing).values_list("name", flat=True)
        raise PapersMissing(count=len(file.missing), names="、".join(names))
    before = {"state": file.get_state_display()}
    file.state, file.closed_on, file.closed_by = PouchState.CLOSED, clock.today(), actor.display_name
    if file.stopped_on:
        file.retained_until = kept_until(file.retention, file.stopped_on)
    file.save(update_fields=["state", "closed_on", "closed_by", "retained_until"])
    Pouch.objects.filter(file=file).update(state=PouchState.CLOSED)
    told = f"定卷，共 {file.item_count} 件 {file.page_count} 页。"
    write_notes(actor, [Note(file, NoteKind.CHANGED, told)])
    after = {"state": file.get_state_display(), "items": file.item_count, "pages": file.page_count}
    if file.stopped_on:
        after["box"] = box_name(_to_stopped_box(actor, file))
        after["retained_until"] = str(file.retained_until or "永久")
    summary = f"定卷 {file.reference_code}"
    record(actor, Act("close_file", "household_file", file.pk, file.household.code, summary, before, after))
    return file


def _to_stopped_box(actor: User, file: HouseholdFile) -> Box:
    year = file.stopped_on.year if file.stopped_on else clock.today().year
    place = Place(file.village_code, BoxKind.STOPPED, year, file.retention)
    leaving = Leaving(CardKind.STOPPED, file.reference_code, "停保定卷", clock.today())
    return rehouse(actor, file, place, leaving)
