"""低保金: gap or tier, supplements by member, and the one rounding (process.md §9.1–§9.3)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hudang.assessment.errors import MissingParameter
from hudang.assessment.rules.case import Case, Member
from hudang.assessment.rules.parameters import Parameters, Supplement
from hudang.assessment.rules.steps import Step, shown, yuan
from hudang.assessment.vocabulary import ROUNDING_LABELS, SUPPLEMENT_LABELS, AmountMode, Rounding, SupplementGroup
from hudang.kernel.identity import age_on


@dataclass(frozen=True)
class Granted:
    """分类施保 of one member: the highest that he fits."""

    name: str
    group: SupplementGroup
    amount: Fraction


def base_amount(
    case: Case, parameters: Parameters, standard: Decimal, income: Fraction, per_head: Fraction
) -> tuple[Fraction, Step]:
    """Return the basic allowance, yuan a month, unrounded; the household is summed first (process.md §9.1)."""
    persons = len(case.covered)
    if parameters.mode is AmountMode.TIER:
        return _tier(case, parameters, per_head, persons)
    gap = max(Fraction(0), Fraction(standard) * persons - income)
    text = (
        f"基本低保金＝标准 {shown(standard)} 元 × 保障人数 {persons} 人 − 家庭月收入 {shown(income)} 元"
        f"＝{shown(gap)} 元（先按户总额计算）。"
    )
    return gap, Step("base", text, yuan(gap), f"process.md §9.1；{parameters.source}")


def _tier(case: Case, parameters: Parameters, per_head: Fraction, persons: int) -> tuple[Fraction, Step]:
    if not parameters.tiers:
        raise MissingParameter(day=case.day, label="分档补助表")
    article = f"process.md §9.2；{parameters.source}"
    for tier in sorted(parameters.tiers, key=lambda tier: tier.income_below):
        if per_head < Fraction(tier.income_below):
            amount = Fraction(tier.amount_per_person) * persons
            text = f"人均月收入 {shown(per_head)} 元，定为 {tier.code} 档，每人 {shown(tier.amount_per_person)} 元 × {persons} 人＝{shown(amount)} 元。"
            return amount, Step("base", text, yuan(amount), article)
    text = f"人均月收入 {shown(per_head)} 元，不在任何一档之内，基本低保金为 0。"
    return Fraction(0), Step("base", text, Decimal(0), article)


def _fits(member: Member, rule: Supplement, day: date) -> bool:
    age = None if member.born_on is None else age_on(member.born_on, day)
    match rule.group:
        case SupplementGroup.SERIOUS_ILLNESS:
            return member.seriously_ill
        case SupplementGroup.SEVERE_DISABILITY:
            return member.severely_disabled
        case SupplementGroup.ELDER:
            return age is not None and rule.age is not None and age >= rule.age
        case SupplementGroup.MINOR:
            return age is not None and rule.age is not None and age < rule.age


def supplements(case: Case, parameters: Parameters, standard: Decimal) -> tuple[Granted, ...]:
    """Return what each covered member gets on top: the highest one that fits, no two together (process.md §9.3)."""
    granted = []
    for member in case.covered:
        fitting = [rule for rule in parameters.supplements if _fits(member, rule, case.day)]
        if fitting:
            best = max(fitting, key=lambda rule: rule.amount.of(standard))
            granted.append(Granted(member.name, best.group, Fraction(best.amount.of(standard))))
    return tuple(granted)


def supplement_step(granted: Granted, parameters: Parameters) -> Step:
    """Return the sentence of one supplement."""
    text = (
        f"{granted.name}属{SUPPLEMENT_LABELS[granted.group]}，分类施保每月 {shown(granted.amount)} 元（就高，不重复）。"
    )
    return Step("supplement", text, yuan(granted.amount), f"process.md §9.3；{parameters.source}")


def rounded(amount: Fraction, rounding: Rounding) -> Decimal:
    """Round an exact amount of yuan."""
    match rounding:
        case Rounding.CEIL_YUAN:
            return Decimal(math.ceil(amount))
        case Rounding.CEIL_10:
            return Decimal(math.ceil(amount / 10) * 10)
        case Rounding.ROUND_YUAN:
            return Decimal(math.floor(amount + Fraction(1, 2)))
        case Rounding.ROUND_CENT:
            return Decimal(math.floor(amount * 100 + Fraction(1, 2))) / 100


def total_step(exact: Fraction, total: Decimal, parameters: Parameters) -> Step:
    """Return the sentence of the sum and its one rounding."""
    text = f"合计 {shown(exact)} 元，只在最后{ROUNDING_LABELS[parameters.rounding]}一次，每月 {shown(total)} 元。"
    return Step("total", text, total, f"process.md §9.1；{parameters.source}")
