"""定额: what a household gets from a month until a month, version after version, and the months without payment."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from hudang.accounts.models import User
from hudang.assessment.models import Assessment
from hudang.benefits.vocabulary import REASON_LABELS, WAY_LABELS, Reason, Way
from hudang.households.models import Household


def yuan(verbose: str) -> models.DecimalField[Decimal, Decimal]:
    """Return a field for yuan."""
    return models.DecimalField(verbose, max_digits=12, decimal_places=2)


class Award(models.Model):
    """定额版本: ``since`` and ``until`` are first days of months, ``until`` the first month without.

    A version that a retroactive decision took the place of stays, marked ``void``. A trigger refuses two versions
    of a household in the same month.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="awards")
    # the village on the day of the decision
    village_code = models.CharField("村代码", max_length=12)
    since = models.DateField("起发月")
    until = models.DateField("止发月", null=True, blank=True)
    void = models.BooleanField("已作废", default=False)
    persons = models.PositiveSmallIntegerField("保障人数")
    standard = models.DecimalField("标准（元/人·月）", max_digits=12, decimal_places=2, null=True, blank=True)
    income = models.DecimalField("家庭月收入（元）", max_digits=12, decimal_places=2, null=True, blank=True)
    base = yuan("基本低保金（元/月）")
    supplements = models.JSONField("分类施保明细", default=list, blank=True)
    supplement = yuan("分类施保（元/月）")
    total = yuan("月保障金（元）")
    way = models.CharField(
        "发放方式", max_length=9, choices=[(w.value, WAY_LABELS[w]) for w in Way], default=Way.NORMAL
    )
    # 渐退: the month in which the support is to end, shown as due
    ends_on = models.DateField("渐退期满月", null=True, blank=True)
    reason = models.CharField("依据种类", max_length=10, choices=[(r.value, REASON_LABELS[r]) for r in Reason])
    reference = models.CharField("决定文号", max_length=60, default="", blank=True)
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="awards")
    note = models.CharField("说明", max_length=300, default="", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="awards")
    made_at = models.DateTimeField("决定时间")

    class Meta:
        ordering = ["household_id", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(until=None, void=False), name="one_open_award_a_household"
            ),
            models.UniqueConstraint(fields=["household", "since"], condition=Q(void=False), name="one_award_a_month"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="award_ends_later"),
            models.CheckConstraint(
                condition=Q(base__gte=0, supplement__gte=0, total__gte=0), name="award_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["since", "until"], condition=Q(void=False), name="award_by_month"),
            models.Index(fields=["ends_on"], condition=Q(void=False, until=None), name="award_phase_out_due"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.since:%Y-%m} {self.total}"


class Suspension(models.Model):
    """暂缓发放: months in which a household with an award is not paid (process.md §4)."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="suspensions")
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    reason = models.CharField("理由", max_length=300)
    decide_by = models.DateField("应处理日期")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="suspensions")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["household_id", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(until=None), name="one_open_suspension_a_household"
            ),
            # one that was taken back with back payment ends where it began
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="suspension_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.since:%Y-%m}"
