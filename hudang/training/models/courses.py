"""Courses: what is to be learnt, by whom, with lessons, their files, and the question bank."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.training.vocabulary import (
    COURSE_KIND_LABELS,
    QUESTION_KIND_LABELS,
    CourseKind,
    QuestionKind,
)


class Course(models.Model):
    """课程. ``shipped`` courses come with the product; ``version`` counts up with each edition of it."""

    code = models.CharField("课程代码", max_length=40, unique=True)
    title = models.CharField("课程名称", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=[(k.value, COURSE_KIND_LABELS[k]) for k in CourseKind])
    version = models.PositiveSmallIntegerField("版本", default=1)
    summary = models.CharField("内容简介", max_length=300)
    # the posts that must hold the certificate
    posts = models.JSONField("应学岗位", default=list)
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1, default=2)
    # whose materials and shortcomings it speaks of: codes of materials, and reasons for which cases come back
    materials = models.JSONField("相关材料", default=list)
    topics = models.JSONField("相关问题", default=list)
    paper_size = models.PositiveSmallIntegerField("每卷题数", default=10)
    pass_mark = models.PositiveSmallIntegerField("合格分", default=80)
    valid_months = models.PositiveSmallIntegerField("证书有效月数", default=12)
    practice = models.CharField("练习", max_length=40, default="", blank=True)
    shipped = models.BooleanField("随产品提供", default=False)
    # of which county it is; empty for what ships with the product
    county_code = models.CharField("县代码", max_length=12, default="", blank=True)
    retired_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["-shipped", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="course_pass_mark"),
            models.CheckConstraint(condition=Q(paper_size__gte=1), name="course_paper_size"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="course_hours"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        """The kind in Chinese."""
        return COURSE_KIND_LABELS[CourseKind(self.kind)]

    @property
    def post_labels(self) -> str:
        """The posts that must hold its certificate."""
        return "、".join(POST_LABELS[Post(post)] for post in self.posts) or "选学"


class Lesson(models.Model):
    """课: a part of a course; ``text`` is Markdown without HTML, ``sources`` says what it rests on."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField("序")
    title = models.CharField("标题", max_length=80)
    text = models.TextField("正文", default="", blank=True)
    sources = models.CharField("依据", max_length=300, default="", blank=True)
    # what leads here: codes of materials, keys of quality rules
    materials = models.JSONField("相关材料", default=list)

    class Meta:
        ordering = ["course_id", "position"]
        constraints = [models.UniqueConstraint(fields=["course", "position"], name="lesson_position_once")]

    def __str__(self) -> str:
        return self.title


class LessonFile(models.Model):
    """课件: a picture, PDF or video of a lesson, kept in the store by its digest."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="files")
    name = models.CharField("名称", max_length=120)
    media_type = models.CharField("格式", max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    added_by = models.CharField("上传人", max_length=40)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """题. ``answer``: places of the right options, or for a blank the texts that count as right."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="questions")
    key = models.CharField("编号", max_length=40)
    kind = models.CharField("题型", max_length=12, choices=[(k.value, QUESTION_KIND_LABELS[k]) for k in QuestionKind])
    text = models.CharField("题目", max_length=500)
    options = models.JSONField("选项", default=list)
    answer = models.JSONField("答案", default=list)
    explanation = models.CharField("解析", max_length=500, default="", blank=True)
    retired_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["course_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="question_key_once")]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def kind_label(self) -> str:
        """The kind in Chinese."""
        return QUESTION_KIND_LABELS[QuestionKind(self.kind)]
