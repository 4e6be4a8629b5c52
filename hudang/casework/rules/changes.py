"""在保变更 as data: what is asked for, what stood before, what it comes to (process.md §4, §5; forms.md F27–F33)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from hudang.assessment.rules.case import Asset, Expense, Supporter
from hudang.assessment.rules.case import Case as MeansCase
from hudang.assessment.rules.case import Income as MeansIncome
from hudang.assessment.rules.means_test import Result
from hudang.assessment.rules.register import Registered, RegisteredIncome, RegisteredMember
from hudang.assessment.rules.telling import supplement_rows
from hudang.casework.vocabulary import ChangeKind
from hudang.kernel.money import CENT

# the income (C43) that supporters pay
SUPPORT = "403"
_WHOLE_YUAN = Decimal(1)
_NOTHING = Decimal(0)


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Income(_Kept):
    """One income; ``member`` is the key of a membership, ``None`` for the household as a whole."""

    kind: str
    amount: Decimal = Field(ge=0)
    period: str = "month"
    member: int | None = None


class Joining(_Kept):
    """增员 (C26): the member's form, from which day, the proof, the incomes that come along."""

    values: dict[str, Any]
    joining: str
    on: date
    proof: str
    incomes: tuple[Income, ...] = ()


class Leaving(_Kept):
    """减员 (C26): who, why, the first day on which he is no member, the proof."""

    member: int
    name: str
    leaving: str
    on: date
    proof: str


class NewHead(_Kept):
    """变更户主: who becomes head, and what the others are to him."""

    member: int
    name: str
    relations: dict[int, str] = {}
    on: date


class Reclassed(_Kept):
    """分类施保: what changed of a member's health, disability or supplement classes (C4), and the proof."""

    member: int
    name: str
    values: dict[str, Any]
    before: tuple[str, ...] = ()
    on: date
    proof: str


class Given(_Kept):
    """Verified figures for a household whose register cannot be computed."""

    persons: int = Field(ge=1, le=30)
    income: Decimal = Field(ge=0)
    base: Decimal = Field(ge=0)
    supplement: Decimal = Field(default=_NOTHING, ge=0)
    total: Decimal = Field(ge=0)


class Move(_Kept):
    """迁移: to a village of the county, or out of it to the office of another place."""

    village_code: str = ""
    address: str = ""
    registration_moved: bool = False
    destination: str = ""
    destination_office: str = ""
    on: date

    @property
    def leaves_county(self) -> bool:
        """Whether the support ends here."""
        return not self.village_code


class Side(_Kept):
    """One column of the comparison: before or after."""

    head: str
    size: int
    covered: int
    assistance: str
    amount: Decimal
    base: Decimal
    supplement: Decimal
    supplements: tuple[dict[str, Any], ...] = ()
    standard: Decimal | None = None
    income: Decimal | None = None
    # of the members living together, to the cent as papers show it
    per_head: Decimal | None = None


class Verified(_Kept):
    """What a survey verified beyond incomes (F20); it takes the place of what the register knows."""

    assets: tuple[Asset, ...] = ()
    supporters: tuple[Supporter, ...] = ()
    expenses: tuple[Expense, ...] = ()


class Asked(_Kept):
    """What a clerk asks for; which parts count follows from the kind."""

    reason_code: str
    reason: str
    month: date
    basis: str = "《社会救助暂行办法》第十三条"
    retroactive: bool = False
    retroactive_basis: str = ""
    instalments: int = Field(default=1, ge=1, le=60)
    joins: tuple[Joining, ...] = ()
    leaves: tuple[Leaving, ...] = ()
    head: NewHead | None = None
    classes: tuple[Reclassed, ...] = ()
    incomes: tuple[Income, ...] | None = None
    verified: Verified | None = None
    assistance: str = ""
    given: Given | None = None
    months: int | None = Field(default=None, ge=1, le=36)
    decide_by: date | None = None
    back_pay: bool = False
    move: Move | None = None
    # whether the household applied for it; not told: as its kind usually begins
    by_household: bool | None = None


class Change(_Kept):
    """The content of a change case as it is kept: asked, before, after, and what the means test said."""

    asked: Asked
    old: Side
    new: Side
    # None where the kind needs no means test
    eligible: bool | None = None
    verdict: str = ""
    assessment: int | None = None
    # the register cannot be computed, and nobody gave verified figures
    unknown: str = ""


# 调整告知书 and what is told of a change that is refused; C30 of a household of which only the dead head is left
ADJUSTED, ALL_DIED = "M79", "03"


def is_stop(kind: ChangeKind, asked: Asked) -> bool:
    """Tell whether the support of the household ends."""
    return kind is ChangeKind.STOP or (kind is ChangeKind.MOVE and asked.move is not None and asked.move.leaves_county)


# what the office usually begins by itself, after it has seen the household again
_BY_OFFICE = frozenset({ChangeKind.DECREASE, ChangeKind.PHASE_OUT, ChangeKind.STOP, ChangeKind.SUSPEND})
_GIVEN_UP = "13"


def applied_for(kind: ChangeKind, asked: Asked) -> bool:
    """Tell whether the household applied for the change: then it is told in writing when it is refused."""
    if asked.by_household is None:
        return kind not in _BY_OFFICE or asked.reason_code == _GIVEN_UP
    return asked.by_household


def needs_figures(kind: ChangeKind, asked: Asked) -> bool:
    """Tell whether the allowance is computed anew."""
    if kind is ChangeKind.HEAD:
        return bool(asked.leaves)
    computed = {ChangeKind.INCREASE, ChangeKind.DECREASE, ChangeKind.MEMBERS, ChangeKind.CLASSES}
    return kind in computed | {ChangeKind.ASSISTANCE, ChangeKind.PHASE_OUT}


def is_adverse(kind: ChangeKind, change: Change) -> bool:
    """Tell whether the household has to be told in writing, with reasons and remedies (F28)."""
    if kind in (ChangeKind.SUSPEND, ChangeKind.RESUME):
        return False
    return is_stop(kind, change.asked) or kind is ChangeKind.PHASE_OUT or change.new.amount < change.old.amount


def told_of_refusal(kind: ChangeKind, change: Change) -> bool:
    """Tell whether the household is told in writing that a change is refused: what it applied for, or would gain by."""
    return applied_for(kind, change.asked) or not (kind is ChangeKind.SUSPEND or is_adverse(kind, change))


def notice_material(kind: ChangeKind, change: Change) -> str:
    """Return the material under which the written notice and its proof of service are filed (archive.md §2)."""
    return "M81" if is_stop(kind, change.asked) else ADJUSTED


def registered_with(known: Registered, asked: Asked) -> Registered:
    """Return what the register would know after the change; those who join have the keys -1, -2, …"""
    gone = {each.member for each in asked.leaves}
    edited = {each.member: each.values for each in asked.classes}
    stay = [_edited(member, edited.get(member.key, {})) for member in known.members if member.key not in gone]
    come = [_joined(number, each) for number, each in enumerate(asked.joins, 1)]
    covered = sum(_counts(m) for m in come) - sum(_counts(m) for m in known.members if m.key in gone)
    return replace(
        known,
        assistance=asked.assistance or known.assistance,
        members=(*stay, *come),
        incomes=_incomes(known, asked, gone),
        incomes_known=known.incomes_known or asked.incomes is not None,
        covered_size=None if known.covered_size is None else known.covered_size + covered,
    )


def surveyed_with(inputs: MeansCase, verified: Verified | None) -> MeansCase:
    """Return a case with what a survey verified; supporters take the place of the support that is registered."""
    if verified is None:
        return inputs
    values: dict[str, Any] = {"assets": verified.assets, "expenses": verified.expenses}
    if verified.supporters:
        own = [m.model_copy(update={"incomes": _unsupported(m.incomes)}) for m in inputs.members]
        values |= {"members": tuple(own), "incomes": _unsupported(inputs.incomes), "supporters": verified.supporters}
    return inputs.model_copy(update=values)


def _unsupported(incomes: Sequence[MeansIncome]) -> tuple[MeansIncome, ...]:
    return tuple(each for each in incomes if each.kind != SUPPORT)


def survey_kept(before: Asked, asked: Asked) -> Asked:
    """Return what is asked for with what a survey verified and the form of a change does not ask again."""
    incomes = before.incomes if asked.incomes is None else asked.incomes
    return asked.model_copy(update={"verified": before.verified, "incomes": incomes}) if before.verified else asked


def _counts(member: RegisteredMember) -> bool:
    return member.covered and not member.not_counted


def _edited(member: RegisteredMember, values: dict[str, Any]) -> RegisteredMember:
    names = ("covered", "not_counted", "health", "disability_kind", "disability_level")
    return replace(member, **{name: values[name] for name in names if name in values})


def _joined(number: int, each: Joining) -> RegisteredMember:
    values = each.values
    born = values.get("born_on") or _born(str(values.get("identity", "")))
    return RegisteredMember(
        key=-number,
        name=str(values.get("name", "")),
        born_on=date.fromisoformat(str(born)) if born else None,
        covered=bool(values.get("covered", True)),
        not_counted=str(values.get("not_counted") or ""),
        health=str(values.get("health") or ""),
        disability_kind=str(values.get("disability_kind") or ""),
        disability_level=str(values.get("disability_level") or ""),
    )


def _born(identity: str) -> str:
    digits = identity[6:14]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(identity) == 18 and digits.isdigit() else ""


def _incomes(known: Registered, asked: Asked, gone: set[int]) -> tuple[RegisteredIncome, ...]:
    kept = [each for each in known.incomes if each.member not in gone]
    if asked.incomes is not None:
        kept = [RegisteredIncome(i.member, i.kind, i.amount, i.period) for i in asked.incomes if i.member not in gone]
    come = [
        RegisteredIncome(-number, i.kind, i.amount, i.period)
        for number, each in enumerate(asked.joins, 1)
        for i in each.incomes
    ]
    return (*kept, *come)


def size_after(old: Side, asked: Asked) -> int:
    """Return the number of persons of the household after members came and left."""
    return old.size + len(asked.joins) - len(asked.leaves)


def side_of(result: Result, old: Side, asked: Asked) -> Side:
    """Return the column after, from a means test."""
    return Side(
        head=asked.head.name if asked.head else old.head,
        size=size_after(old, asked),
        covered=result.covered,
        assistance=asked.assistance or old.assistance,
        amount=result.total,
        base=result.base,
        supplement=result.supplement,
        supplements=tuple(supplement_rows(result)),
        standard=result.standard,
        income=result.income,
        per_head=result.per_head,
    )


def given_side(given: Given, old: Side, asked: Asked) -> Side:
    """Return the column after, from verified figures."""
    size = size_after(old, asked)
    return Side(
        head=asked.head.name if asked.head else old.head,
        size=size,
        covered=given.persons,
        assistance=asked.assistance or old.assistance,
        amount=given.total,
        base=given.base,
        supplement=given.supplement,
        standard=old.standard,
        income=given.income,
        per_head=(given.income / size).quantize(CENT) if size > 0 else None,
    )


def kept_share(old: Side, new: Side) -> Side:
    """Return ``new`` with what a phase-out keeps for those who stay: the share of their number, in whole yuan."""
    share = _NOTHING if not old.covered else old.amount * min(new.covered, old.covered) / old.covered
    amount = min(share.quantize(_WHOLE_YUAN, rounding=ROUND_CEILING), old.amount)
    return new.model_copy(update={"amount": amount, "base": amount, "supplement": _NOTHING, "supplements": ()})


def names_in(rows: Sequence[Joining | Leaving]) -> str:
    """Return the names of those who come or leave."""
    return "、".join(row.name if isinstance(row, Leaving) else str(row.values.get("name", "")) for row in rows)
