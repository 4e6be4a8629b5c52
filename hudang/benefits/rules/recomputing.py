"""标准调整 of one household: its last case with the new parameters, compared with what it gets (process.md §9.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.assessment.rules.case import Case, read_case
from hudang.assessment.rules.means_test import Result, assess
from hudang.assessment.rules.parameters import Parameters
from hudang.benefits.vocabulary import Outcome
from hudang.kernel.money import plain


@dataclass(frozen=True)
class Recomputed:
    """What came out for one household; ``result`` is there whenever the case could be tested."""

    outcome: Outcome
    new_total: Decimal | None
    told: str
    case: Case | None = None
    result: Result | None = None


def case_in(inputs: Mapping[str, Any], month: date) -> Case:
    """Return the case of an earlier assessment as of a month: ages and exclusions are those of its first day."""
    return read_case({**inputs, "day": month.isoformat()})


def recompute(case: Case, parameters: Parameters, old_total: Decimal) -> Recomputed:
    """Test a case with the new parameters; raises ``MissingParameter``."""
    result = assess(case, parameters)
    if not result.eligible:
        return Recomputed(Outcome.INELIGIBLE, None, result.conclusion, case, result)
    difference = result.total - old_total
    told = f"{plain(old_total)} → {plain(result.total)} 元，标准 {plain(result.standard)} 元，家庭月收入 {plain(result.income)} 元"
    outcome = Outcome.RAISED if difference > 0 else Outcome.LOWERED if difference < 0 else Outcome.SAME
    return Recomputed(outcome, result.total, told, case, result)
