"""From the conclusion of a survey to the change of the allowance that it asks for (C32 → C29)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hudang.casework.rules.changes import Asked, Given, Income
from hudang.casework.vocabulary import ChangeKind
from hudang.recertification.vocabulary import Outcome

KINDS = {
    Outcome.INCREASE: ChangeKind.INCREASE,
    Outcome.DECREASE: ChangeKind.DECREASE,
    Outcome.STOP: ChangeKind.STOP,
    Outcome.PHASE_OUT: ChangeKind.PHASE_OUT,
    Outcome.ASSISTANCE: ChangeKind.ASSISTANCE,
}
# what the means test finds from the verified incomes of a survey; typed only where it cannot
RECKONED = ("per_head", "verified_per_head", "standard", "proposed")
# what the township decides instead of the reckoned amount, and why
OVERRULED = ("township_amount", "township_because")
# C30: income fell, income rose, income over the standard, other
_LESS, _MORE, _OVER, _OTHER = "19", "16", "01", "99"
_MORE_PEOPLE, _FEWER = "20", "15"
_WITH_AMOUNT = (ChangeKind.INCREASE, ChangeKind.DECREASE)
# where the survey knows only the group, the income is the household's of this kind (C16)
_KIND_OF_GROUP = {"1": "103", "2": "205", "3": "301", "4": "404", "5": "403", "6": "501"}


def reason_of(outcome: Outcome, said: Mapping[str, Any]) -> str:
    """Return the reason (C30) that a conclusion gives for a change; the clerk may choose another."""
    per_head, standard = said.get("verified_per_head"), said.get("standard")
    over = per_head is not None and standard is not None and per_head >= standard
    return {
        Outcome.INCREASE: _LESS,
        Outcome.DECREASE: _MORE,
        Outcome.PHASE_OUT: _MORE,
        Outcome.STOP: _OVER if over else _OTHER,
    }.get(outcome, _OTHER)


def change_of(outcome: Outcome, said: Mapping[str, Any], asked: Asked) -> tuple[ChangeKind, Asked]:
    """Return the change that a conclusion asks for: of members where some came or left, with the township's amount."""
    kind = KINDS[outcome]
    amount = said.get("township_amount")
    if amount is not None and kind in _WITH_AMOUNT:
        persons, income = int(said["covered"]), said["verified_per_head"] * said["size"]
        given = Given(persons=max(persons, 1), income=income, base=amount, total=amount)
        asked = asked.model_copy(update={"given": given})
    if kind in _WITH_AMOUNT and (asked.joins or asked.leaves):
        code = _FEWER if len(asked.leaves) > len(asked.joins) else _MORE_PEOPLE
        return ChangeKind.MEMBERS, asked.model_copy(update={"reason_code": code})
    if kind in _WITH_AMOUNT:
        return kind, asked
    plain: dict[str, Any] = {"joins": (), "leaves": ()}
    if kind is not ChangeKind.PHASE_OUT:
        plain |= {"incomes": None, "verified": None}
    return kind, asked.model_copy(update=plain)


def unverified(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what the verified incomes of a survey still lack, in words; empty when nothing."""
    if not rows:
        return "收入表还没有填。没有收入的也填一行，核定值填 0。"
    missing = [str(number) for number, row in enumerate(rows, 1) if row.get("verified") is None]
    return f"收入表第 {'、'.join(missing)} 行没有核定值。核定收入填全以后才能测算。" if missing else ""


def verified_incomes(
    registered: Sequence[tuple[str, Income, Decimal]], rows: Sequence[Mapping[str, Any]]
) -> tuple[Income, ...]:
    """Return the incomes after the survey: of groups whose sum is verified as it stands the registered ones.

    ``registered`` are (group, income, yuan a month). A group with one income keeps its kind and its owner with the
    verified amount; otherwise one of the household takes the place of all of the group.
    """
    verified: dict[str, Decimal] = {}
    for row in rows:
        if row.get("verified") is not None:
            group = str(row["group"])
            verified[group] = verified.get(group, Decimal(0)) + Decimal(row["verified"])
    found: list[Income] = []
    for group in sorted({group for group, _, _ in registered} | verified.keys()):
        own = [(income, monthly) for each, income, monthly in registered if each == group]
        amount = verified.get(group)
        if amount is None or amount == sum((monthly for _, monthly in own), Decimal(0)):
            found += [income for income, _ in own]
        elif len(own) == 1:
            found.append(Income(kind=own[0][0].kind, amount=amount, member=own[0][0].member))
        elif amount:
            found.append(Income(kind=_KIND_OF_GROUP[group], amount=amount))
    return tuple(found)
