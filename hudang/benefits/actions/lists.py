"""发放名册: prepared from the awards as often as wanted, closed once; what is closed never moves (F32)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.benefits.actions.volumes import file_closed_list
from hudang.benefits.errors import (
    ListClosed,
    ListOutOfDate,
    ListWaitsForChange,
    NothingToPay,
    NotNext,
)
from hudang.benefits.models import (
    BackPayment,
    PaymentList,
    PaymentRow,
    Recovery,
    Repayment,
    StandardChange,
)
from hudang.benefits.queries.listing import Month, candidates, compared, rows_of
from hudang.benefits.queries.standing import last_closed
from hudang.benefits.rules.months import in_words, next_month
from hudang.benefits.rules.paying import Payment
from hudang.benefits.vocabulary import BackPayState, ChangeState, ListState, RecoveryState, RepaidBy
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.money import CENT, plain
from hudang.platform import bulk

_COUNTY = 6
_MOST_SUBSIDY = Decimal(10000)
Progress = Callable[[int, int], object]
_UNFINISHED = (ChangeState.COMPUTED, ChangeState.APPROVING, ChangeState.UNDOING)


@transaction.atomic
def prepare_list(
    *,
    actor: User,
    county: str,
    month: date,
    price_subsidy: Decimal = Decimal(0),
    price_reference: str = "",
    progress: Progress | None = None,
) -> PaymentList:
    """Write the draft of a month anew from the awards that hold; ``county`` has six digits.

    Raises ``NotNext``, ``ListClosed``, ``ListWaitsForChange``, ``NothingToPay`` or ``InvalidInput``.
    """
    require(actor, Right.PREPARE_PAYMENTS)
    require_place(actor, county)
    _check(county, month, price_subsidy, price_reference)
    keys = candidates(county, month)
    if not keys:
        raise NothingToPay(month=in_words(month))
    listed = _draft(actor, county, month, price_subsidy, price_reference)
    done = 0
    for portion in rows_of(Month(county, month, price_subsidy), keys):
        rows = [row for row, _ in portion]
        for row in rows:
            row.list_id = listed.pk
        bulk.insert(PaymentRow, rows)
        done += len(rows)
        if progress:
            progress(done, len(keys))
    _count(listed)
    summary = f"编制{in_words(month)}发放名册，{listed.households} 户，合计 {plain(listed.total)} 元"
    record(actor, Act("prepare_list", "payment_list", listed.pk, summary=summary))
    return listed


def _check(county: str, month: date, price_subsidy: Decimal, price_reference: str) -> None:
    faults = {}
    if month.day != 1:
        faults["month"] = "月份写作 2026-11。"
    if not 0 <= price_subsidy <= _MOST_SUBSIDY or price_subsidy != price_subsidy.quantize(CENT):
        faults["price_subsidy"] = "价格临时补贴应为 0 到 10000 元，最多两位小数。"
    elif price_subsidy and not price_reference.strip():
        faults["price_reference"] = "发价格临时补贴的月份，请写明文件依据。"
    if len(price_reference) > 120:
        faults["price_reference"] = "不超过 120 字。"
    if faults:
        raise InvalidInput(faults)


def _refuse_other_months(county: str, month: date) -> None:
    last = last_closed(county)
    if last is not None and month != next_month(last):
        raise NotNext(last=in_words(last), next=in_words(next_month(last)))


def _draft(actor: User, county: str, month: date, price_subsidy: Decimal, price_reference: str) -> PaymentList:
    refuse_unfinished_change(county, month)
    values = {
        "price_subsidy": price_subsidy,
        "price_reference": price_reference.strip(),
        "prepared_by": actor,
        "prepared_at": clock.now(),
    }
    listed = PaymentList.objects.select_for_update().filter(county_code=county, month=month).first()
    if listed is not None:
        refuse_closed(listed)
    _refuse_other_months(county, month)
    if listed is None:
        return PaymentList.objects.create(county_code=county, month=month, **values)
    PaymentRow.objects.filter(list=listed).delete()
    for name, value in values.items():
        setattr(listed, name, value)
    return listed


def refuse_unfinished_change(county: str, month: date) -> None:
    """Refuse a list while a change of the standard for its month is neither done nor given up."""
    change = StandardChange.objects.filter(county_code=county, month__lte=month, state__in=_UNFINISHED).first()
    if change is not None:
        raise ListWaitsForChange(month=in_words(change.month), state=change.get_state_display())


def refuse_closed(listed: PaymentList) -> None:
    """Refuse any change of a closed list."""
    if listed.is_closed:
        who = listed.closed_by.display_name if listed.closed_by else ""
        raise ListClosed(month=in_words(listed.month), who=who)


def _count(listed: PaymentList) -> None:
    sums = PaymentRow.objects.filter(list=listed).aggregate(total=Sum("total"), persons=Sum("persons"))
    listed.households = PaymentRow.objects.filter(list=listed).count()
    listed.total, listed.persons = sums["total"] or Decimal(0), sums["persons"] or 0
    listed.save()


@transaction.atomic
def close_list(*, actor: User, list_id: int, progress: Progress | None = None) -> PaymentList:
    """Close a month (封账): back payments count as paid, what was kept back is entered in the recovery ledger.

    Raises ``ListClosed`` for whoever comes second, ``ListOutOfDate`` when awards changed since it was prepared.
    """
    require(actor, Right.DECIDE_BENEFITS)
    listed = locked_list(actor, list_id)
    refuse_closed(listed)
    _refuse_other_months(listed.county_code, listed.month)
    refuse_unfinished_change(listed.county_code, listed.month)
    wanted = Month(listed.county_code, listed.month, listed.price_subsidy)
    wanted_rows = same = 0
    for portion in rows_of(wanted, candidates(listed.county_code, listed.month)):
        wanted_rows += len(portion)
        same += _settle_portion(listed, portion)
        if progress:
            progress(wanted_rows, max(listed.households, wanted_rows))
    differing = max(wanted_rows, PaymentRow.objects.filter(list=listed).count()) - same
    if differing:
        raise ListOutOfDate(count=differing)
    listed.state, listed.closed_by, listed.closed_at = ListState.CLOSED, actor, clock.now()
    listed.save()
    file_closed_list(actor, listed)
    after = {"households": listed.households, "total": listed.total}
    summary = f"{in_words(listed.month)}发放名册封账，{listed.households} 户，合计 {plain(listed.total)} 元"
    record(actor, Act("close_list", "payment_list", listed.pk, summary=summary, after=after))
    return listed


def locked_list(actor: User, list_id: int) -> PaymentList:
    """Return a list of the actor's county for a change; raises ``NotVisible``."""
    listed = PaymentList.objects.select_for_update().filter(pk=list_id).first()
    if listed is None:
        raise NotVisible
    require_place(actor, listed.county_code)
    return listed


def _settle_portion(listed: PaymentList, portion: list[tuple[PaymentRow, Payment]]) -> int:
    """Enter what these rows pay back and keep back; return how many are as they were prepared."""
    keys = [row.household_id for row, _ in portion]
    stored = {row.household_id: row for row in PaymentRow.objects.filter(list=listed, household__in=keys)}
    same = 0
    for row, amounts in portion:
        prepared = stored.get(row.household_id)
        if prepared is None or compared(prepared) != compared(row):
            continue
        same += 1
        if amounts.back_pay:
            due = BackPayment.objects.filter(household=row.household_id, state=BackPayState.DUE)
            due.update(state=BackPayState.PAID, row=prepared)
        for recovery_id, amount in amounts.kept:
            keep_back(recovery_id, amount, listed.month, prepared)
    return same


def keep_back(recovery_id: int, amount: Decimal, on: date, row: PaymentRow) -> None:
    """Enter in the ledger what a payment kept back."""
    Repayment.objects.create(recovery_id=recovery_id, amount=amount, way=RepaidBy.DEDUCTION, on=on, row=row)
    recovery = Recovery.objects.select_for_update().get(pk=recovery_id)
    recovery.recovered += amount
    if not recovery.balance:
        recovery.state = RecoveryState.SETTLED
    recovery.save(update_fields=["recovered", "state"])
