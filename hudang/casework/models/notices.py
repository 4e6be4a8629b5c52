"""Public notices by village and batch, objections, hearings (process.md §6, §7)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.casework.models.cases import Case
from hudang.casework.vocabulary import (
    NOTICE_KIND_LABELS,
    NOTICE_STATE_LABELS,
    OBJECTION_RESULT_LABELS,
    OBJECTION_WAY_LABELS,
    NoticeKind,
    NoticeState,
    ObjectionResult,
    ObjectionWay,
)
from hudang.digitization.models import DigitalObject
from hudang.forms.models import Paper
from hudang.platform.ciphers import EncryptedField


class NoticeBatch(models.Model):
    """公示批次: what hangs at one village's board from a day to a day; nothing takes it down early."""

    number = models.CharField("公示编号", max_length=30, unique=True)
    kind = models.CharField("种类", max_length=12, choices=[(k.value, NOTICE_KIND_LABELS[k]) for k in NoticeKind])
    village_code = models.CharField("村代码", max_length=12)
    state = models.CharField(
        "状态",
        max_length=8,
        choices=[(s.value, NOTICE_STATE_LABELS[s]) for s in NoticeState],
        default=NoticeState.PREPARED,
    )
    places = models.CharField("张贴地点", max_length=200, default="", blank=True)
    telephone = models.CharField("监督电话", max_length=30)
    starts_on = models.DateField("公示起日", null=True, blank=True)
    ends_on = models.DateField("公示止日", null=True, blank=True)
    posted_by = models.CharField("张贴人", max_length=40, default="", blank=True)
    first_photo = models.ForeignKey(DigitalObject, models.PROTECT, null=True, blank=True, related_name="+")
    last_photo = models.ForeignKey(DigitalObject, models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField("结束日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "notice batches"
        indexes = [models.Index(fields=["village_code", "state"], name="notice_village_state")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="notice_ends_later"),
            # nothing is closed before its last day is over
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(state="dropped") | Q(closed_on__gt=F("ends_on")),
                name="notice_not_closed_early",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class NoticeEntry(models.Model):
    """公示对象: one case on a notice with exactly what is posted of it."""

    batch = models.ForeignKey(NoticeBatch, models.PROTECT, related_name="entries")
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    head = models.CharField("户主", max_length=60)
    kind = models.CharField("类别", max_length=30)
    size = models.PositiveSmallIntegerField("家庭人口")
    covered = models.PositiveSmallIntegerField("保障人口")
    amount = models.DecimalField("拟保金额", max_digits=12, decimal_places=2, null=True, blank=True)
    near_relative = models.BooleanField("近亲属备案", default=False)
    # a withdrawn or objected case stays on the sheet that hangs, but no longer waits for its end
    live = models.BooleanField("在公示", default=True)

    class Meta:
        ordering = ["batch_id", "pk"]
        verbose_name_plural = "notice entries"
        constraints = [
            models.UniqueConstraint(fields=["batch", "case"], name="case_once_a_notice"),
            models.UniqueConstraint(fields=["case"], condition=Q(live=True), name="case_on_one_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.head}"


class Objection(models.Model):
    """异议: who objected is nobody's business outside the case; it may be nameless."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    batch = models.ForeignKey(NoticeBatch, models.PROTECT, null=True, blank=True, related_name="objections")
    received_on = models.DateField("收到日期")
    way = models.CharField("方式", max_length=10, choices=[(w.value, OBJECTION_WAY_LABELS[w]) for w in ObjectionWay])
    objector = EncryptedField("异议人", default="", blank=True)
    contact = EncryptedField("联系方式", default="", blank=True)
    contents = EncryptedField("异议内容")
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    result = models.CharField(
        "结论",
        max_length=10,
        choices=[(r.value, OBJECTION_RESULT_LABELS[r]) for r in ObjectionResult],
        default="",
        blank=True,
    )
    finding = EncryptedField("查明情况", default="", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_how = models.CharField("答复方式", max_length=60, default="", blank=True)

    class Meta:
        ordering = ["case_id", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.received_on}"


class Hearing(models.Model):
    """民主评议: who came, how they voted; it advises, the decision is the bureau's."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hearings")
    held_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=80)
    chair = models.CharField("主持", max_length=40)
    clerk = models.CharField("记录", max_length=40)
    invited = models.PositiveSmallIntegerField("应到")
    present = models.PositiveSmallIntegerField("实到")
    # names and roles of those present, and the questions that were asked
    contents = EncryptedField("名单与要点")
    agree = models.PositiveSmallIntegerField("同意")
    oppose = models.PositiveSmallIntegerField("不同意")
    abstain = models.PositiveSmallIntegerField("弃权")
    agreed = models.BooleanField("通过")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["case_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(present=F("agree") + F("oppose") + F("abstain")), name="hearing_votes_are_those_present"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.held_at:%Y-%m-%d}"
