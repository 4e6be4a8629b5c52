"""定卷: closing a file when it is complete (R21)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh
from hudang.archives.errors import FileClosed, PapersMissing
from hudang.archives.models import HouseholdFile, Material, Pouch
from hudang.archives.vocabulary import PouchState
from hudang.audit.log import Act, record
from hudang.kernel import clock


@transaction.atomic
def close_file(*, actor: User, file: HouseholdFile) -> HouseholdFile:
    """Close a file and its pouches; raises ``PapersMissing`` with the names, or ``FileClosed``."""
    require(actor, Right.CLOSE_POUCHES)
    require_place(actor, file.village_code)
    file = HouseholdFile.objects.select_for_update().get(pk=file.pk)
    if file.state not in (PouchState.PRE, PouchState.LIVE):
        raise FileClosed(reference_code=file.reference_code)
    refresh([file.pk])
    file.refresh_from_db()
    if file.missing:
        names = Material.objects.filter(code__in=file.missing).values_list("name", flat=True)
        raise PapersMissing(count=len(file.missing), names="、".join(names))
    before = {"state": file.get_state_display()}
    file.state, file.closed_on, file.closed_by = PouchState.CLOSED, clock.today(), actor.display_name
    file.save(update_fields=["state", "closed_on", "closed_by"])
    Pouch.objects.filter(file=file).update(state=PouchState.CLOSED)
    record(
        actor,
        Act(
            "close_file",
            "household_file",
            file.pk,
            file.household.code,
            f"定卷 {file.reference_code}",
            before=before,
            after={"state": file.get_state_display(), "items": file.item_count, "pages": file.page_count},
        ),
    )
    return file
