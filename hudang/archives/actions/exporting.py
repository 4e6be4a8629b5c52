"""Taking the list of missing papers out of the product: logged with its filters (R54)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import HouseholdFile
from hudang.archives.queries.files import missing_for
from hudang.audit.log import Act, record


@transaction.atomic
def export_missing(*, actor: User, prefix: str, material: str) -> list[HouseholdFile]:
    """Return all files that lack papers, for an export, and record who took how many out by which filters."""
    require(actor, Right.EXPORT)
    found = list(missing_for(actor, prefix, material))
    used = {name: value for name, value in {"division_code": prefix, "material": material}.items() if value}
    summary = f"导出缺件清单 {len(found)} 袋"
    record(actor, Act("export_missing", "household_file_list", actor.scope, summary=summary, after=used))
    return found
