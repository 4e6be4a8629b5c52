"""What somebody has learnt: lessons read, practice passed, tests with their papers as drawn, certificates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.training.models.courses import Course, Lesson
from hudang.training.vocabulary import TEST_STATE_LABELS, TestState


class Reading(models.Model):
    """一课已学."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="readings")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="readings")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "lesson"], name="lesson_read_once")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.lesson_id}"


class PracticeRun(models.Model):
    """一次练习: entered, and passed when the system found everything done."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="practice_runs")
    task = models.CharField("练习", max_length=40)
    entered_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    checks = models.PositiveSmallIntegerField("检查次数", default=0)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["learner", "task"], name="practice_of_learner")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.task}"


class Test(models.Model):
    """测验: the paper as drawn from ``seed``, kept as it was shown; what was answered; the mark.

    ``paper`` holds each question with its options, answer and explanation, so that a later edition changes no mark.
    """

    __test__ = False

    learner = models.ForeignKey(User, models.PROTECT, related_name="tests")
    course = models.ForeignKey(Course, models.PROTECT, related_name="tests")
    course_version = models.PositiveSmallIntegerField("课程版本")
    session = models.ForeignKey(
        "training.TrainingSession", models.PROTECT, null=True, blank=True, related_name="tests", verbose_name="场次"
    )
    number = models.PositiveSmallIntegerField("第几次")
    seed = models.CharField("组卷种子", max_length=40)
    paper = models.JSONField("试卷", default=list)
    pass_mark = models.PositiveSmallIntegerField("合格分")
    answers = models.JSONField("作答", default=list)
    state = models.CharField(
        "状态",
        max_length=8,
        choices=[(s.value, TEST_STATE_LABELS[s]) for s in TestState],
        default=TestState.OPEN,
    )
    score = models.PositiveSmallIntegerField("得分", null=True, blank=True)
    make_up = models.BooleanField("补考", default=False)
    due_on = models.DateField("应于此日前完成", null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"], condition=Q(state="open"), name="one_open_test_a_course"
            ),
            models.UniqueConstraint(fields=["learner", "course", "number"], name="test_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.course_id} {self.number}"

    @property
    def state_label(self) -> str:
        """The state in Chinese."""
        return TEST_STATE_LABELS[TestState(self.state)]


class Certificate(models.Model):
    """培训合格证书: names, post and place as they were that day; ``proof`` is the keyed code in its QR."""

    number = models.CharField("证书编号", max_length=30, unique=True)
    proof = models.CharField("验证码", max_length=16)
    learner = models.ForeignKey(User, models.PROTECT, related_name="certificates")
    learner_name = models.CharField("姓名", max_length=40)
    post = models.CharField("岗位", max_length=30)
    division_code = models.CharField("区划", max_length=12, db_index=True)
    place = models.CharField("单位", max_length=120)
    course = models.ForeignKey(Course, models.PROTECT, related_name="certificates")
    course_title = models.CharField("课程", max_length=60)
    course_version = models.PositiveSmallIntegerField("课程版本")
    kind = models.CharField("类别", max_length=10)
    test = models.OneToOneField(Test, models.PROTECT, related_name="certificate")
    score = models.PositiveSmallIntegerField("得分")
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1)
    issuer = models.CharField("发证单位", max_length=80)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至")
    sha256 = models.CharField("PDF 摘要", max_length=64, default="", blank=True)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    revoked_reason = models.CharField("撤销理由", max_length=200, default="", blank=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.number


class CertificateNumber(models.Model):
    """The last number given by a county in a year."""

    county_code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_code", "year"], name="certificate_counter_once")]

    def __str__(self) -> str:
        return f"{self.county_code} {self.year} {self.last}"
