"""家庭收入: what counts of each income, less cost, exclusions and the cost of finding work (process.md §8).

Everything is summed a year, as exact fractions, and divided by twelve at the end: no figure is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hudang.assessment.rules.case import Case, Income, Member
from hudang.assessment.rules.parameters import Amount, Parameters
from hudang.assessment.rules.steps import Step, shown, yuan
from hudang.assessment.vocabulary import BUSINESS, EARNINGS, MONTHS_OF, NOT_COUNTED, PERIOD_LABELS, RIGID_EXPENSE_KIND
from hudang.households.vocabulary import INCOME_KIND

ARTICLE = "民发〔2021〕57号；process.md §8"
_MONTHS, _OTHER_EXPENSE = 12, "其他"


@dataclass(frozen=True)
class Tally:
    """What was summed, yuan a year, and how; ``by_member`` has the members' own incomes by name."""

    yearly: Fraction
    steps: tuple[Step, ...]
    by_member: tuple[tuple[str, Fraction], ...]

    @property
    def monthly(self) -> Fraction:
        """Yuan a month."""
        return self.yearly / _MONTHS


def tally(case: Case, parameters: Parameters, standard: Decimal, members: Iterable[Member]) -> Tally:
    """Sum the incomes of these members and what the household has in common."""
    steps: list[Step] = []
    by_member = []
    for member in members:
        yearly = _incomes(member.name, member.incomes, case, parameters, steps)
        yearly -= _employment_cost(member, case, parameters, standard, steps)
        by_member.append((member.name, yearly))
    common = _incomes("全家", case.incomes, case, parameters, steps)
    return Tally(sum((amount for _, amount in by_member), common), tuple(steps), tuple(by_member))


def _incomes(whose: str, incomes: Iterable[Income], case: Case, parameters: Parameters, steps: list[Step]) -> Fraction:
    total = Fraction(0)
    for income in incomes:
        yearly = _yearly(income, parameters)
        reason = _not_counted(income, case, parameters)
        steps.append(_told(whose, income, yearly, reason))
        total += 0 if reason else yearly
    return total


def _yearly(income: Income, parameters: Parameters) -> Fraction:
    net = Fraction(income.amount - income.cost) * MONTHS_OF[income.period]
    nothing = parameters.losses_are_nothing or not income.kind.startswith(BUSINESS)
    return max(net, Fraction(0)) if nothing else net


def _not_counted(income: Income, case: Case, parameters: Parameters) -> str:
    """Return why an income does not count on the day, empty when it does: an exclusion ends with its parameter."""
    if not income.not_counted:
        return ""
    rule = next((rule for rule in parameters.not_counted if rule.code == income.not_counted), None)
    if rule is None or (rule.until is not None and case.day > rule.until):
        return ""
    return NOT_COUNTED[income.not_counted]


def _told(whose: str, income: Income, yearly: Fraction, reason: str) -> Step:
    unit = PERIOD_LABELS[income.period]
    cost = f"，减成本 {shown(income.cost)} 元" if income.cost else ""
    text = f"{whose}{INCOME_KIND[income.kind]}每{unit} {shown(income.amount)} 元{cost}，折合每月 {shown(yearly / _MONTHS)} 元"
    if reason:
        return Step("income_not_counted", f"{text}；属{reason}，不计入。", Decimal(0), ARTICLE)
    if income.not_counted:
        text += f"；{NOT_COUNTED[income.not_counted]}本月没有不计入的规定，计入"
    return Step("income", f"{text}。", yuan(yearly / _MONTHS), ARTICLE)


def _employment_cost(
    member: Member, case: Case, parameters: Parameters, standard: Decimal, steps: list[Step]
) -> Fraction:
    """Return the necessary cost of working, yuan a year: never more than what the member earns."""
    earned = sum(
        (
            _yearly(income, parameters)
            for income in member.incomes
            if income.kind.startswith(EARNINGS) and not _not_counted(income, case, parameters)
        ),
        Fraction(0),
    )
    rule = _cost_rule(member, parameters)
    if rule is None or earned <= 0:
        return Fraction(0)
    cost = min(earned, Fraction(rule.of(standard)) * _MONTHS)
    text = f"{member.name}有工资性收入，每月扣减必要的就业成本 {shown(cost / _MONTHS)} 元。"
    steps.append(Step("employment_cost", text, -yuan(cost / _MONTHS), f"{ARTICLE}；{parameters.source}"))
    return cost


def _cost_rule(member: Member, parameters: Parameters) -> Amount | None:
    if member.disability_level and parameters.employment_cost_disabled is not None:
        return parameters.employment_cost_disabled
    return parameters.employment_cost


def rigid_deduction(case: Case, parameters: Parameters) -> tuple[Fraction, tuple[Step, ...]]:
    """Return what is taken off the household's income for rigid expenses, yuan a year (process.md §8)."""
    total, steps = Fraction(0), []
    for rule in parameters.rigid_expenses:
        spent = spent_a_year(case, {rule.kind})
        taken = spent * Fraction(rule.rate)
        if rule.most_a_year is not None:
            taken = min(taken, Fraction(rule.most_a_year))
        if taken > 0:
            text = f"{RIGID_EXPENSE_KIND.get(rule.kind, _OTHER_EXPENSE)}支出（刚性支出）全年 {shown(spent)} 元，按规定扣减 {shown(taken)} 元，折合每月 {shown(taken / _MONTHS)} 元。"
            steps.append(Step("rigid_expense", text, -yuan(taken / _MONTHS), f"process.md §8；{parameters.source}"))
        total += taken
    return total, tuple(steps)


def spent_a_year(case: Case, kinds: set[str] | None = None) -> Fraction:
    """Return the rigid expenses of these kinds (all), yuan a year."""
    return sum(
        (Fraction(e.amount) * MONTHS_OF[e.period] for e in case.expenses if kinds is None or e.kind in kinds),
        Fraction(0),
    )
