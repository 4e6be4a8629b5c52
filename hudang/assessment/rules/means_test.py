"""收入财产测算: from a case and the parameters of its month to a result that explains itself (process.md §8–§9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hudang.assessment.errors import MissingParameter
from hudang.assessment.rules.allowance import (
    Granted,
    base_amount,
    rounded,
    supplement_step,
    supplements,
    total_step,
)
from hudang.assessment.rules.assets import check_assets
from hudang.assessment.rules.case import Case, Member
from hudang.assessment.rules.incomes import Tally, rigid_deduction, spent_a_year, tally
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.rules.steps import Step, shown, yuan
from hudang.assessment.rules.support import support_income
from hudang.assessment.vocabulary import AREA_LABELS, VERDICT_LABELS, CaseKind, Verdict

_NOTHING = Decimal(0)
_BASIS = "社会救助暂行办法第九条"


@dataclass(frozen=True)
class Result:
    """What was found, as shown and stored; amounts are yuan a month.

    ``base`` and ``supplement`` are shown to the cent, ``total`` is rounded once from the exact sum.
    """

    verdict: Verdict
    standard: Decimal
    persons: int
    covered: int
    income: Decimal
    per_head: Decimal
    by_member: tuple[tuple[str, Decimal], ...]
    base: Decimal
    granted: tuple[Granted, ...]
    supplement: Decimal
    total: Decimal
    effective: date | None
    version: str
    steps: tuple[Step, ...]

    @property
    def eligible(self) -> bool:
        """Whether the household gets what it asks for."""
        return self.verdict is Verdict.ELIGIBLE

    @property
    def supplements(self) -> list[tuple[Granted, Decimal]]:
        """What each member gets on top, and the amount to the cent."""
        return [(each, yuan(each.amount)) for each in self.granted]

    @property
    def conclusion(self) -> str:
        """The result in one sentence."""
        return VERDICT_LABELS[self.verdict]


@dataclass(frozen=True)
class _Basis:
    """What every kind of case is judged by."""

    case: Case
    parameters: Parameters
    standard: Decimal
    persons: tuple[Member, ...]
    income: Tally
    assets: tuple[Step, ...]

    @property
    def per_head(self) -> Fraction:
        return self.income.monthly / len(self.persons)

    @property
    def assets_pass(self) -> bool:
        return all(step.passed is not False for step in self.assets)


def assess(case: Case, parameters: Parameters) -> Result:
    """Return the result of a case; raises ``MissingParameter``.

    The income of all members living together is summed first; a household is eligible when its income a head is
    strictly below the standard and its assets pass (社会救助暂行办法 article 9).
    """
    basis = _basis(case, parameters)
    verdict, reasons = _judge(basis)
    if verdict is Verdict.ELIGIBLE and case.kind in (CaseKind.DIBAO, CaseKind.SINGLE_PERSON):
        return _granted(basis, reasons)
    return _result(basis, verdict, reasons)


def _needed(value: Decimal | None, case: Case, label: str) -> Decimal:
    if value is None:
        raise MissingParameter(day=case.day, label=label)
    return value


def _basis(case: Case, parameters: Parameters) -> _Basis:
    standard = _needed(parameters.standard, case, f"低保标准（{AREA_LABELS[case.area]}）")
    persons = case.counted
    income = tally(case, parameters, standard, persons)
    support, supported = support_income(case, parameters, standard)
    taken, spent = rigid_deduction(case, parameters)
    yearly = max(Fraction(0), income.yearly + support - taken)
    income = replace(income, yearly=yearly, steps=(*income.steps, *supported, *spent))
    return _Basis(case, parameters, standard, persons, income, check_assets(case, parameters, standard, len(persons)))


def _judge(basis: _Basis) -> tuple[Verdict, tuple[Step, ...]]:
    steps = [_sum_step(basis)]
    match basis.case.kind:
        case CaseKind.DIBAO:
            verdict = _below_standard(basis, steps)
        case CaseKind.SINGLE_PERSON:
            verdict = _single_person(basis, steps)
        case CaseKind.EDGE:
            verdict = _edge(basis, steps)
        case CaseKind.RIGID_EXPENSE:
            verdict = _rigid(basis, steps)
    if verdict is Verdict.ELIGIBLE and not basis.assets_pass:
        verdict = Verdict.ASSETS_OVER
    return verdict, tuple(steps)


def _sum_step(basis: _Basis) -> Step:
    number, monthly = len(basis.persons), basis.income.monthly
    text = (
        f"家庭月收入合计 {shown(monthly)} 元，共同生活的家庭成员 {number} 人，人均月收入 {shown(basis.per_head)} 元。"
    )
    return Step("income_sum", text, yuan(monthly), "process.md §9.1")


def _compared(basis: _Basis, limit: Fraction, label: str, *, below: bool) -> Step:
    """Return the comparison as a step; the exact figures decide, a cent that rounding hides is told."""
    passed = (basis.per_head < limit) is below
    sign = "低于" if basis.per_head < limit else "等于" if basis.per_head == limit else "高于"
    text = f"人均月收入 {shown(basis.per_head)} 元{sign}{label} {shown(limit)} 元。"
    return Step("eligibility", text, yuan(limit), f"{_BASIS}；{basis.parameters.source}", passed=passed)


def _below_standard(basis: _Basis, steps: list[Step]) -> Verdict:
    step = _compared(basis, Fraction(basis.standard), "低保标准", below=True)
    steps.append(step)
    return Verdict.ELIGIBLE if step.passed else Verdict.INCOME_NOT_BELOW


def _edge_limit(basis: _Basis) -> Fraction:
    multiple = _needed(basis.parameters.edge_multiple, basis.case, "低保边缘家庭收入上限倍数")
    return Fraction(basis.standard) * Fraction(multiple)


def _edge(basis: _Basis, steps: list[Step]) -> Verdict:
    above = _compared(basis, Fraction(basis.standard), "低保标准", below=False)
    below = _compared(basis, _edge_limit(basis), "低保边缘家庭收入上限", below=True)
    steps += [above, below]
    if not above.passed:
        return Verdict.INCOME_BELOW_EDGE
    return Verdict.ELIGIBLE if below.passed else Verdict.INCOME_ABOVE_EDGE


def _single_person(basis: _Basis, steps: list[Step]) -> Verdict:
    """A severely disabled or seriously ill member of a household on the edge (process.md §5 单人户)."""
    person = basis.case.covered[0]
    groups = [
        label
        for label, fits in (
            ("重度残疾人", person.severely_disabled),
            ("重病患者", person.seriously_ill),
            ("脱离家庭、在宗教场所居住三年以上的宗教教职人员", person.religious_three_years),
        )
        if fits
    ]
    said = f"属{groups[0]}，可以单独申请。" if groups else "不属于重度残疾人、重病患者等可以单独申请的人员。"
    steps.append(Step("group", f"{person.name}{said}", None, "process.md §5", passed=bool(groups)))
    if not groups:
        return Verdict.NOT_IN_SINGLE_PERSON_GROUP
    below = _compared(basis, _edge_limit(basis), "低保边缘家庭收入上限", below=True)
    steps.append(below)
    return Verdict.ELIGIBLE if below.passed else Verdict.INCOME_ABOVE_EDGE


def _rigid(basis: _Basis, steps: list[Step]) -> Verdict:
    """Expenses that eat up the income (刚性支出困难家庭认定办法; process.md §5)."""
    limit = _needed(basis.parameters.disposable_income, basis.case, "居民人均可支配收入")
    least = Fraction(_needed(basis.parameters.rigid_share, basis.case, "刚性支出占收入的比例"))
    below = _compared(basis, Fraction(limit), "上年度居民人均可支配收入", below=True)
    steps.append(below)
    if not below.passed:
        return Verdict.INCOME_ABOVE_EDGE
    spent, earned = spent_a_year(basis.case), basis.income.yearly
    passed = spent > 0 and spent >= earned * least
    text = f"全年刚性支出 {shown(spent)} 元，家庭全年收入 {shown(earned)} 元，要求占到 {shown(least * 100)}%。"
    steps.append(Step("expense_share", text, yuan(spent), "process.md §5", passed=passed))
    return Verdict.ELIGIBLE if passed else Verdict.EXPENSE_SHARE_TOO_LOW


def _single_base(basis: _Basis) -> tuple[Fraction, Step]:
    """Return a single person's basic allowance: a fixed amount where the region has one, else what he lacks himself."""
    person, fixed = basis.case.covered[0], basis.parameters.single_person_amount
    if fixed is not None:
        text = f"单人户按定额每月 {shown(fixed)} 元。"
        return Fraction(fixed), Step("base", text, fixed, f"process.md §9.5；{basis.parameters.source}")
    _, yearly = basis.income.by_member[basis.persons.index(person)]
    own = max(Fraction(0), yearly / 12)
    gap = max(Fraction(0), Fraction(basis.standard) - own)
    text = f"单人户只算本人收入：标准 {shown(basis.standard)} 元 − 本人月收入 {shown(own)} 元＝{shown(gap)} 元。"
    return gap, Step("base", text, yuan(gap), f"process.md §5、§9.1；{basis.parameters.source}")


def _granted(basis: _Basis, reasons: tuple[Step, ...]) -> Result:
    case, parameters, standard = basis.case, basis.parameters, basis.standard
    if case.kind is CaseKind.SINGLE_PERSON:
        base, step = _single_base(basis)
    else:
        base, step = base_amount(case, parameters, standard, basis.income.monthly, basis.per_head)
    granted = supplements(case, parameters, standard)
    exact = base + sum((each.amount for each in granted), Fraction(0))
    steps = [step, *(supplement_step(each, parameters) for each in granted)]
    if parameters.most_standards is not None:
        most = Fraction(parameters.most_standards) * Fraction(standard) * len(case.covered)
        if exact > most:
            text = f"合计 {shown(exact)} 元超过封顶 {shown(most)} 元，按封顶计。"
            steps.append(Step("most", text, yuan(most), f"process.md §9.3；{parameters.source}"))
            exact = most
    total = rounded(exact, parameters.rounding)
    steps.append(total_step(exact, total, parameters))
    result = _result(basis, Verdict.ELIGIBLE, reasons)
    return replace(
        result,
        base=yuan(base),
        granted=granted,
        supplement=yuan(sum((each.amount for each in granted), Fraction(0))),
        total=total,
        effective=effective_month(case.day, next_month=parameters.pay_from_next_month),
        steps=(*result.steps, *steps),
    )


def _result(basis: _Basis, verdict: Verdict, reasons: tuple[Step, ...]) -> Result:
    return Result(
        verdict=verdict,
        standard=basis.standard,
        persons=len(basis.persons),
        covered=len(basis.case.covered),
        income=yuan(basis.income.monthly),
        per_head=yuan(basis.per_head),
        by_member=tuple((name, yuan(yearly / 12)) for name, yearly in basis.income.by_member),
        base=_NOTHING,
        granted=(),
        supplement=_NOTHING,
        total=_NOTHING,
        effective=None,
        version=basis.parameters.version,
        steps=(*basis.income.steps, *basis.assets, *reasons),
    )


def effective_month(decided: date, *, next_month: bool) -> date:
    """Return the first day of the month from which is paid: the month after the decision, or its own (process.md §2)."""
    if not next_month:
        return decided.replace(day=1)
    return date(decided.year + decided.month // 12, decided.month % 12 + 1, 1)
