"""Batches of a change of the standard: their households before and after, with sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from hudang.accounts.access import require_any, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.benefits.models import StandardChange, StandardChangeRow
from hudang.benefits.vocabulary import OUTCOME_LABELS, Outcome
from hudang.kernel.errors import NotVisible

_COUNTY = 6


@dataclass(frozen=True)
class OutcomeSum:
    """How many households came out so, with what they get before and after."""

    outcome: Outcome
    label: str
    households: int
    old: Decimal
    new: Decimal

    @property
    def difference(self) -> Decimal:
        """After less before."""
        return self.new - self.old


def changes_for(user: User) -> list[StandardChange]:
    """Return the batches of the user's county, the latest first."""
    require_any(user, Right.PREPARE_PAYMENTS, Right.DECIDE_BENEFITS)
    rows = StandardChange.objects.filter(county_code=user.division_code[:_COUNTY])
    return list(rows.select_related("made_by", "approved_by"))


def change_for(user: User, change_id: int) -> StandardChange:
    """Return one batch of the user's county; raises ``NotVisible``."""
    require_any(user, Right.PREPARE_PAYMENTS, Right.DECIDE_BENEFITS)
    rows = StandardChange.objects.filter(county_code=user.division_code[:_COUNTY], pk=change_id)
    found = rows.select_related("made_by", "approved_by").first()
    if found is None:
        raise NotVisible
    return found


def rows_of_change(user: User, change: StandardChange, outcome: str = "") -> QuerySet[StandardChangeRow]:
    """Return the households of a batch that the user may see; the sums of the batch are those of all."""
    rows = change.rows.filter(within(user, "household__village_code"))
    rows = rows.select_related("household").defer("inputs", "household__account")
    return rows.filter(outcome=outcome) if outcome in set(Outcome) else rows


def sums_of_change(change: StandardChange) -> list[OutcomeSum]:
    """Return the outcomes with their sums, in the order of the vocabulary."""
    found = change.rows.order_by().values("outcome")
    by_outcome = {
        row["outcome"]: row for row in found.annotate(number=Count("pk"), old=Sum("old_total"), new=Sum("new_total"))
    }
    return [
        OutcomeSum(
            outcome,
            label,
            by_outcome[outcome]["number"],
            by_outcome[outcome]["old"] or Decimal(0),
            by_outcome[outcome]["new"] or Decimal(0),
        )
        for outcome, label in OUTCOME_LABELS.items()
        if outcome in by_outcome
    ]


def adopted(sums: Iterable[OutcomeSum]) -> OutcomeSum:
    """Return what the approval does: the households whose allowance follows the new standard, before and after."""
    taken = [each for each in sums if each.outcome in (Outcome.RAISED, Outcome.SAME)]
    households = sum(each.households for each in taken)
    old, new = (sum((getattr(each, side) for each in taken), Decimal(0)) for side in ("old", "new"))
    return OutcomeSum(Outcome.RAISED, "执行", households, old, new)
