"""Problems found by the rules, which rules are switched off, and the measures of each night."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.quality.vocabulary import MEASURE_LABELS, STATE_LABELS, Measure, State


class Problem(models.Model):
    """问题: one thing that breaks one rule, from the check that found it to the check that found it mended.

    What it is with is named by number and not by a foreign key: a household that is taken back must not be held by
    what was wrong with it; the next check closes what is no longer there.
    """

    rule = models.CharField("规则", max_length=30)
    village_code = models.CharField("村代码", max_length=12)
    household_id = models.BigIntegerField("家庭", null=True, blank=True, db_index=True)
    household_code = models.CharField("户编号", max_length=16, default="", blank=True)
    object_id = models.BigIntegerField("对象")
    # tells problems of one rule with one object apart: the material that is missing
    mark = models.CharField(max_length=20, default="", blank=True)
    detail = models.CharField("说明", max_length=120, default="", blank=True)
    # the other household of a contradiction between two: when it changes, this one is checked again
    related_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(
        "状态", max_length=8, choices=[(s.value, STATE_LABELS[s]) for s in State], default=State.OPEN
    )
    found_on = models.DateField("发现")
    closed_on = models.DateField("改好", null=True, blank=True)
    waived_reason = models.CharField("不改的理由", max_length=300, default="", blank=True)
    waived_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    waived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["village_code", "household_code", "pk"]
        indexes = [
            models.Index(fields=["state", "village_code", "rule"], name="problem_of_place"),
            models.Index(fields=["rule", "state", "village_code", "id"], name="problem_of_rule"),
            models.Index(fields=["related_id"], condition=~Q(related_id=None), name="problem_related"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "object_id", "mark"], condition=~Q(state=State.CLOSED.value), name="problem_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.object_id}"


class RuleSwitch(models.Model):
    """A rule that a county switched off, or on again, and why."""

    rule = models.CharField("规则", max_length=30, unique=True)
    enabled = models.BooleanField("启用")
    reason = models.CharField("理由", max_length=300)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.rule} {self.enabled}"


class Measured(models.Model):
    """指标 of a village on a day: part of a whole, so that those of villages add up to those of townships."""

    day = models.DateField("日期")
    village_code = models.CharField("村代码", max_length=12)
    measure = models.CharField("指标", max_length=10, choices=[(m.value, MEASURE_LABELS[m]) for m in Measure])
    part = models.BigIntegerField()
    whole = models.BigIntegerField()

    class Meta:
        ordering = ["day", "village_code"]
        constraints = [
            models.UniqueConstraint(fields=["day", "measure", "village_code"], name="measured_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.village_code} {self.measure}"


class Watermark(models.Model):
    """Up to which entry of the log changes were checked, and when everything was checked last."""

    sequence = models.BigIntegerField(default=0)
    checked_at = models.DateTimeField("查到", null=True)
    everything_at = models.DateTimeField("全查", null=True)

    def __str__(self) -> str:
        return str(self.sequence)
