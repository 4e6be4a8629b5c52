"""人员台账: what is known of a colleague beside his account, and what he answered for (R47)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.training.vocabulary import EDUCATION, EMPLOYED_AS, GRADE_LABELS, Grade


class StaffProfile(models.Model):
    """人员情况."""

    user = models.OneToOneField(User, models.CASCADE, related_name="profile")
    education = models.CharField("文化程度", max_length=1, choices=list(EDUCATION.items()), default="", blank=True)
    employed_as = models.CharField("用工性质", max_length=1, choices=list(EMPLOYED_AS.items()), default="", blank=True)
    in_field_since = models.DateField("从事救助工作时间", null=True, blank=True)
    telephone = models.CharField("办公电话", max_length=20, default="", blank=True)
    note = models.CharField("备注", max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


class Qualification(models.Model):
    """资质: a certificate from elsewhere, such as 档案专业技术资格 or 社会工作者."""

    user = models.ForeignKey(User, models.CASCADE, related_name="qualifications")
    name = models.CharField("名称", max_length=60)
    issuer = models.CharField("发证单位", max_length=60)
    number = models.CharField("证书编号", max_length=40, default="", blank=True)
    issued_on = models.DateField("取得日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("issued_on")), name="qualification_ends_after"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """任职期: a post at a division from a day until another."""

    user = models.ForeignKey(User, models.CASCADE, related_name="terms")
    post = models.CharField("岗位", max_length=30)
    division_code = models.CharField("区划", max_length=12)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)
    basis = models.CharField("依据", max_length=80, default="", blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="term_ends_after"),
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_running_term"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.post} {self.since}"

    @property
    def post_label(self) -> str:
        """The post in Chinese."""
        return POST_LABELS[Post(self.post)]


class Establishment(models.Model):
    """应配人数 of a post at a division, where it is not the usual number."""

    division_code = models.CharField("区划", max_length=12)
    post = models.CharField("岗位", max_length=30)
    wanted = models.PositiveSmallIntegerField("应配人数")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division_code", "post"], name="establishment_once")]

    def __str__(self) -> str:
        return f"{self.division_code} {self.post} {self.wanted}"


class HandOver(models.Model):
    """交接单: what one hands to another, with a supervisor (R2). ``entries`` are kind, quantity, where, note."""

    number = models.CharField("编号", max_length=30, unique=True)
    giver = models.ForeignKey(User, models.PROTECT, related_name="handed_over")
    taker = models.ForeignKey(User, models.PROTECT, related_name="taken_over")
    supervisor = models.CharField("监交人", max_length=40)
    division_code = models.CharField("区划", max_length=12, db_index=True)
    on = models.DateField("交接日期")
    reason = models.CharField("事由", max_length=200)
    entries = models.JSONField("交接内容", default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.number


class Appraisal(models.Model):
    """年度考评: points per part, 职业素养 among them (R46)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appraisals")
    year = models.PositiveSmallIntegerField("年度")
    division_code = models.CharField("区划", max_length=12, db_index=True)
    points = models.JSONField("各项得分", default=dict)
    total = models.PositiveSmallIntegerField("总分")
    grade = models.CharField("等次", max_length=10, choices=[(g.value, GRADE_LABELS[g]) for g in Grade])
    opinion = models.CharField("评语", max_length=300)
    appraised_by = models.CharField("考评人", max_length=40)
    on = models.DateField("考评日期")

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "year"], name="appraised_once_a_year")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.year}"

    @property
    def grade_label(self) -> str:
        """The grade in Chinese."""
        return GRADE_LABELS[Grade(self.grade)]


class OutsideTraining(models.Model):
    """外出培训: what somebody attended elsewhere, with its hours."""

    user = models.ForeignKey(User, models.CASCADE, related_name="outside_trainings")
    on = models.DateField("日期")
    title = models.CharField("内容", max_length=80)
    kind = models.CharField("类别", max_length=10)
    organiser = models.CharField("举办单位", max_length=60)
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1)
    result = models.CharField("考核结果", max_length=40, default="", blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="outside_training_hours")]

    def __str__(self) -> str:
        return self.title
