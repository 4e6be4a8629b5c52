"""测算: what the verified incomes of a survey come to, by the same reckoning as the change that follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hudang.assessment.rules.steps import Step
from hudang.assessment.vocabulary import Verdict
from hudang.casework.queries.changes import computed, usual_month
from hudang.casework.rules.changes import Asked, Income
from hudang.casework.vocabulary import ChangeKind
from hudang.forms.catalogue import form_of
from hudang.forms.rules.reading import read_form
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.kernel import clock
from hudang.kernel.money import CENT
from hudang.recertification.models import Visit
from hudang.recertification.queries.visit_content import content_of
from hudang.recertification.queries.visit_prefill import group_of
from hudang.recertification.rules.outcomes import unverified, verified_incomes
from hudang.recertification.rules.surveyed import (
    Known,
    came_and_left,
    lacking_support,
    left_to_a_person,
    verified_of,
)
from hudang.recertification.rules.visit_checks import F20

_ASSETS_OVER = (
    "财产超过限额。应当豁免的，在财产表里选豁免的原因；不能豁免的，核定人均和建议金额按核实情况填写，理由写在结论里。"
)


@dataclass(frozen=True)
class Reckoned:
    """What a survey comes to; ``why`` says what is lacking when nothing can be reckoned yet."""

    amount: Decimal | None = None
    values: Mapping[str, Decimal | None] | None = None
    verdict: str = ""
    steps: Sequence[Step] = ()
    version: str = ""
    why: str = ""
    # what the figures do not hold, or hold under a condition, in sentences
    left: Sequence[str] = ()

    @property
    def advice(self) -> str:
        """The conclusion that the figures speak for; a person decides."""
        proposed = self.values["proposed"] if self.values else None
        if proposed is None or self.amount is None:
            return ""
        if not proposed:
            return "停发或渐退"
        return "增发" if proposed > self.amount else "减发" if proposed < self.amount else "维持"


def reckoned(visit: Visit) -> Reckoned | None:
    """Return what a survey comes to as it is filled in, ``None`` for other visits; its caller sees the visit."""
    if visit.form_code != F20:
        return None
    said = read_form(form_of(F20), content_of(visit), clock.today(), complete=False).clean
    lacking = unverified(said.get("incomes") or ()) or lacking_support(said)
    if lacking:
        return Reckoned(why=lacking)
    asked = asked_by(visit, said)
    found = computed(visit.household, ChangeKind.DECREASE, asked)
    if found.result is None:
        return Reckoned(why=found.change.unknown)
    new, result = found.change.new, found.result
    if result.verdict is Verdict.ASSETS_OVER:
        return Reckoned(why=_ASSETS_OVER)
    values = {
        "per_head": result.per_head,
        "verified_per_head": result.per_head,
        "standard": result.standard,
        "proposed": new.amount,
    }
    left = left_to_a_person(said, asked, result.steps, result.covered)
    return Reckoned(found.change.old.amount, values, result.conclusion, result.steps, result.version, left=left)


def asked_by(visit: Visit, said: Mapping[str, Any], **given: Any) -> Asked:
    """Return the change that a survey speaks for: its verified incomes and all else that the means test counts."""
    rows = HouseholdMember.objects.filter(household=visit.household, until=None).select_related("person")
    known = [Known(row.pk, row.person.name, row.person.identity) for row in rows]
    joins, leaves = came_and_left(said, known, visit.on)
    return Asked(
        **{"reason_code": "", "reason": ""} | given,
        month=usual_month(visit.household.village_code),
        incomes=incomes_after(visit.household, said.get("incomes") or ()),
        verified=verified_of(said),
        joins=joins,
        leaves=leaves,
    )


def incomes_after(household: Household, rows: Sequence[Mapping[str, Any]]) -> tuple[Income, ...]:
    """Return the incomes of a household after the verified values of a survey."""
    registered = [
        (
            group_of(item.kind),
            Income(kind=item.kind, amount=item.amount, period=item.period, member=item.member_id),
            Decimal(item.monthly).quantize(CENT),
        )
        for item in IncomeItem.objects.filter(household=household, until=None)
    ]
    return verified_incomes(registered, rows)
