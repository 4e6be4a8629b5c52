"""长期公布: month by month the households of a village that are paid, until the next month's list takes its place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.casework.vocabulary import LONG_TERM_STATE_LABELS, LongTermState
from hudang.digitization.models import DigitalObject
from hudang.forms.models import Paper
from hudang.households.models import Household


class LongTermList(models.Model):
    """长期公布表: one village's list of one month; ``month`` is its first day."""

    number = models.CharField("编号", max_length=30, unique=True)
    village_code = models.CharField("村代码", max_length=12)
    month = models.DateField("公布月份")
    state = models.CharField(
        "状态",
        max_length=8,
        choices=[(s.value, LONG_TERM_STATE_LABELS[s]) for s in LongTermState],
        default=LongTermState.PREPARED,
    )
    telephone = models.CharField("监督电话", max_length=30)
    places = models.CharField("张贴地点", max_length=200, default="", blank=True)
    posted_by = models.CharField("张贴人", max_length=40, default="", blank=True)
    posted_on = models.DateField("张贴日期", null=True, blank=True)
    replaced_on = models.DateField("更换日期", null=True, blank=True)
    photo = models.ForeignKey(DigitalObject, models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["village_code", "month"], condition=~Q(state="dropped"), name="one_long_term_list_a_month"
            ),
            models.UniqueConstraint(
                fields=["village_code"], condition=Q(state="posted"), name="one_long_term_list_hangs"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LongTermLine(models.Model):
    """One household on a list, with exactly what hangs; ``filed`` when its pouch got the sheet (M55)."""

    listed = models.ForeignKey(LongTermList, models.PROTECT, related_name="lines")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    head = models.CharField("户主", max_length=60)
    size = models.PositiveSmallIntegerField("家庭人口")
    covered = models.PositiveSmallIntegerField("保障人口")
    amount = models.DecimalField("月保障金", max_digits=12, decimal_places=2)
    filed = models.BooleanField("已归入户袋", default=False)

    class Meta:
        ordering = ["listed_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["listed", "household"], name="household_once_a_long_term_list")]

    def __str__(self) -> str:
        return f"{self.listed_id} {self.head}"
