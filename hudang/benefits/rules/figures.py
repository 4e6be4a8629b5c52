"""The figures of an award, and what they must be; amounts are yuan a month, exact decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hudang.assessment.rules.means_test import Result
from hudang.assessment.rules.telling import supplement_rows
from hudang.kernel.errors import InvalidInput
from hudang.kernel.money import CENT, plain

_MOST_PERSONS = 30
_LARGEST = Decimal("999999.99")


@dataclass(frozen=True)
class Figures:
    """What a household gets: ``total`` is decided as a whole, for it is rounded once (process.md §9.1).

    ``standard`` and ``income`` are ``None`` where an imported register does not tell them.
    """

    persons: int
    base: Decimal
    supplement: Decimal
    total: Decimal
    standard: Decimal | None = None
    income: Decimal | None = None
    supplements: Sequence[Mapping[str, Any]] = ()

    @property
    def shown(self) -> dict[str, str]:
        """The figures in words, for the log."""
        return {
            "covered_size": str(self.persons),
            "standard": plain(self.standard),
            "base": plain(self.base),
            "supplement": plain(self.supplement),
            "allowance": plain(self.total),
        }


def figures_of(result: Result) -> Figures:
    """Return the figures of a means test."""
    return Figures(
        persons=result.covered,
        base=result.base,
        supplement=result.supplement,
        total=result.total,
        standard=result.standard,
        income=result.income,
        supplements=supplement_rows(result),
    )


def check(figures: Figures) -> None:
    """Raise ``InvalidInput`` for figures that cannot be paid."""
    faults = {}
    amounts = {
        "base": ("基本低保金", figures.base),
        "supplement": ("分类施保", figures.supplement),
        "total": ("月保障金", figures.total),
        "standard": ("标准", figures.standard),
        "income": ("家庭月收入", figures.income),
    }
    for name, (label, amount) in amounts.items():
        if amount is not None and not 0 <= amount <= _LARGEST:
            faults[name] = f"{label}不能小于 0，也不能大于 {_LARGEST} 元。"
        elif amount is not None and amount != amount.quantize(CENT):
            faults[name] = f"{label}最多两位小数。"
    if not 1 <= figures.persons <= _MOST_PERSONS:
        faults["persons"] = f"保障人数应在 1 到 {_MOST_PERSONS} 人之间。"
    if faults:
        raise InvalidInput(faults)
