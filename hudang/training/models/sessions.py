"""The yearly plan, the sessions held, and who was there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.kernel import clock
from hudang.training.models.courses import Course
from hudang.training.vocabulary import (
    COURSE_KIND_LABELS,
    FILE_KIND_LABELS,
    SESSION_STATE_LABELS,
    SIGN_IN_WAY_LABELS,
    CourseKind,
    FileKind,
    SessionState,
    SignInWay,
)


class PlanEntry(models.Model):
    """年度培训计划的一项: what, for which posts, in which month, how many hours."""

    division_code = models.CharField("制定单位", max_length=12, db_index=True)
    year = models.PositiveSmallIntegerField("年度")
    number = models.CharField("计划号", max_length=30)
    month = models.PositiveSmallIntegerField("月份")
    title = models.CharField("内容", max_length=80)
    kind = models.CharField("类别", max_length=10, choices=[(k.value, COURSE_KIND_LABELS[k]) for k in CourseKind])
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="plan_entries")
    posts = models.JSONField("对象岗位", default=list)
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1)
    made_by = models.CharField("编制人", max_length=40)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["year", "month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["division_code", "number"], name="plan_number_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="plan_month"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="plan_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def kind_label(self) -> str:
        """The kind in Chinese."""
        return COURSE_KIND_LABELS[CourseKind(self.kind)]

    @property
    def post_labels(self) -> str:
        """The posts it is for."""
        return "、".join(POST_LABELS[Post(post)] for post in self.posts) or "全体"


class TrainingSession(models.Model):
    """一场培训 (forms.md F36). Closed, it lies in the volume of training as one item (R48)."""

    division_code = models.CharField("主办单位", max_length=12, db_index=True)
    plan_entry = models.ForeignKey(PlanEntry, models.PROTECT, null=True, blank=True, related_name="sessions")
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="sessions")
    title = models.CharField("培训内容", max_length=80)
    kind = models.CharField("类别", max_length=10, choices=[(k.value, COURSE_KIND_LABELS[k]) for k in CourseKind])
    posts = models.JSONField("对象岗位", default=list)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    place = models.CharField("地点", max_length=80)
    lecturer = models.CharField("讲师", max_length=40)
    notice = models.TextField("通知", default="", blank=True)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=[(s.value, SESSION_STATE_LABELS[s]) for s in SessionState],
        default=SessionState.PLANNED,
    )
    # sign-in codes made before it was changed are worth nothing any more
    sign_in_salt = models.CharField(max_length=16)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_on = models.DateField("结束归档日期", null=True, blank=True)
    paper_id = models.BigIntegerField("培训记录", null=True, blank=True)
    item_code = models.CharField("归档号", max_length=80, default="", blank=True)
    item_id = models.BigIntegerField(null=True, blank=True)
    summary = models.CharField("小结", max_length=500, default="", blank=True)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        """The kind in Chinese."""
        return COURSE_KIND_LABELS[CourseKind(self.kind)]

    @property
    def state_label(self) -> str:
        """The state in Chinese."""
        return SESSION_STATE_LABELS[SessionState(self.state)]

    @property
    def post_labels(self) -> str:
        """The posts it is for."""
        return "、".join(POST_LABELS[Post(post)] for post in self.posts) or "全体"

    @property
    def hours(self) -> float:
        """Its length in hours, to a tenth."""
        return round((self.ends_at - self.starts_at).total_seconds() / 3600, 1)

    @property
    def year(self) -> int:
        """The year in which it is held."""
        return self.starts_at.astimezone(clock.CHINA).year


class Attendance(models.Model):
    """签到."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="attendances")
    learner = models.ForeignKey(User, models.PROTECT, related_name="attendances")
    way = models.CharField("方式", max_length=8, choices=[(w.value, SIGN_IN_WAY_LABELS[w]) for w in SignInWay])
    signed_at = models.DateTimeField("签到时间")
    noted_by = models.CharField("代签人", max_length=40, default="", blank=True)
    score = models.PositiveSmallIntegerField("纸卷成绩", null=True, blank=True)

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "learner"], name="signed_in_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=100), name="attendance_score"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.learner_id}"

    @property
    def way_label(self) -> str:
        """How he signed in."""
        return SIGN_IN_WAY_LABELS[SignInWay(self.way)]


class SessionFile(models.Model):
    """课件或照片 of a session."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="files")
    kind = models.CharField("种类", max_length=8, choices=[(k.value, FILE_KIND_LABELS[k]) for k in FileKind])
    name = models.CharField("名称", max_length=120)
    media_type = models.CharField("格式", max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.name
