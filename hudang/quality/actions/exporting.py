"""Taking a list of problems out of the product: logged with its filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.quality.queries.problems import ProblemFilter, ProblemRow, all_rows, problems_for


@transaction.atomic
def export_problems(*, actor: User, wanted: ProblemFilter) -> Iterator[ProblemRow]:
    """Return the problems of a list for an export, and record who took how many out by which filters."""
    require(actor, Right.EXPORT)
    used = {name: value for name, value in asdict(wanted).items() if value}
    count = problems_for(actor, wanted).count()
    after = {"rows": count, "filters": used}
    record(actor, Act("export_problems", "problem_list", actor.scope, "", f"导出质量问题 {count} 处", after=after))
    return all_rows(actor, wanted)
