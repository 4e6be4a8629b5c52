"""分类方案: versions of the classes of household files, each class with its way of keeping (R6, R9)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.archives.rules.keeping import (
    ACCESS_LABELS,
    COLOUR_LABELS,
    HOLDER_LABELS,
    LABEL_STYLE_LABELS,
    MEDIUM_LABELS,
    SCHEME_STATE_LABELS,
    Access,
    Colour,
    Holder,
    LabelStyle,
    Medium,
    SchemeState,
)


class ClassificationScheme(models.Model):
    """One version of the scheme: a draft until it is adopted, in force from its day until the next version's."""

    number = models.PositiveSmallIntegerField("版次", unique=True)
    name = models.CharField("名称", max_length=60)
    basis = models.CharField("依据", max_length=120, default="", blank=True)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=[(s.value, SCHEME_STATE_LABELS[s]) for s in SchemeState],
        default=SchemeState.DRAFT,
    )
    valid_from = models.DateField("施行日期", null=True, blank=True)
    edited_at = models.DateTimeField("修改时间", default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(state=SchemeState.ADOPTED.value), name="one_scheme_adopted_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state=SchemeState.DRAFT.value) | Q(valid_from__isnull=False),
                name="adopted_scheme_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版 {self.name}"

    @property
    def is_draft(self) -> bool:
        """Whether the version can still be edited."""
        return self.state == SchemeState.DRAFT


class SchemeClass(models.Model):
    """One class of a version: which files belong to it, and how they are kept (R9)."""

    scheme = models.ForeignKey(ClassificationScheme, models.CASCADE, related_name="classes")
    position = models.PositiveSmallIntegerField("次序")
    code = models.CharField("类号", max_length=4)
    name = models.CharField("类名", max_length=40)
    # dimension → codes that belong here; nothing means whatever no earlier class took
    criteria = models.JSONField("归入条件", default=dict, blank=True)
    by_hand = models.BooleanField("只由人归入", default=False)
    holder = models.CharField("保管单位", max_length=10, choices=[(h.value, HOLDER_LABELS[h]) for h in Holder])
    medium = models.CharField("载体", max_length=10, choices=[(m.value, MEDIUM_LABELS[m]) for m in Medium])
    location = models.CharField("存放位置", max_length=30, default="", blank=True)
    retention = models.CharField("保管期限", max_length=4)
    access = models.CharField("密级", max_length=10, choices=[(a.value, ACCESS_LABELS[a]) for a in Access])
    colour = models.CharField("盒色", max_length=10, choices=[(c.value, COLOUR_LABELS[c]) for c in Colour])
    label_style = models.CharField(
        "标签样式", max_length=10, choices=[(s.value, LABEL_STYLE_LABELS[s]) for s in LabelStyle]
    )

    class Meta:
        verbose_name_plural = "scheme classes"
        ordering = ["scheme_id", "position"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="class_code_once_a_scheme")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class FileClass(models.Model):
    """分类沿革: from when until when a household file belonged to a class of a version, and why."""

    file = models.ForeignKey("archives.HouseholdFile", models.CASCADE, related_name="classes")
    scheme_class = models.ForeignKey(SchemeClass, models.PROTECT, related_name="held")
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    assigned_by = models.CharField("归类人", max_length=40)
    reason = models.CharField("理由", max_length=200, default="", blank=True)

    class Meta:
        verbose_name_plural = "file classes"
        ordering = ["file_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["file"], condition=Q(until=None), name="one_class_a_file_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.scheme_class_id}"


class RetentionPeriod(models.Model):
    """保管期限: its code in reference codes, its words, and how many years; none is for ever."""

    code = models.CharField("代码", max_length=4, unique=True)
    name = models.CharField("名称", max_length=20)
    years = models.PositiveSmallIntegerField("年数", null=True, blank=True)
    after_stop = models.BooleanField("自停保起算", default=False)
    valid_from = models.DateField("启用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
