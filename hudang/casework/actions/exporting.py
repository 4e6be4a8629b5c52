"""Taking the list of cases out of the product: logged with its filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.casework.queries.lists import CaseFilters, CaseRow, everything, found_for
from hudang.households.queries.search import typed_for_log


@transaction.atomic
def export_cases(*, actor: User, filters: CaseFilters) -> Iterator[CaseRow]:
    """Return the cases of a list for an export, and record who took how many out by which filters."""
    require(actor, Right.EXPORT)
    used = {name: value for name, value in asdict(filters).items() if value}
    if filters.q:
        used["q"] = typed_for_log(filters.q)
    count = found_for(actor, filters).count()
    after = {"rows": count, "filters": used}
    record(actor, Act("export_cases", "case_list", actor.scope, "", f"导出案件清单 {count} 件", after=after))
    return everything(actor, filters)
