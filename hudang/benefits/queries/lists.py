"""Payment lists as pages, papers and scripts show them: rows of the user's division only, sums that agree with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.benefits.errors import NoList
from hudang.benefits.models import BankReturn, PaymentList, PaymentRow
from hudang.benefits.rules.months import in_words
from hudang.benefits.vocabulary import ListState
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import township_code
from hudang.kernel.errors import NotVisible
from hudang.kernel.money import plain

_COUNTY = 6
AMOUNTS = ("allowance", "price_subsidy", "back_pay", "recovery", "total")


@dataclass(frozen=True)
class ListFilters:
    """What narrows a list: a place (6, 9, 12 digits), a result (C34, ``none`` for not answered), a name or code."""

    place: str = ""
    result: str = ""
    q: str = ""


@dataclass(frozen=True)
class GroupSum:
    """Sums of one village, township or bank."""

    key: str
    label: str
    households: int
    amounts: dict[str, Decimal]

    @property
    def total(self) -> Decimal:
        """What is paid."""
        return self.amounts["total"]


def lists_for(user: User) -> list[PaymentList]:
    """Return the lists of the user's county, the latest first."""
    require(user, Right.VIEW_HOUSEHOLDS)
    rows = PaymentList.objects.filter(county_code=user.division_code[:_COUNTY])
    return list(rows.select_related("prepared_by", "closed_by"))


def list_for(user: User, list_id: int) -> PaymentList:
    """Return one list of the user's county, the new one in place of one replaced since; raises ``NotVisible``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    county = user.division_code[:_COUNTY]
    rows = PaymentList.objects.filter(county_code=county).select_related("prepared_by", "closed_by")
    found = rows.filter(pk=list_id).first()
    if found is None:
        before = PaymentList.every.filter(county_code=county, pk=list_id, state=ListState.REPLACED)
        found = rows.filter(month__in=before.values("month")).first()
    if found is None:
        raise NotVisible
    return found


def list_of_month(user: User, month: date) -> PaymentList:
    """Return the list of a month of the user's county; raises ``NoList``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    found = PaymentList.objects.filter(county_code=user.division_code[:_COUNTY], month=month).first()
    if found is None:
        raise NoList(month=in_words(month))
    return found


def rows_for(user: User, listed: PaymentList, filters: ListFilters = ListFilters()) -> QuerySet[PaymentRow]:
    """Return the rows of a list in the user's division, by village and household, without account numbers."""
    require(user, Right.VIEW_HOUSEHOLDS)
    rows = PaymentRow.objects.filter(within(user), list=listed)
    if filters.place:
        rows = rows.filter(within_division(filters.place))
    if filters.result:
        rows = rows.filter(result="" if filters.result == "none" else filters.result)
    if filters.q:
        named = Q(head_name__startswith=filters.q) | Q(household_code__startswith=filters.q)
        rows = rows.filter(named | Q(account_tail=filters.q))
    return rows.defer("account").order_by("village_code", "household_code")


def kept_apart(user: User, listed: PaymentList) -> dict[str, Any]:
    """Return how many households of the whole county's list the user is not shown, and what they are paid."""
    if user.scope != listed.county_code:
        return {}
    found = sums_of(PaymentRow.objects.filter(list=listed).exclude(within(user)))
    return found if found["households"] else {}


def month_before(listed: PaymentList) -> PaymentList | None:
    """Return the last list before this one, to be compared with it."""
    rows = PaymentList.objects.filter(county_code=listed.county_code, month__lt=listed.month)
    return rows.order_by("-month").first()


def sums_of(rows: QuerySet[PaymentRow]) -> dict[str, Any]:
    """Return the number of rows and persons and the sum of every amount."""
    found = rows.order_by().aggregate(
        households=Count("pk"), persons=Sum("persons"), **{name: Sum(name) for name in AMOUNTS}
    )
    return {name: value if value is not None else Decimal(0) for name, value in found.items()}


def by_village(rows: QuerySet[PaymentRow]) -> list[GroupSum]:
    """Return the sums of every village."""
    return _grouped(rows, "village_code")


def by_bank(rows: QuerySet[PaymentRow]) -> list[GroupSum]:
    """Return the sums of every bank."""
    return _grouped(rows, "bank")


def by_township(villages: list[GroupSum]) -> list[GroupSum]:
    """Return the sums of every township, from those of its villages."""
    found: dict[str, list[GroupSum]] = {}
    for village in villages:
        found.setdefault(township_code(village.key), []).append(village)
    names = names_of(found)
    return [
        GroupSum(
            code,
            names.get(code, code),
            sum(each.households for each in inside),
            {name: sum((each.amounts[name] for each in inside), Decimal(0)) for name in AMOUNTS},
        )
        for code, inside in sorted(found.items())
    ]


def _grouped(rows: QuerySet[PaymentRow], key: str) -> list[GroupSum]:
    found = rows.order_by(key).values(key).annotate(households=Count("pk"), **{f"sum_{n}": Sum(n) for n in AMOUNTS})
    groups = list(found)
    names = names_of(group[key] for group in groups) if key == "village_code" else {}
    return [
        GroupSum(
            group[key],
            names.get(group[key], group[key]) or "（未登记开户行）",
            group["households"],
            {name: group[f"sum_{name}"] or Decimal(0) for name in AMOUNTS},
        )
        for group in groups
    ]


def results_of(listed: PaymentList, user: User) -> dict[str, int]:
    """Return how many payments have which result; the empty one is not answered yet."""
    rows = PaymentRow.objects.filter(within(user), list=listed).order_by().values("result")
    return {row["result"]: row["number"] for row in rows.annotate(number=Count("pk"))}


def returns_of(user: User, listed: PaymentList) -> list[BankReturn]:
    """Return the bank's files that were entered for a list."""
    require(user, Right.PREPARE_PAYMENTS)
    return list(BankReturn.objects.filter(list=listed).select_related("made_by").defer("wrong"))


def return_for(user: User, return_id: int) -> BankReturn:
    """Return one file of a bank with its lines that did not fit; raises ``NotVisible``."""
    require(user, Right.PREPARE_PAYMENTS)
    require(user, Right.REVEAL)
    county = user.division_code[:_COUNTY]
    found = BankReturn.objects.filter(pk=return_id, list__county_code=county).select_related("list").first()
    if found is None or user.scope != county:
        raise NotVisible
    return found


def plain_rows(user: User, listed: PaymentList) -> Iterator[dict[str, Any]]:
    """Yield the rows for scripts: account numbers by their last four digits, amounts as text."""
    for row in rows_for(user, listed).iterator(chunk_size=1000):
        amounts = {name: plain(getattr(row, name)) for name in ("base", "supplement", *AMOUNTS)}
        yield {
            "month": f"{listed.month:%Y-%m}",
            "state": listed.state,
            "village_code": row.village_code,
            "household_code": row.household_code,
            "head_name": row.head_name,
            "payee": row.payee,
            "bank": row.bank,
            "account_tail": row.account_tail,
            "persons": row.persons,
            "standard": plain(row.standard) or None,
            **amounts,
            "result": row.result or None,
            "return_reason": row.return_reason,
        }


def title_of(listed: PaymentList) -> str:
    """Return what a list is called."""
    return f"{in_words(listed.month)}低保金发放名册"
