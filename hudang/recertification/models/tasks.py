"""Who is under which rule, and the tasks that follow (dynamic-review.md §2)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.households.models import Household, Person
from hudang.recertification.models.rules import RuleVersion
from hudang.recertification.models.visits import Visit
from hudang.recertification.vocabulary import (
    LEVEL_LABELS,
    METHOD_LABELS,
    TASK_STATE_LABELS,
    TRIGGER_LABELS,
    Level,
    Method,
    TaskState,
    Trigger,
)


class Standing(models.Model):
    """入列: from which day a person or a household is under a rule, and until when, both with the reason in words.

    ``subject`` is ``P`` or ``H`` and the key of the person or household, so that one index serves both.
    """

    rule_code = models.CharField("规则代码", max_length=16)
    subject = models.CharField("对象", max_length=20)
    household = models.ForeignKey(Household, models.CASCADE, related_name="standings")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="standings")
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    why = models.CharField("入列理由", max_length=300)
    why_left = models.CharField("退出理由", max_length=300, default="", blank=True)
    last_done_on = models.DateField("上次完成日", null=True, blank=True)
    phone_in_a_row = models.PositiveSmallIntegerField("连续电话次数", default=0)

    class Meta:
        ordering = ["rule_code", "subject", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_code", "subject"], condition=Q(until=None), name="one_standing_under_a_rule"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="standing_ends_later"),
        ]
        indexes = [
            models.Index(fields=["household"], condition=Q(until=None), name="standing_of_household"),
            models.Index(fields=["subject"], name="standing_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_code} {self.subject}"


class RecertificationTask(models.Model):
    """核查任务: one rule, one subject, one period; made once, however often the night run is repeated."""

    rule_code = models.CharField("规则代码", max_length=16)
    rule = models.ForeignKey(RuleVersion, models.PROTECT, related_name="tasks")
    subject = models.CharField("对象", max_length=20)
    household = models.ForeignKey(Household, models.CASCADE, related_name="recertification_tasks")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="recertification_tasks")
    period = models.CharField("期次", max_length=60)
    trigger = models.CharField(
        "触发情形",
        max_length=20,
        choices=[(t.value, TRIGGER_LABELS[t]) for t in Trigger],
        default="",
        blank=True,
    )
    about = models.CharField("事由", max_length=300, default="", blank=True)
    opens_on = models.DateField("可办理之日")
    due_on = models.DateField("应完成之日")
    late_after = models.DateField("宽限之日")
    state = models.CharField(
        "状态",
        max_length=12,
        choices=[(s.value, TASK_STATE_LABELS[s]) for s in TaskState],
        default=TaskState.PLANNED,
    )
    assignee = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="recertification_tasks")
    visit = models.ForeignKey(Visit, models.SET_NULL, null=True, blank=True, related_name="tasks")
    done_on = models.DateField("完成日", null=True, blank=True)
    method = models.CharField(
        "方式", max_length=6, choices=[(m.value, METHOD_LABELS[m]) for m in Method], default="", blank=True
    )
    cancelled_because = models.CharField("取消理由", max_length=300, default="", blank=True)
    # how far up a late task has been told
    told_to = models.CharField(
        "已催办到", max_length=8, choices=[(v.value, LEVEL_LABELS[v]) for v in Level], default="", blank=True
    )
    made_at = models.DateTimeField("生成时间", default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule_code", "subject", "period"], name="recertification_task_once"),
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE, done_on__isnull=False) | ~Q(state=TaskState.DONE),
                name="recertification_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.CANCELLED) | ~Q(cancelled_because=""),
                name="recertification_cancelled_for_a_reason",
            ),
        ]
        indexes = [
            # by state first: what is open stays few, what is done grows with the years
            models.Index(fields=["state", "due_on", "household"], name="recertification_by_due"),
            models.Index(fields=["state", "late_after", "household"], name="recertification_by_lateness"),
            models.Index(fields=["household", "due_on"], name="recertification_by_household"),
            models.Index(fields=["assignee", "state", "due_on"], name="recertification_by_assignee"),
            models.Index(fields=["done_on", "household"], name="recertification_done"),
            models.Index(fields=["subject", "period"], name="recertification_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_code} {self.subject} {self.period}"


class Attempt(models.Model):
    """未联系上的尝试: on which day somebody tried, how, and what came of it."""

    task = models.ForeignKey(RecertificationTask, models.CASCADE, related_name="attempts")
    on = models.DateField("日期")
    method = models.CharField("方式", max_length=6, choices=[(m.value, METHOD_LABELS[m]) for m in Method])
    result = models.CharField("情况", max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["task_id", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.task_id} {self.on}"


class PlanRun(models.Model):
    """排期: up to which day the tasks of a county (six digits) were planned, and what that made."""

    county_code = models.CharField("县代码", max_length=6)
    day = models.DateField("日期")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    made = models.JSONField("结果", default=dict)

    class Meta:
        ordering = ["county_code", "-day", "-pk"]
        indexes = [models.Index(fields=["county_code", "day"], name="plan_run_by_day")]

    def __str__(self) -> str:
        return f"{self.county_code} {self.day}"
