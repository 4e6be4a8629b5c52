"""五列对照: what was declared against what neighbours, the check and the estimate say, and what is verified (R39).

A row stands for one declared line, so that a year's amount stays exact to the cent; only ``verified`` counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from hudang.assessment.rules.case import Case
from hudang.assessment.vocabulary import ASSET_EXEMPTION, MONTHS_OF, NOT_COUNTED, RIGID_EXPENSE_KIND, Period
from hudang.casework.rules.declaration import case_of
from hudang.households.vocabulary import ASSET_KIND, INCOME_KIND

_MONTHS = 12


class FigureGroup(StrEnum):
    """种类 of a row; the value is stored."""

    INCOME = "income"
    ASSET = "asset"
    EXPENSE = "expense"


GROUP_LABELS = {FigureGroup.INCOME: "收入", FigureGroup.ASSET: "财产", FigureGroup.EXPENSE: "刚性支出"}
KINDS_OF: dict[FigureGroup, dict[str, str]] = {
    FigureGroup.INCOME: INCOME_KIND,
    FigureGroup.ASSET: ASSET_KIND,
    FigureGroup.EXPENSE: RIGID_EXPENSE_KIND,
}
# the columns beside what was declared, and the one that counts
SOURCES = {"neighbours": "邻里反映", "checked": "信息核对", "estimated": "推算"}
COLUMNS = {"declared": "申报", **SOURCES, "verified": "核定"}


@dataclass(frozen=True)
class Line:
    """One declared line: ``person`` is the member's place, ``line`` its place in his list, amounts of ``period``."""

    group: FigureGroup
    person: int | None
    line: int
    kind: str
    period: str
    declared: Decimal | None
    cost: Decimal
    exclusion: str = ""


@dataclass(frozen=True)
class Verified:
    """One verified row."""

    group: str
    person: int | None
    kind: str
    period: str
    amount: Decimal
    cost: Decimal = Decimal(0)
    exclusion: str = ""


def lines_of(declared: Mapping[str, Any]) -> list[Line]:
    """Return every line of a declaration that is to be verified: incomes by member, assets, expenses."""
    lines = []
    for number, member in enumerate(declared.get("members", [])):
        if not member.get("not_counted"):
            lines += [_income(row, number, place) for place, row in enumerate(member.get("incomes", []))]
    lines += [_income(row, None, place) for place, row in enumerate(declared.get("incomes", []))]
    lines += [_asset(row, place) for place, row in enumerate(declared.get("assets", []))]
    lines += [_expense(row, place) for place, row in enumerate(declared.get("expenses", []))]
    return lines


def _income(row: Mapping[str, Any], person: int | None, place: int) -> Line:
    period, excluded = str(row.get("period") or Period.MONTH), str(row.get("not_counted") or "")
    cost = _amount(row.get("cost")) or Decimal(0)
    return Line(FigureGroup.INCOME, person, place, str(row["kind"]), period, _amount(row.get("amount")), cost, excluded)


def _asset(row: Mapping[str, Any], place: int) -> Line:
    value, exempt = _amount(row.get("value")), str(row.get("exempt") or "")
    return Line(FigureGroup.ASSET, None, place, str(row["kind"]), "", value, Decimal(0), exempt)


def _expense(row: Mapping[str, Any], place: int) -> Line:
    period = str(row.get("period") or Period.YEAR)
    return Line(FigureGroup.EXPENSE, None, place, str(row["kind"]), period, _amount(row.get("amount")), Decimal(0))


def _amount(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def monthly(amount: Decimal, period: str) -> Fraction:
    """Return an amount as yuan a month; the value of an asset stays as it is."""
    return Fraction(amount) * MONTHS_OF[Period(period)] / _MONTHS if period else Fraction(amount)


def needs_reason(
    group: str, period: str, declared: Decimal | None, verified: Decimal | None, *, income: int, asset: int
) -> bool:
    """Tell whether verified and declared differ by more than the limit of their group; undeclared counts as nothing."""
    if verified is None:
        return False
    apart = abs(monthly(verified, period) - monthly(declared or Decimal(0), period))
    return apart > (asset if group == FigureGroup.ASSET else income)


def verified_case(
    declared: Mapping[str, Any],
    rows: Sequence[Verified],
    day: date,
    supporters: Sequence[Mapping[str, Any]] | None = None,
) -> Case:
    """Return the means test's case: the declared household with verified figures alone; raises ``UnreadableCase``.

    ``supporters`` are those whom the investigation found; without them the declared ones stand.
    """
    members = [
        {**member, "incomes": _incomes(row for row in rows if row.person == number)}
        for number, member in enumerate(declared.get("members", []))
    ]
    told = {
        **declared,
        "members": members,
        "incomes": _incomes(row for row in rows if row.person is None),
        "assets": [
            {"kind": row.kind, "value": str(row.amount), "exempt": row.exclusion}
            for row in rows
            if row.group == FigureGroup.ASSET
        ],
        "expenses": [
            {"kind": row.kind, "amount": str(row.amount), "period": row.period}
            for row in rows
            if row.group == FigureGroup.EXPENSE
        ],
    }
    if supporters is not None:
        told["supporters"] = list(supporters)
    return case_of(told, day)


def _incomes(rows: Iterable[Verified]) -> list[dict[str, str]]:
    return [
        {
            "kind": row.kind,
            "amount": str(row.amount),
            "cost": str(row.cost),
            "period": row.period,
            "not_counted": row.exclusion,
        }
        for row in rows
        if row.group == FigureGroup.INCOME
    ]


def exclusions_of(group: str) -> Mapping[str, str]:
    """Return the reasons why a row of a group may not count: C27 for incomes, the exemptions for assets."""
    return {FigureGroup.INCOME: NOT_COUNTED, FigureGroup.ASSET: ASSET_EXEMPTION}.get(FigureGroup(group), {})
