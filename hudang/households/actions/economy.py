"""Incomes and assets, replaced as a whole from a day on; the days before keep what held (forms.md F11, F12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.membership import check_day
from hudang.households.actions.opening import Opened, open_household
from hudang.households.actions.proposing import propose
from hudang.households.models import Asset, Household, HouseholdMember, IncomeItem
from hudang.households.rules.fields import Field, FieldError, Kind, read_value, read_values
from hudang.households.rules.household_fields import ASSET_FIELDS
from hudang.households.vocabulary import ASSET_KIND, INCOME_KIND, INCOME_PERIOD_LABELS, IncomePeriod
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.kernel.money import plain

UNITEMISED = "599"
NO_INCOME = "无收入"
_AMOUNT = Field("amount", "金额", Kind.AMOUNT, required=True)


@dataclass(frozen=True)
class IncomeLine:
    """One income as filled in; ``member_id`` is empty for an income of the household as a whole."""

    kind: str
    amount: Any
    period: str = IncomePeriod.MONTH
    member_id: int | None = None


@transaction.atomic
def set_incomes(
    *, actor: User, code: str, version: int | None, since: date, lines: Sequence[IncomeLine], by_case: str = ""
) -> Opened:
    """Let exactly these incomes hold from ``since`` on; those that no longer hold end on that day.

    No line at all says that the household has no income, which is written down as such. Faults are keyed
    ``line_0_amount`` and so on.
    """
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    check_day("since", since)
    wanted = _checked(opened.household, lines) or [(None, UNITEMISED, Decimal(0), IncomePeriod.MONTH.value)]
    standing = list(IncomeItem.objects.filter(household=opened.household, until=None).select_related("member__person"))
    before = _listed(standing)
    _replace(opened.household, standing, wanted, since)
    now = list(IncomeItem.objects.filter(household=opened.household, until=None).select_related("member__person"))
    after = _listed(now)
    if before == after:
        return opened
    opened.touch()
    act = Act(
        "set_incomes",
        "household",
        opened.household.pk,
        code,
        f"登记收入，自 {since} 起",
        {"incomes": before},
        {"incomes": after},
    )
    record(actor, act)
    propose(actor, opened)
    return opened


Wanted = tuple[int | None, str, Decimal, str]


def _checked(household: Household, lines: Sequence[IncomeLine]) -> list[Wanted]:
    members = set(HouseholdMember.objects.filter(household=household, until=None).values_list("pk", flat=True))
    faults: dict[str, str] = {}
    wanted: list[Wanted] = []
    for index, line in enumerate(lines):
        if line.kind not in INCOME_KIND:
            faults[f"line_{index}_kind"] = "请选择收入项。"
        if line.period not in set(IncomePeriod):
            faults[f"line_{index}_period"] = "请选择按月或按年。"
        if line.member_id is not None and line.member_id not in members:
            faults[f"line_{index}_member"] = "所选成员现在不在本户。"
        try:
            amount = read_value(_AMOUNT, line.amount, clock.today())
        except FieldError as fault:
            faults[f"line_{index}_amount"] = str(fault)
        else:
            wanted.append((line.member_id, line.kind, amount, str(line.period)))
    if faults:
        raise InvalidInput(faults)
    return wanted


def _replace(household: Household, standing: list[IncomeItem], wanted: list[Wanted], since: date) -> None:
    missing = list(wanted)
    for item in standing:
        key = (item.member_id, item.kind, item.amount, item.period)
        if key in missing:
            missing.remove(key)
            continue
        if item.since > since:
            raise InvalidInput({"since": f"已登记的收入自 {item.since} 起算，新的起始日不能更早。"})
        item.until = since
        item.save(update_fields=["until"])
    IncomeItem.objects.bulk_create(
        IncomeItem(household=household, member_id=member, kind=kind, amount=amount, period=period, since=since)
        for member, kind, amount, period in missing
    )


def _listed(items: Sequence[IncomeItem]) -> str:
    """Return incomes in one line for the log."""
    return "；".join(sorted(_told(item) for item in items))


def _told(item: IncomeItem) -> str:
    whose = item.member.person.name if item.member else "全户"
    if item.amount == 0:
        return f"{whose}{NO_INCOME}"
    return f"{whose}{INCOME_KIND[item.kind]} {plain(item.amount)} {INCOME_PERIOD_LABELS[IncomePeriod(item.period)]}"


@transaction.atomic
def set_assets(
    *, actor: User, code: str, version: int | None, since: date, lines: Sequence[Mapping[str, Any]], by_case: str = ""
) -> Opened:
    """Let exactly these assets (kind, description, value) hold from ``since`` on; others end on that day."""
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    check_day("since", since)
    wanted = _checked_assets(lines)
    standing = list(Asset.objects.filter(household=opened.household, until=None))
    before = _listed_assets(standing)
    _replace_assets(opened.household, standing, wanted, since)
    after = _listed_assets(list(Asset.objects.filter(household=opened.household, until=None)))
    if before == after:
        return opened
    opened.touch()
    summary = f"登记财产，自 {since} 起"
    act = Act("set_assets", "household", opened.household.pk, code, summary, {"assets": before}, {"assets": after})
    record(actor, act)
    propose(actor, opened)
    return opened


def _checked_assets(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    faults: dict[str, str] = {}
    wanted = []
    for index, line in enumerate(lines):
        clean, wrong = read_values(ASSET_FIELDS, {name: line.get(name) for name in ASSET_FIELDS}, clock.today())
        faults |= {f"line_{index}_{name}": said for name, said in wrong.items()}
        wanted.append(clean)
    if faults:
        raise InvalidInput(faults)
    return wanted


def _replace_assets(household: Household, standing: list[Asset], wanted: list[dict[str, Any]], since: date) -> None:
    missing = list(wanted)
    for item in standing:
        key = {name: getattr(item, name) for name in ASSET_FIELDS}
        if key in missing:
            missing.remove(key)
            continue
        if item.since > since:
            raise InvalidInput({"since": f"已登记的财产自 {item.since} 起算，新的起始日不能更早。"})
        item.until = since
        item.save(update_fields=["until"])
    Asset.objects.bulk_create(Asset(household=household, since=since, **line) for line in missing)


def _listed_assets(items: Sequence[Asset]) -> str:
    return "；".join(
        sorted(f"{ASSET_KIND[a.kind]} {a.description} {plain(a.value)} 元".replace("  ", " ") for a in items)
    )
