"""发放名册: prepared from the awards as often as wanted, closed once; what is closed never moves (F32)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.benefits.actions.drafts import begin_draft, clear_replaced, put_in_place, write_portion
from hudang.benefits.actions.volumes import file_closed_list, sums_paper
from hudang.benefits.errors import (
    ListClosed,
    ListOutOfDate,
    ListReplaced,
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
from hudang.benefits.queries.listing import (
    Grounds,
    Month,
    candidates,
    changed_grounds,
    compared,
    grounds_of,
    rows_of,
)
from hudang.benefits.queries.standing import last_closed
from hudang.benefits.rules.months import in_words, next_month
from hudang.benefits.rules.paying import Payment
from hudang.benefits.vocabulary import BackPayState, ChangeState, ListState, RecoveryState, RepaidBy
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.money import CENT, plain

_COUNTY = 6
_MOST_SUBSIDY = Decimal(10000)
Progress = Callable[[int, int], object]
Settled = tuple[PaymentRow, Payment]
_UNFINISHED = (ChangeState.COMPUTED, ChangeState.APPROVING, ChangeState.UNDOING)


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

    It is written beside the draft that stands, which it replaces with its last step. Raises ``NotNext``,
    ``ListClosed``, ``ListWaitsForChange``, ``ListOvertaken``, ``NothingToPay`` or ``InvalidInput``.
    """
    require(actor, Right.PREPARE_PAYMENTS)
    require_place(actor, county)
    _check(county, month, price_subsidy, price_reference)
    keys = candidates(county, month)
    if not keys:
        raise NothingToPay(month=in_words(month))
    _standing(county, month)
    values = {"price_subsidy": price_subsidy, "price_reference": price_reference.strip()}
    draft = begin_draft(actor, county, month, values)
    clear_replaced(county)
    done = 0
    for portion in rows_of(Month(county, month, price_subsidy), keys):
        write_portion(draft, [row for row, _ in portion])
        done += len(portion)
        if progress:
            progress(done, len(keys))
    listed = _put_in_place(actor, draft)
    clear_replaced(county)
    return listed


@transaction.atomic
def _put_in_place(actor: User, draft: PaymentList) -> PaymentList:
    listed = put_in_place(draft, _standing(draft.county_code, draft.month))
    summary = f"编制{in_words(listed.month)}发放名册，{listed.households} 户，合计 {plain(listed.total)} 元"
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


def _standing(county: str, month: date) -> PaymentList | None:
    """Return the draft of a month that may be replaced, locked; refuse where the month may not be listed now."""
    refuse_unfinished_change(county, month)
    with transaction.atomic():
        listed = PaymentList.objects.select_for_update().filter(county_code=county, month=month).first()
    if listed is not None:
        refuse_closed(listed)
    _refuse_other_months(county, month)
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


def close_list(*, actor: User, list_id: int, progress: Progress | None = None) -> PaymentList:
    """Close a month (封账): back payments count as paid, what was kept back is entered in the recovery ledger.

    The rows are compared while clerks go on working; the month is closed by one short transaction, only if nothing
    that the list rests on has changed meanwhile. Raises ``ListClosed`` for whoever comes second, ``ListReplaced``,
    ``ListOutOfDate`` when awards changed since it was prepared.
    """
    require(actor, Right.DECIDE_BENEFITS)
    with transaction.atomic():
        listed = _open_list(actor, list_id)
    grounds = grounds_of(listed.county_code, listed.month)
    settled = _compared(listed, progress)
    paper = sums_paper(actor, listed)
    return _close(actor, list_id, grounds, settled, paper)


def _open_list(actor: User, list_id: int) -> PaymentList:
    listed = locked_list(actor, list_id)
    refuse_closed(listed)
    _refuse_other_months(listed.county_code, listed.month)
    refuse_unfinished_change(listed.county_code, listed.month)
    return listed


def _compared(listed: PaymentList, progress: Progress | None) -> list[Settled]:
    """Return what the rows pay back and keep back; raises ``ListOutOfDate`` where they are not as prepared."""
    wanted = Month(listed.county_code, listed.month, listed.price_subsidy)
    settled: list[Settled] = []
    wanted_rows = same = 0
    for portion in rows_of(wanted, candidates(listed.county_code, listed.month)):
        keys = [row.household_id for row, _ in portion]
        stored = {row.household_id: row for row in PaymentRow.objects.filter(list=listed, household__in=keys)}
        for row, amounts in portion:
            prepared = stored.get(row.household_id)
            if prepared is not None and compared(prepared) == compared(row):
                same += 1
                if amounts.back_pay or amounts.kept:
                    settled.append((prepared, amounts))
        wanted_rows += len(portion)
        if progress:
            progress(wanted_rows, max(listed.households, wanted_rows))
    differing = max(wanted_rows, PaymentRow.objects.filter(list=listed).count()) - same
    if differing:
        raise ListOutOfDate(count=differing)
    return settled


@transaction.atomic
def _close(actor: User, list_id: int, grounds: Grounds, settled: list[Settled], paper: bytes) -> PaymentList:
    listed = _open_list(actor, list_id)
    changed = changed_grounds(grounds, grounds_of(listed.county_code, listed.month))
    if changed:
        raise ListOutOfDate(count=changed)
    for row, amounts in settled:
        _settle(listed, row, amounts)
    listed.state, listed.closed_by, listed.closed_at = ListState.CLOSED, actor, clock.now()
    listed.save()
    file_closed_list(actor, listed, paper)
    after = {"households": listed.households, "total": listed.total}
    summary = f"{in_words(listed.month)}发放名册封账，{listed.households} 户，合计 {plain(listed.total)} 元"
    record(actor, Act("close_list", "payment_list", listed.pk, summary=summary, after=after))
    return listed


def locked_list(actor: User, list_id: int) -> PaymentList:
    """Return a list of the actor's county for a change; raises ``NotVisible`` or ``ListReplaced``."""
    listed = PaymentList.every.select_for_update().filter(pk=list_id).exclude(state=ListState.PREPARING).first()
    if listed is None:
        raise NotVisible
    require_place(actor, listed.county_code)
    if listed.state == ListState.REPLACED:
        raise ListReplaced(month=in_words(listed.month))
    return listed


def _settle(listed: PaymentList, row: PaymentRow, amounts: Payment) -> None:
    """Enter what a row pays back and keeps back."""
    if amounts.back_pay:
        due = BackPayment.objects.filter(household=row.household_id, state=BackPayState.DUE)
        due.update(state=BackPayState.PAID, row=row)
    for recovery_id, amount in amounts.kept:
        keep_back(recovery_id, amount, listed.month, row)


def keep_back(recovery_id: int, amount: Decimal, on: date, row: PaymentRow) -> None:
    """Enter in the ledger what a payment kept back."""
    Repayment.objects.create(recovery_id=recovery_id, amount=amount, way=RepaidBy.DEDUCTION, on=on, row=row)
    recovery = Recovery.objects.select_for_update().get(pk=recovery_id)
    recovery.recovered += amount
    if not recovery.balance:
        recovery.state = RecoveryState.SETTLED
    recovery.save(update_fields=["recovered", "state"])
