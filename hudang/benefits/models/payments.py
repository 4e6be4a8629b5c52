"""发放名册: one list a county and month, one row a household; a closed month never moves (triggers)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hudang.accounts.models import User
from hudang.benefits.models.awards import Award, yuan
from hudang.benefits.vocabulary import BANK_RESULT, CLOSED_LISTS, LIST_STATE_LABELS, UNUSABLE_LISTS, ListState
from hudang.households.models import Household
from hudang.platform.ciphers import EncryptedField


class _Usable(models.Manager["PaymentList"]):
    """Lists that pages and acts may use."""

    def get_queryset(self) -> models.QuerySet[PaymentList]:
        return super().get_queryset().exclude(state__in=UNUSABLE_LISTS)


class PaymentList(models.Model):
    """The list of a county (six digits) for a month; sums are those of its rows.

    A list is written under ``PREPARING`` in many short transactions; one last change of state lets it take the place
    of the draft before it, so that whoever breaks in between leaves the old draft as it was.
    """

    county_code = models.CharField("县代码", max_length=6)
    month = models.DateField("月份")
    state = models.CharField(
        "状态",
        max_length=9,
        choices=[(s.value, LIST_STATE_LABELS[s]) for s in ListState],
        default=ListState.DRAFT,
    )
    households = models.PositiveIntegerField("户数", default=0)
    persons = models.PositiveIntegerField("人数", default=0)
    total = models.DecimalField("合计（元）", max_digits=14, decimal_places=2, default=0)
    # 价格临时补贴, yuan a person, kept apart from the allowance (process.md §9.5)
    price_subsidy = models.DecimalField("价格临时补贴（元/人）", max_digits=12, decimal_places=2, default=0)
    price_reference = models.CharField("价格临时补贴依据", max_length=120, default="", blank=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="prepared_lists")
    prepared_at = models.DateTimeField("编制时间")
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="closed_lists")
    closed_at = models.DateTimeField("封账时间", null=True, blank=True)

    objects = _Usable()
    every = models.Manager["PaymentList"]()

    class Meta:
        ordering = ["-month", "county_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "month"],
                condition=Q(state__in=(ListState.DRAFT, *CLOSED_LISTS)),
                name="one_payment_list_a_month",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CLOSED_LISTS) | Q(closed_at__isnull=False),
                name="payment_list_closed_by_somebody",
            ),
            models.CheckConstraint(condition=Q(total__gte=0, price_subsidy__gte=0), name="payment_list_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.county_code} {self.month:%Y-%m}"

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it may change any more but what the bank answers."""
        return self.state in CLOSED_LISTS


class PaymentRow(models.Model):
    """发放名册行 (forms.md F32): as it was on the day of preparing, the account number included."""

    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="rows")
    household = models.ForeignKey(Household, models.PROTECT, related_name="payments")
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="payments")
    village_code = models.CharField("村代码", max_length=12)
    household_code = models.CharField("户编号", max_length=16)
    head_name = models.CharField("户主", max_length=50)
    payee = models.CharField("领取人", max_length=50)
    bank = models.CharField("开户银行", max_length=60, default="", blank=True)
    account = EncryptedField("银行账号", default="", blank=True)
    account_hash = models.CharField(max_length=64, default="", blank=True)
    account_tail = models.CharField("账号尾号", max_length=4, default="", blank=True)
    persons = models.PositiveSmallIntegerField("保障人数")
    standard = models.DecimalField("标准", max_digits=12, decimal_places=2, null=True, blank=True)
    base = yuan("基本低保金")
    supplement = yuan("分类施保")
    allowance = yuan("低保金")
    price_subsidy = yuan("价格临时补贴")
    back_pay = yuan("补发")
    recovery = yuan("扣回")
    total = yuan("实发")
    result = models.CharField("代发结果", max_length=1, choices=[*BANK_RESULT.items()], default="", blank=True)
    return_reason = models.CharField("退回原因", max_length=100, default="", blank=True)

    class Meta:
        ordering = ["list_id", "household_code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "household"], name="one_payment_a_household_and_month"),
            models.CheckConstraint(
                condition=Q(
                    base__gte=0, supplement__gte=0, allowance__gte=0, price_subsidy__gte=0, back_pay__gte=0,
                    recovery__gte=0, total__gte=0,
                ),
                name="payment_not_negative",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["list", "village_code", "household_code"], name="payment_by_village"),
            models.Index(fields=["list", "account_hash"], name="payment_by_account"),
            models.Index(fields=["list", "result"], name="payment_by_result"),
        ]

    def __str__(self) -> str:
        return f"{self.household_code} {self.total}"


class BankReturn(models.Model):
    """代发回盘: one file of a bank, what of it fitted, and the lines that did not, kept encrypted for download."""

    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="returns")
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件 SHA-256", max_length=64)
    succeeded = models.PositiveIntegerField("成功", default=0)
    failed = models.PositiveIntegerField("未成功", default=0)
    unmatched = models.PositiveIntegerField("对不上的行", default=0)
    wrong = EncryptedField("对不上的行", default="", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="bank_returns")
    made_at = models.DateTimeField("导入时间")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
