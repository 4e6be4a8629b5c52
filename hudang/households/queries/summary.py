"""户情摘要: what somebody should know of a household at first sight (R19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hudang.audit.queries import history_of_household
from hudang.households.models import Household
from hudang.households.queries.detail import IncomeView, MemberView
from hudang.kernel.money import to_cents


@dataclass(frozen=True)
class Summary:
    """Sizes, incomes in yuan a month (rounded to cents), and the latest act."""

    present: int
    declared: int | None
    unnamed: int
    covered: int | None
    income: Decimal
    income_per_member: Decimal | None
    incomes_known: bool
    changed_at: datetime | None
    changed_by: str
    changed_what: str
    day: date


def summary_of(
    household: Household, members: list[MemberView], incomes: list[IncomeView], *, known: bool, day: date
) -> Summary:
    """Return the summary of a household from what the page has read already."""
    total = sum((item.monthly for item in incomes), Decimal(0))
    size = max(household.declared_size or 0, len(members))
    last = next(iter(history_of_household(household.code, 1)), None)
    return Summary(
        present=len(members),
        declared=household.declared_size,
        unnamed=max((household.declared_size or 0) - len(members), 0),
        covered=household.covered_size,
        income=total,
        income_per_member=to_cents(total / size) if size else None,
        incomes_known=known,
        changed_at=last.at if last else household.updated_at,
        changed_by=last.actor_name if last else "",
        changed_what=last.summary if last else "",
        day=day,
    )
