"""What a survey (F20) says beyond incomes, as the means test takes it: assets, support, expenses, who came and left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.assessment.rules.case import Asset, Expense, Supporter
from hudang.assessment.rules.steps import Step, shown
from hudang.casework.rules.changes import Asked, Joining, Leaving, Verified
from hudang.kernel.identity import tidy_identity

_NOTHING = Decimal(0)
_CAME, _LEFT = "1", "2"
_SUPPORT_GROUP = "5"
_OF_MEMBER = ("name", "identity", "relation", "health", "work_capacity", "self_care", "employment")
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """A member whom the register has: the key of the membership, name and number."""

    key: int
    name: str
    identity: str


def lacking_support(said: Said) -> str:
    """Return which supporters lack what they owe and pay, in words; empty when none."""
    rows = said.get("supporters") or ()
    bare = [str(n) for n, row in enumerate(rows, 1) if row.get("payable") is None or row.get("paid") is None]
    return f"赡养义务人第 {'、'.join(bare)} 行没有应付或实付。没有的填 0，填全以后才能测算。" if bare else ""


def verified_of(said: Said) -> Verified:
    """Return assets with what exempts them, expenses by kind, and supporters where they owe more than was verified."""
    return Verified(
        assets=tuple(
            Asset(kind=row["kind"], value=row.get("value") or _NOTHING, exempt=row.get("exempt") or "")
            for row in said.get("assets") or ()
            if row.get("kind")
        ),
        expenses=tuple(
            Expense(kind=row["item"], amount=row["value"])
            for row in said.get("expenses") or ()
            if row.get("item") and row.get("value") is not None
        ),
        supporters=tuple(_supporter(row) for row in said["supporters"]) if _owed(said) > _supported(said) else (),
    )


def _supporter(row: Said) -> Supporter:
    size = row.get("size") or 1
    return Supporter(
        name=row.get("name") or "（未写姓名）",
        income_per_member=(row.get("income") or _NOTHING) / size,
        household_size=size,
        payable=row["payable"],
        paid=row["paid"],
    )


def _owed(said: Said) -> Decimal:
    return sum((max(row["payable"], row["paid"]) for row in said.get("supporters") or ()), _NOTHING)


def _supported(said: Said) -> Decimal:
    rows = (row for row in said.get("incomes") or () if row.get("group") == _SUPPORT_GROUP)
    return sum((row.get("verified") or _NOTHING for row in rows), _NOTHING)


def came_and_left(said: Said, known: Sequence[Known], on: date) -> tuple[tuple[Joining, ...], tuple[Leaving, ...]]:
    """Return who came and left by the column 变化; how they came or why they left, and the proof, is for a person."""
    joins, leaves = [], []
    for row in said.get("members") or ():
        member = _member_of(row, known)
        if row.get("change") == _CAME and member is None:
            values = {name: row[name] for name in _OF_MEMBER if row.get(name)} | {"covered": True}
            joins.append(Joining(values=values, joining="", on=on, proof=""))
        elif row.get("change") == _LEFT and member is not None:
            leaves.append(Leaving(member=member.key, name=member.name, leaving="", on=on, proof=""))
    return tuple(joins), tuple(leaves)


def _member_of(row: Said, known: Sequence[Known]) -> Known | None:
    number = tidy_identity(str(row.get("identity", "")))
    found = [each for each in known if number and each.identity == number]
    found = found or [each for each in known if each.name == row.get("name")]
    return found[0] if len(found) == 1 else None


def left_to_a_person(said: Said, asked: Asked, steps: Sequence[Step], covered: int) -> list[str]:
    """Return what of the survey the figures do not hold, and what has to be done for what they hold."""
    told = {step.key for step in steps}
    sentences = [*_of_costs(said, told, steps), *_of_members(said, asked, covered)]
    if _owed(said) and not (asked.verified and asked.verified.supporters):
        sentences.append("收入表核定的赡养费不低于义务人应付、实付，按收入表计。")
    return sentences


def _of_costs(said: Said, told: set[str], steps: Sequence[Step]) -> list[str]:
    cost, rigid = said.get("employment_cost") or _NOTHING, said.get("rigid") or _NOTHING
    taken = -sum((step.amount or _NOTHING for step in steps if step.key == "employment_cost"), _NOTHING)
    sentences = []
    if "employment_cost" in told and cost != taken:
        sentences.append(f"就业成本按参数每月扣减 {shown(taken)} 元，不按表上的 {shown(cost)} 元。")
    elif cost and "employment_cost" not in told:
        sentences.append(
            f"就业成本每月 {shown(cost)} 元没有扣减：本地参数没有这一项，或者工资性收入没有登记到人。扣不扣由人认定。"
        )
    if rigid and not said.get("expenses"):
        sentences.append(f"刚性支出 {shown(rigid)} 元没有分项，没有扣减：分项填写后按本地参数测算。")
    elif rigid and "rigid_expense" not in told:
        sentences.append(f"刚性支出 {shown(rigid)} 元没有扣减：本地参数没有规定扣减这些支出。")
    return sentences


def _of_members(said: Said, asked: Asked, covered: int) -> list[str]:
    came, left = [str(each.values.get("name", "")) for each in asked.joins], [each.name for each in asked.leaves]
    told = "，".join(f"{what}{'、'.join(names)}" for what, names in (("增加", came), ("减少", left)) if names)
    sentences = []
    if told:
        sentences.append(f"成员{told}，已按变化后的人口测算；凭证明办理人口变更以后才生效。")
    if said.get("covered") is not None and said["covered"] != covered:
        sentences.append(f"保障人数填了 {said['covered']} 人，按登记和增减的成员是 {covered} 人，按 {covered} 人测算。")
    return sentences
