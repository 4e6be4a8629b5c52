"""After a retroactive decision: what closed months owe becomes a back payment, what was too much a recovery (F31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal

from django.db.models import Sum

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.benefits.actions.basis import Basis
from hudang.benefits.models import (
    Award,
    BackPayment,
    Correction,
    PaymentList,
    PaymentRow,
    Recovery,
    Suspension,
)
from hudang.benefits.queries.standing import county_of
from hudang.benefits.rules.months import in_words
from hudang.benefits.rules.settling import Span, differences
from hudang.benefits.vocabulary import CLOSED_LISTS, BackPayState
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.kernel.money import CENT, plain

_MOST_INSTALMENTS = 60


@dataclass(frozen=True)
class Settled:
    """What came of it."""

    back_payment: BackPayment | None = None
    recovery: Recovery | None = None


def settle(actor: User, household: Household, since: date, basis: Basis) -> Settled:
    """Compare what closed months from ``since`` on listed with what is due now, and write down the difference.

    Inside the transaction of the decision; nothing happens where no closed month is touched.
    """
    owed = _owed(household, since)
    less = {month: amount for month, amount in owed.items() if amount > 0}
    more = {month: amount for month, amount in owed.items() if amount < 0}
    return Settled(
        _pay_back(actor, household, less, basis) if less else None,
        _recover(actor, household, more, basis) if more else None,
    )


def _owed(household: Household, since: date) -> dict[date, Decimal]:
    county = county_of(household.village_code)
    closed = PaymentList.objects.filter(county_code=county, month__gte=since, state__in=CLOSED_LISTS)
    listed = dict.fromkeys(closed.values_list("month", flat=True), Decimal(0))
    if not listed:
        return {}
    rows = PaymentRow.objects.filter(household=household, list__in=closed)
    listed |= dict(rows.values_list("list__month", "allowance"))
    earlier = Correction.objects.filter(household=household, month__gte=since).values("month")
    corrected = {row["month"]: row["amount"] for row in earlier.annotate(amount=Sum("amount"))}
    awards = Award.objects.filter(household=household, void=False).values_list("since", "until", "total")
    suspensions = Suspension.objects.filter(household=household).values_list("since", "until")
    return differences(listed, corrected, [Span(*each) for each in awards], [Span(*each) for each in suspensions])


def _pay_back(actor: User, household: Household, months: dict[date, Decimal], basis: Basis) -> BackPayment:
    payment = BackPayment.objects.create(
        household=household,
        first_month=min(months),
        last_month=max(months),
        amount=sum(months.values(), Decimal(0)),
        reason=basis.reason or "追溯调整",
        reference=basis.reference,
        state=BackPayState.DUE,
        made_by=actor,
        made_at=clock.now(),
    )
    _keep_months(household, months, back_payment=payment)
    summary = f"列补发 {plain(payment.amount)} 元（{_span(months)}），随下一张名册发放"
    record(actor, Act("list_back_payment", "back_payment", payment.pk, household.code, summary, reason=basis.reason))
    return payment


def _recover(actor: User, household: Household, months: dict[date, Decimal], basis: Basis) -> Recovery:
    if not 1 <= basis.instalments <= _MOST_INSTALMENTS:
        raise InvalidInput({"instalments": f"分期应为 1 到 {_MOST_INSTALMENTS} 期。"})
    amount = -sum(months.values(), Decimal(0))
    recovery = Recovery.objects.create(
        number=next_number(county_of(household.village_code)),
        county_code=county_of(household.village_code),
        household=household,
        reason=basis.reason or "追溯调整",
        reference=basis.reference,
        first_month=min(months),
        last_month=max(months),
        amount=amount,
        instalment=(amount / basis.instalments).quantize(CENT, rounding=ROUND_UP),
        made_by=actor,
        made_at=clock.now(),
    )
    _keep_months(household, months, recovery=recovery)
    summary = f"开追缴单 {recovery.number}，{plain(amount)} 元（{_span(months)}）"
    record(actor, Act("open_recovery", "recovery", recovery.pk, household.code, summary, reason=basis.reason))
    return recovery


def _keep_months(
    household: Household,
    months: dict[date, Decimal],
    *,
    back_payment: BackPayment | None = None,
    recovery: Recovery | None = None,
) -> None:
    Correction.objects.bulk_create(
        Correction(household=household, month=month, amount=amount, back_payment=back_payment, recovery=recovery)
        for month, amount in sorted(months.items())
    )


def _span(months: dict[date, Decimal]) -> str:
    first, last = min(months), max(months)
    return in_words(first) if first == last else f"{in_words(first)}至{in_words(last)}"


def next_number(county: str) -> str:
    """Return the next number of a recovery of a county in this month: ``202611-001``."""
    prefix = f"{clock.today():%Y%m}-"
    used = Recovery.objects.filter(county_code=county, number__startswith=prefix).values_list("number", flat=True)
    last = max((int(number.removeprefix(prefix)) for number in used), default=0)
    return f"{prefix}{last + 1:03d}"
