"""Amounts in yuan: exact decimals, never floats."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MONTHS = Decimal(12)


def to_cents(amount: Decimal) -> Decimal:
    """Round half up to two decimals, as 元.角分 are written."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def monthly_of_year(yearly: Decimal) -> Decimal:
    """Return a year's amount as yuan a month, unrounded: round once, at the end (process.md §9.1)."""
    return yearly / MONTHS


def plain(amount: Decimal | None) -> str:
    """Return the amount without superfluous zeros: 735, 735.5; empty when there is none."""
    if amount is None:
        return ""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
