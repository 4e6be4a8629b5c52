"""One step of a calculation, in words that can be read to the applicant, with figures and article."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hudang.kernel.money import plain, to_cents


@dataclass(frozen=True)
class Step:
    """``text`` tells inputs and result in one sentence; ``amount`` is yuan (a month unless the text says otherwise)."""

    key: str
    text: str
    amount: Decimal | None
    article: str
    passed: bool | None = None


def yuan(amount: Decimal | Fraction) -> Decimal:
    """Return an exact amount as it is shown: to the cent."""
    if isinstance(amount, Fraction):
        amount = Decimal(amount.numerator) / Decimal(amount.denominator)
    return to_cents(amount)


def shown(amount: Decimal | Fraction) -> str:
    """Return an amount for a sentence: 233.33, 515."""
    return plain(yuan(amount))
