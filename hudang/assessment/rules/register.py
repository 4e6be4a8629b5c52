"""A case made from what the register knows of a household, and what must be known for that (process.md §9.5).

What the register does not know is never taken as nothing: a household without a word on its incomes, or with fewer
members than it is paid for, is refused with what is to be entered first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from hudang.assessment.errors import RegisterIncomplete, UnreadableCase
from hudang.assessment.rules.case import Asset, Case, Income, Member
from hudang.assessment.rules.reading import faults_of
from hudang.assessment.vocabulary import Area, CaseKind, Period

# assistance (C11) that is not 低保 of the whole household
_KINDS = {
    "11": CaseKind.SINGLE_PERSON,
    "12": CaseKind.SINGLE_PERSON,
    "21": CaseKind.EDGE,
    "22": CaseKind.EDGE,
    "31": CaseKind.RIGID_EXPENSE,
    "32": CaseKind.RIGID_EXPENSE,
}
# health (business short codes of C6) that means 重病
_SERIOUSLY_ILL = frozenset({"4", "6"})


@dataclass(frozen=True)
class RegisteredMember:
    """One membership on the day."""

    key: int
    name: str
    born_on: date | None
    covered: bool
    not_counted: str
    health: str
    disability_kind: str
    disability_level: str


@dataclass(frozen=True)
class RegisteredIncome:
    """One income on the day; ``member`` is ``None`` for one of the household as a whole."""

    member: int | None
    kind: str
    amount: Decimal
    period: str


@dataclass(frozen=True)
class Registered:
    """What the register knows of one household on a day."""

    code: str
    assistance: str
    urban: bool
    covered_size: int | None
    members: tuple[RegisteredMember, ...]
    incomes: tuple[RegisteredIncome, ...]
    incomes_known: bool
    assets: tuple[tuple[str, Decimal | None], ...]


def case_of(known: Registered, day: date) -> Case:
    """Return the case; raises ``RegisterIncomplete`` or ``UnreadableCase``.

    An asset without a value counts as owned, with the value nothing: numbers of dwellings and vehicles are limited
    too.
    """
    _refuse_gaps(known)
    here = {member.key for member in known.members}
    try:
        return Case(
            day=day,
            kind=_KINDS.get(known.assistance, CaseKind.DIBAO),
            area=Area.URBAN if known.urban else Area.RURAL,
            members=tuple(_member(member, known) for member in known.members),
            incomes=tuple(_income(each) for each in known.incomes if each.member not in here and each.amount),
            assets=tuple(Asset(kind=kind, value=value or Decimal(0)) for kind, value in known.assets),
        )
    except ValidationError as error:
        raise UnreadableCase(faults_of(error)) from error


def _refuse_gaps(known: Registered) -> None:
    covered = sum(member.covered and not member.not_counted for member in known.members)
    if not covered:
        raise RegisterIncomplete(code=known.code, what="没有登记保障对象")
    if known.covered_size is not None and known.covered_size != covered:
        what = f"登记的保障对象 {covered} 人，与保障人口 {known.covered_size} 人不符"
        raise RegisterIncomplete(code=known.code, what=what)
    if not known.incomes_known:
        raise RegisterIncomplete(code=known.code, what="没有登记收入（无收入的也要登记为无收入）")


def _member(member: RegisteredMember, known: Registered) -> Member:
    return Member(
        name=member.name or "（未登记姓名）",
        born_on=member.born_on,
        covered=member.covered,
        not_counted=member.not_counted,
        disability_kind=member.disability_kind,
        disability_level=member.disability_level,
        seriously_ill=member.health in _SERIOUSLY_ILL,
        incomes=tuple(_income(each) for each in known.incomes if each.member == member.key and each.amount),
    )


def _income(each: RegisteredIncome) -> Income:
    return Income(kind=each.kind, amount=each.amount, period=Period(each.period))
