"""Taking a list of households out of the product: logged with its filters, numbers masked (R54)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.opening import reason_given
from hudang.households.queries.export import households_within
from hudang.households.queries.lists import HouseholdList, ListFilters, all_for
from hudang.households.queries.search import typed_for_log


@transaction.atomic
def export_households(*, actor: User, filters: ListFilters, columns: Sequence[str] = ()) -> HouseholdList:
    """Return all households that fit for an export, and record who took how many out by which filters."""
    require(actor, Right.EXPORT)
    found = all_for(actor, filters)
    used = {name: value for name, value in asdict(filters).items() if value}
    if filters.q:
        used["q"] = typed_for_log(filters.q)
    if filters.codes:
        used["codes"] = len(filters.codes)
    after = {"rows": len(found), "filters": used, "columns": list(columns)}
    summary = f"导出家庭名单 {len(found)} 户"
    record(actor, Act("export_households", "household_list", actor.scope, "", summary, after=after))
    return found


def reveal_export(*, actor: User, prefix: str, reason: str) -> Iterator[dict[str, Any]]:
    """Return households of the actor's division within ``prefix`` with their numbers in full; logged before."""
    require(actor, Right.REVEAL)
    require(actor, Right.EXPORT)
    said = reason_given(reason, "导出完整号码")
    with transaction.atomic():
        record(actor, Act("reveal_export", "division", prefix, summary="导出完整证件号与账号", reason=said))
    return households_within(actor, prefix, clear=True)
