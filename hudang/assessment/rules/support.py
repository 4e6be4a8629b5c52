"""赡养、抚养、扶养费 that counts as the household's income (process.md §9.4)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hudang.assessment.errors import MissingParameter
from hudang.assessment.rules.case import Case, Supporter
from hudang.assessment.rules.parameters import Parameters, Support
from hudang.assessment.rules.steps import Step, shown, yuan

ARTICLE = "process.md §9.4"


def payable(supporter: Supporter, rule: Support, standard: Decimal) -> Fraction:
    """Return what a supporter owes each supported person, yuan a month.

    Income a head up to ``multiple`` standards leaves nothing; of what is above, for all of his household, a share is
    due: one for up to two children, a smaller one for three and more; it is divided by the supported persons.
    """
    above = Fraction(supporter.income_per_member) - Fraction(standard) * Fraction(rule.multiple)
    if supporter.waived or above <= 0:
        return Fraction(0)
    share = rule.share_up_to_two if supporter.children <= 2 else rule.share_from_three
    return above * supporter.household_size * Fraction(share) / supporter.supported_persons


def support_income(case: Case, parameters: Parameters, standard: Decimal) -> tuple[Fraction, tuple[Step, ...]]:
    """Return what all supporters owe or pay the household, yuan a year; raises ``MissingParameter``."""
    total, steps = Fraction(0), []
    for supporter in case.supporters:
        monthly, step = _established(supporter) or _of(supporter, case, parameters, standard)
        total += monthly * 12
        steps.append(step)
    return total, tuple(steps)


def _established(supporter: Supporter) -> tuple[Fraction, Step] | None:
    """Return what was established for a supporter: what is due, or what is paid where that is more."""
    if supporter.payable is None or supporter.waived:
        return None
    paid = supporter.paid or Decimal(0)
    which, amount = ("实付", paid) if paid > supporter.payable else ("应付", supporter.payable)
    text = (
        f"义务人{supporter.name}的赡养（抚、扶）养费核定每月应付 {shown(supporter.payable)} 元、"
        f"实付 {shown(paid)} 元，按{which}计。"
    )
    return Fraction(amount), Step("support", text, yuan(amount), ARTICLE)


def _of(supporter: Supporter, case: Case, parameters: Parameters, standard: Decimal) -> tuple[Fraction, Step]:
    rule = parameters.support
    if rule is None:
        raise MissingParameter(day=case.day, label="赡养费推算办法")
    each = payable(supporter, rule, standard)
    due = each * supporter.supported_here
    article = f"{ARTICLE}；{parameters.source}"
    if supporter.waived:
        text = f"义务人{supporter.name}的赡养（抚、扶）养费予以豁免：{supporter.waived}。"
        return Fraction(0), Step("support", text, Decimal(0), article)
    if supporter.paid is not None and Fraction(supporter.paid) > due:
        text = f"义务人{supporter.name}按协议、判决或实际每月给付 {shown(supporter.paid)} 元，高于推算的 {shown(due)} 元，按实际计。"
        return Fraction(supporter.paid), Step("support", text, yuan(supporter.paid), article)
    text = (
        f"义务人{supporter.name}家庭 {supporter.household_size} 人，人均月收入 {shown(supporter.income_per_member)} 元，"
        f"应付每名被赡养人每月 {shown(each)} 元，本户 {supporter.supported_here} 人计 {shown(due)} 元。"
    )
    return due, Step("support", text, yuan(due), article)
