"""One line of a payment list: allowance, what is paid besides, what is kept back; never below nothing (F32)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Owing:
    """A recovery that is open: what is left, and what is kept back of one payment."""

    pk: int
    balance: Decimal
    instalment: Decimal


@dataclass(frozen=True)
class Payment:
    """The amounts of a row, yuan; ``kept`` says how much for which recovery."""

    allowance: Decimal
    price_subsidy: Decimal
    back_pay: Decimal
    recovery: Decimal
    total: Decimal
    kept: tuple[tuple[int, Decimal], ...]


def payment(
    allowance: Decimal, persons: int, subsidy_per_person: Decimal, back_pay: Decimal, owing: Sequence[Owing]
) -> Payment:
    """Return what is paid.

    Recoveries are kept back in their order from allowance and back pay, each at most its instalment and balance; the
    price subsidy is left alone, for it is other money (process.md §9.5).
    """
    subsidy = subsidy_per_person * persons if allowance else _NOTHING
    left, kept = allowance + back_pay, []
    for each in owing:
        amount = min(each.instalment, each.balance, left)
        if amount > 0:
            kept.append((each.pk, amount))
            left -= amount
    recovery = sum((amount for _, amount in kept), _NOTHING)
    return Payment(allowance, subsidy, back_pay, recovery, left + subsidy, tuple(kept))
