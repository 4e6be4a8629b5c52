"""The five columns of a case, and what of them the register gets at confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.vocabulary import PERIOD_LABELS, Period
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseFigure
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.figures import COLUMNS, GROUP_LABELS, KINDS_OF, FigureGroup, exclusions_of, needs_reason
from hudang.casework.rules.thresholds import Thresholds
from hudang.kernel.money import plain

WHOLE_HOUSEHOLD = "全家"


def unexplained(figure: CaseFigure, limits: Thresholds) -> bool:
    """Tell whether a row's difference from what was declared still wants its reason."""
    return not figure.reason.strip() and differs(figure, limits)


def differs(figure: CaseFigure, limits: Thresholds) -> bool:
    """Tell whether verified and declared differ by more than the region lets pass without a word."""
    return needs_reason(
        figure.group,
        figure.period,
        figure.declared,
        figure.verified,
        income=limits.difference_yuan,
        asset=limits.asset_difference_yuan,
    )


@dataclass(frozen=True)
class FigureRow:
    """One row as the page shows it; ``cells`` are the columns in their order, as text."""

    figure: CaseFigure
    whose: str
    label: str
    unit: str
    cells: tuple[tuple[str, str, str], ...]
    exclusion: str
    differs: bool
    unexplained: bool
    apart: tuple[str, ...]

    @property
    def cost(self) -> str:
        """The cost as text, empty when there is none."""
        return plain(self.figure.cost) if self.figure.cost else ""

    @property
    def declared(self) -> bool:
        """Whether somebody declared it."""
        return self.figure.declared is not None

    @property
    def pk(self) -> int:
        """The row's key, for the names of its fields."""
        return self.figure.pk


@dataclass(frozen=True)
class FigureTable:
    """The rows of one group, with a sum of each column where a sum means anything."""

    group: FigureGroup
    label: str
    rows: tuple[FigureRow, ...]


def figures_for(user: User, case: Case) -> list[FigureTable]:
    """Return the five columns of a case that the user has from ``case_for``, group by group; raises ``NotAllowed``."""
    require(user, Right.HANDLE_CASES)
    limits, names = thresholds(), names_of_members(case)
    figures = sorted(CaseFigure.objects.filter(case=case), key=_place)
    rows = [_row(figure, names, limits) for figure in figures]
    return [
        FigureTable(group, label, tuple(row for row in rows if row.figure.group == group))
        for group, label in GROUP_LABELS.items()
    ]


def _place(figure: CaseFigure) -> tuple[bool, int, int]:
    """Members in their order, the whole household last."""
    return figure.person is None, figure.person or 0, figure.line


def names_of_members(case: Case) -> list[str]:
    """Return the members' names by their place in the declaration."""
    members = declaration_of(case).get("members", [])
    return [str(member.get("name") or f"第 {number + 1} 名成员") for number, member in enumerate(members)]


def _row(figure: CaseFigure, names: Sequence[str], limits: Thresholds) -> FigureRow:
    apart = tuple(
        COLUMNS[name]
        for name in ("neighbours", "checked", "estimated")
        if needs_reason(
            figure.group,
            figure.period,
            figure.declared,
            getattr(figure, name),
            income=limits.difference_yuan,
            asset=limits.asset_difference_yuan,
        )
    )
    return FigureRow(
        figure=figure,
        whose=_whose(figure, names),
        label=KINDS_OF[FigureGroup(figure.group)].get(figure.kind, figure.kind),
        unit=f"元/{PERIOD_LABELS[Period(figure.period)]}" if figure.period else "元",
        cells=tuple((name, label, plain(getattr(figure, name))) for name, label in COLUMNS.items()),
        exclusion=exclusions_of(figure.group).get(figure.exclusion, ""),
        differs=differs(figure, limits),
        unexplained=unexplained(figure, limits),
        apart=apart,
    )


def _whose(figure: CaseFigure, names: Sequence[str]) -> str:
    if figure.person is None:
        return WHOLE_HOUSEHOLD
    return names[figure.person] if figure.person < len(names) else f"第 {figure.person + 1} 名成员"


@dataclass(frozen=True)
class VerifiedIncome:
    """One verified income: ``person`` is the member's place in the declaration, empty for the household."""

    person: int | None
    kind: str
    amount: Decimal
    period: str


def verified_incomes(case: Case) -> list[VerifiedIncome]:
    """Return the incomes that the register gets when the case is confirmed: verified, and counted, less cost."""
    rows = CaseFigure.objects.filter(case=case, group=FigureGroup.INCOME, exclusion="").exclude(verified=None)
    return [
        VerifiedIncome(row.person, row.kind, max((row.verified or Decimal(0)) - row.cost, Decimal(0)), row.period)
        for row in rows
    ]


def verified_assets(case: Case) -> list[dict[str, Any]]:
    """Return the verified assets as ``set_assets`` takes them; one that was not found to exist (0 yuan) is left out."""
    declared = declaration_of(case).get("assets", [])
    rows = CaseFigure.objects.filter(case=case, group=FigureGroup.ASSET).exclude(verified=None)
    return [
        {
            "kind": row.kind,
            "value": row.verified,
            "description": str(declared[row.line].get("description") or "") if row.line < len(declared) else "",
        }
        for row in rows
        if row.verified or row.declared == 0
    ]
