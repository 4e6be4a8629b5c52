"""Taking lists of the archive out of the product: logged with their filters (R54)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import HouseholdFile
from hudang.archives.queries.boxes import BoxFilters, BoxRow, box_rows, boxes_for
from hudang.archives.queries.figures import VillageRow, narrowed, villages_for
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


@transaction.atomic
def export_villages(*, actor: User, township: str, only: str, sort: str) -> list[VillageRow]:
    """Return the villages of a list for an export, and record who took how many out by which filters."""
    require(actor, Right.EXPORT)
    found = narrowed(villages_for(actor, township), only, sort)
    _record(actor, "export_villages", f"导出各村清单 {len(found)} 个村", {"division_code": township, "only": only})
    return found


@transaction.atomic
def export_boxes(*, actor: User, filters: BoxFilters) -> list[BoxRow]:
    """Return the boxes of a list for an export, and record who took how many out by which filters."""
    require(actor, Right.EXPORT)
    found = box_rows(boxes_for(actor, filters))
    used = {"division_code": filters.division, "kind": filters.kind, "only": filters.only}
    _record(actor, "export_boxes", f"导出各盒清单 {len(found)} 盒", used)
    return found


def _record(actor: User, action: str, summary: str, filters: dict[str, str]) -> None:
    used = {name: value for name, value in filters.items() if value}
    record(actor, Act(action, "box_list", actor.scope, summary=summary, after=used))
