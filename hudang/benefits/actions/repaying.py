"""补发 and 追缴 by hand: a proposed back payment is confirmed or dropped; money that came back is entered (F31)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.benefits.errors import RecoveryClosed, TooMuchRepaid, WrongBackPayment
from hudang.benefits.models import BackPayment, Recovery, Repayment
from hudang.benefits.vocabulary import BackPayState, RecoveryState, RepaidBy
from hudang.households.actions.membership import check_day
from hudang.households.actions.opening import reason_given
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.money import CENT, plain


@transaction.atomic
def confirm_back_payment(*, actor: User, back_payment_id: int, reason: str) -> BackPayment:
    """Let a returned payment be paid again with the next list, now that the account was put right."""
    payment = _waiting(actor, back_payment_id, (BackPayState.PROPOSED,))
    said = reason_given(reason, "确认补发")
    return _put(actor, payment, BackPayState.DUE, "confirm_back_payment", "确认补发", said)


@transaction.atomic
def cancel_back_payment(*, actor: User, back_payment_id: int, reason: str) -> BackPayment:
    """Drop a returned payment that is not to be paid again."""
    payment = _waiting(actor, back_payment_id, (BackPayState.PROPOSED, BackPayState.DUE))
    said = reason_given(reason, "不再补发")
    if payment.returned_id is None:
        # a decision made it: only a decision takes it back
        raise WrongBackPayment(state="是按决定列出的")
    return _put(actor, payment, BackPayState.CANCELLED, "cancel_back_payment", "不再补发", said)


def _waiting(actor: User, pk: int, states: tuple[BackPayState, ...]) -> BackPayment:
    require(actor, Right.PREPARE_PAYMENTS)
    payment = BackPayment.objects.select_for_update().select_related("household").filter(pk=pk).first()
    if payment is None:
        raise NotVisible
    require_place(actor, payment.household.village_code)
    if payment.state not in states:
        raise WrongBackPayment(state=payment.get_state_display())
    return payment


def _put(actor: User, payment: BackPayment, state: BackPayState, action: str, what: str, said: str) -> BackPayment:
    payment.state = state
    payment.save(update_fields=["state"])
    summary = f"{what} {plain(payment.amount)} 元：{payment.reason}"
    record(actor, Act(action, "back_payment", payment.pk, payment.household.code, summary, reason=said))
    return payment


@transaction.atomic
def enter_repayment(*, actor: User, recovery_id: int, amount: Decimal, on: date, voucher: str) -> Recovery:
    """Enter money that was paid back in cash; raises ``RecoveryClosed``, ``TooMuchRepaid`` or ``InvalidInput``."""
    recovery = _open_recovery(actor, recovery_id)
    check_day("on", on)
    _check_amount(amount, "amount")
    if not voucher.strip() or len(voucher) > 60:
        raise InvalidInput({"voucher": "请填写缴款凭证号，不超过 60 字。"})
    if amount > recovery.balance:
        raise TooMuchRepaid(number=recovery.number, balance=plain(recovery.balance), amount=plain(amount))
    Repayment.objects.create(recovery=recovery, amount=amount, way=RepaidBy.CASH, on=on, voucher=voucher.strip())
    recovery.recovered += amount
    if not recovery.balance:
        recovery.state = RecoveryState.SETTLED
    recovery.save(update_fields=["recovered", "state"])
    summary = f"追缴单 {recovery.number} 缴回 {plain(amount)} 元，余 {plain(recovery.balance)} 元"
    act = Act("enter_repayment", "recovery", recovery.pk, recovery.household.code, summary, reason=voucher.strip())
    record(actor, act)
    return recovery


@transaction.atomic
def set_instalment(*, actor: User, recovery_id: int, instalment: Decimal, reason: str) -> Recovery:
    """Set how much is kept back of each payment, 0 for nothing."""
    recovery = _open_recovery(actor, recovery_id)
    if instalment:
        _check_amount(instalment, "instalment")
    said = reason_given(reason, "分期")
    before, recovery.instalment = recovery.instalment, instalment
    recovery.save(update_fields=["instalment"])
    summary = f"追缴单 {recovery.number} 每月扣回改为 {plain(instalment)} 元"
    sides = {"instalment": plain(before)}, {"instalment": plain(instalment)}
    record(actor, Act("set_instalment", "recovery", recovery.pk, recovery.household.code, summary, *sides, said))
    return recovery


def _check_amount(amount: Decimal, field: str) -> None:
    if not 0 < amount < Decimal(10**9) or amount != amount.quantize(CENT):
        raise InvalidInput({field: "金额应大于 0，最多两位小数。"})


def _open_recovery(actor: User, pk: int) -> Recovery:
    require(actor, Right.PREPARE_PAYMENTS)
    recovery = Recovery.objects.select_for_update().select_related("household").filter(pk=pk).first()
    if recovery is None:
        raise NotVisible
    require_place(actor, recovery.household.village_code)
    if recovery.state != RecoveryState.OPEN:
        raise RecoveryClosed(number=recovery.number, state=recovery.get_state_display())
    return recovery
