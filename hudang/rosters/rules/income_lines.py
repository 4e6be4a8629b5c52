"""How the incomes that a roster tells meet those that stand: a total, groups or single kinds; a blank never erases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from hudang.kernel.money import to_cents
from hudang.rosters.rules.draft_fields import GROUP_KIND, UNITEMISED_INCOME

_KIND_OF_GROUP = {kind[0]: kind for kind in GROUP_KIND.values()}
Told = Mapping[str, Decimal]


def replaces(told: Told, kind: str) -> bool:
    """Tell whether a standing income of this kind is spoken of: by a total, its group, its kind, or by any part."""
    return kind == UNITEMISED_INCOME or _as_told(told, kind) in told


def _as_told(told: Told, kind: str) -> str:
    """Return under which of the told kinds a standing income counts."""
    if set(told) == {UNITEMISED_INCOME}:
        return UNITEMISED_INCOME
    whole = _KIND_OF_GROUP[kind[0]]
    by_group = {each for each in told if each[0] == kind[0]} == {whole}
    return whole if by_group and kind != UNITEMISED_INCOME else kind


def same(told: Told, standing: Iterable[tuple[str, Decimal]]) -> bool:
    """Tell whether the standing incomes (kind, yuan a month) say what the roster says.

    A total does not contradict its parts. No income at all and an income of zero are different: the one was never
    asked for.
    """
    totals: dict[str, Decimal] = defaultdict(Decimal)
    lines = list(standing)
    for kind, amount in lines:
        if replaces(told, kind):
            totals[_as_told(told, kind)] += amount
    spoken = {kind: rounded for kind, amount in totals.items() if (rounded := to_cents(amount))}
    return bool(lines) and spoken == {kind: amount for kind, amount in told.items() if amount}


def lines_of(told: Told, others_stand: bool = False) -> dict[str, Decimal]:
    """Return what to write: the told incomes, or a zero that says there is none."""
    amounts = {kind: amount for kind, amount in told.items() if amount}
    return amounts or ({} if others_stand else {UNITEMISED_INCOME: Decimal(0)})
