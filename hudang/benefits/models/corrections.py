"""补发、追缴: what closed months still owe or were paid too much; the months themselves never move."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from hudang.accounts.models import User
from hudang.benefits.models.awards import yuan
from hudang.benefits.models.payments import PaymentRow
from hudang.benefits.vocabulary import (
    BACK_PAY_LABELS,
    RECOVERY_LABELS,
    REPAID_LABELS,
    BackPayState,
    RecoveryState,
    RepaidBy,
)
from hudang.households.models import Household


class BackPayment(models.Model):
    """补发: taken into the next list that is prepared once it is ``due``."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="back_payments")
    first_month = models.DateField("自")
    last_month = models.DateField("至")
    amount = yuan("金额")
    reason = models.CharField("事由", max_length=300)
    reference = models.CharField("决定文号", max_length=60, default="", blank=True)
    state = models.CharField("状态", max_length=9, choices=[(s.value, BACK_PAY_LABELS[s]) for s in BackPayState])
    # the payment that the bank returned
    returned = models.OneToOneField(PaymentRow, models.PROTECT, null=True, blank=True, related_name="paid_again_by")
    row = models.ForeignKey(PaymentRow, models.PROTECT, null=True, blank=True, related_name="back_payments")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="back_payments")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="back_payment_positive")]
        indexes = [models.Index(fields=["state", "household"], name="back_payment_state")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.amount}"


class Recovery(models.Model):
    """追缴单 (forms.md F31): number ``YYYYMM-NNN``, instalments and balance."""

    number = models.CharField("编号", max_length=12)
    county_code = models.CharField("县代码", max_length=6)
    household = models.ForeignKey(Household, models.PROTECT, related_name="recoveries")
    reason = models.CharField("事由", max_length=300)
    reference = models.CharField("决定文号", max_length=60, default="", blank=True)
    first_month = models.DateField("自")
    last_month = models.DateField("至")
    amount = yuan("应追")
    instalment = yuan("每月扣回")
    recovered = models.DecimalField("实追", max_digits=12, decimal_places=2, default=0)
    state = models.CharField(
        "状态",
        max_length=9,
        choices=[(s.value, RECOVERY_LABELS[s]) for s in RecoveryState],
        default=RecoveryState.OPEN,
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="recoveries")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county_code", "number"], name="recovery_number_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, instalment__gte=0, recovered__gte=0, recovered__lte=F("amount")),
                name="recovery_within_what_is_owed",
            ),
        ]
        indexes = [models.Index(fields=["state", "household"], name="recovery_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def balance(self) -> Decimal:
        """余额."""
        return self.amount - self.recovered


class Repayment(models.Model):
    """One amount that came back, out of a payment or in cash."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="repayments")
    amount = yuan("金额")
    way = models.CharField("方式", max_length=9, choices=[(w.value, REPAID_LABELS[w]) for w in RepaidBy])
    on = models.DateField("日期")
    voucher = models.CharField("凭证", max_length=60, default="", blank=True)
    row = models.ForeignKey(PaymentRow, models.PROTECT, null=True, blank=True, related_name="repayments")

    class Meta:
        ordering = ["recovery_id", "on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="repayment_positive")]

    def __str__(self) -> str:
        return f"{self.recovery_id} {self.amount}"


class Correction(models.Model):
    """What of a back payment (positive) or a recovery (negative) belongs to one closed month."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="corrections")
    month = models.DateField("月份")
    amount = models.DecimalField("差额", max_digits=12, decimal_places=2)
    back_payment = models.ForeignKey(BackPayment, models.PROTECT, null=True, related_name="months")
    recovery = models.ForeignKey(Recovery, models.PROTECT, null=True, related_name="months")

    class Meta:
        ordering = ["household_id", "month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(back_payment__isnull=False, recovery=None, amount__gt=0)
                | Q(back_payment=None, recovery__isnull=False, amount__lt=0),
                name="correction_of_one_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.amount}"
