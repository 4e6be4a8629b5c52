"""Storing a means test as it was decided: never changed, never computed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.models import Assessment
from hudang.assessment.rules.case import Case
from hudang.assessment.rules.means_test import Result
from hudang.assessment.rules.telling import as_row
from hudang.assessment.vocabulary import VERDICT_LABELS
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.platform import bulk


@dataclass(frozen=True)
class Assessed:
    """One means test that is to be kept: whose, what it was given, what came out."""

    household_id: int | None
    village_code: str
    case: Case
    result: Result
    case_reference: str = ""


def inputs_of(case: Case) -> dict[str, Any]:
    """Return a case as the JSON object that ``read_case`` reads again; amounts as text."""
    return case.model_dump(mode="json", exclude={"parameters"}, exclude_defaults=True) | {"day": case.day.isoformat()}


@transaction.atomic
def store_assessment(
    *, actor: User, case: Case, result: Result, village_code: str, household: Any = None, case_reference: str = ""
) -> Assessment:
    """Keep a means test of a household (or of a case before there is one) as it was decided."""
    require(actor, Right.VIEW_HOUSEHOLDS)
    require_place(actor, village_code)
    household_id = household.pk if household else None
    assessed = Assessed(household_id, village_code, case, result, case_reference)
    assessment = store_many(actor, [assessed])[0]
    code = household.code if household else ""
    summary = f"测算：{result.conclusion}，每月 {result.total} 元（参数 {result.version}）"
    after = {"verdict": VERDICT_LABELS[result.verdict], "total": result.total, "parameters": result.version}
    record(actor, Act("store_assessment", "assessment", assessment.pk, code, summary, None, after))
    return assessment


def store_many(actor: User, assessed: Sequence[Assessed]) -> Sequence[Assessment]:
    """Keep many at once, inside the transaction of an action that checked right and place and writes the log."""
    make, at = bulk.maker(Assessment), clock.now()
    rows = [
        make(
            household_id=each.household_id,
            case_reference=each.case_reference,
            village_code=each.village_code,
            day=each.case.day,
            kind=each.case.kind.value,
            area=each.case.area.value,
            inputs=inputs_of(each.case),
            result=as_row(each.result),
            version=each.result.version,
            verdict=each.result.verdict.value,
            total=each.result.total,
            made_by_id=actor.pk,
            made_by_name=actor.display_name,
            made_at=at,
        )
        for each in assessed
    ]
    return bulk.insert(Assessment, rows)
