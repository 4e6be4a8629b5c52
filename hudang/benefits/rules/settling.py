"""What closed months owe: the difference between what was listed and what is due after a retroactive decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Span:
    """Something that holds from a month until a month (``None`` for open), with an amount."""

    since: date
    until: date | None
    total: Decimal = Decimal(0)

    def holds(self, month: date) -> bool:
        """Whether it holds in a month."""
        return self.since <= month and (self.until is None or month < self.until)


def due_in(month: date, awards: list[Span], suspensions: list[Span]) -> Decimal:
    """Return what a household is to get for a month: the award that holds, nothing while payment is suspended."""
    if any(each.holds(month) for each in suspensions):
        return Decimal(0)
    return next((award.total for award in awards if award.holds(month)), Decimal(0))


def differences(
    listed: Mapping[date, Decimal],
    corrected: Mapping[date, Decimal],
    awards: list[Span],
    suspensions: list[Span],
) -> dict[date, Decimal]:
    """Return for each closed month what is still owed (positive) or was paid too much (negative); nothing at zero.

    ``listed`` is what the closed list of each month has for the household (zero where it has no row), ``corrected``
    the sum of earlier corrections.
    """
    owed = {}
    for month, paid in listed.items():
        difference = due_in(month, awards, suspensions) - paid - corrected.get(month, Decimal(0))
        if difference:
            owed[month] = difference
    return owed
