"""Tables of the means test: the region's parameters, sheet by sheet, and the assessments as they were decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hudang.accounts.models import User
from hudang.assessment.vocabulary import AREA_LABELS, CASE_KIND_LABELS, VERDICT_LABELS, Area, CaseKind, Verdict
from hudang.households.models import Household


class ParameterSheet(models.Model):
    """参数表: all parameters of a county for 城市 or 农村, from a day to a day (``valid_until`` is the first without)."""

    county_code = models.CharField("县代码", max_length=6)
    area = models.CharField("城乡", max_length=5, choices=[(area.value, AREA_LABELS[area]) for area in Area])
    valid_from = models.DateField("起执行日期")
    valid_until = models.DateField("止执行日期", null=True, blank=True)
    source = models.CharField("文件依据", max_length=200)
    body = models.JSONField("参数")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["county_code", "area", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["county_code", "area", "valid_from"], name="one_parameter_sheet_a_day"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="parameter_sheet_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_code} {self.area} {self.valid_from}"


class Assessment(models.Model):
    """测算结果: what was given, what came out, with every step; the database refuses to change or remove it."""

    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="assessments")
    case_reference = models.CharField("案号", max_length=40, default="", blank=True, db_index=True)
    village_code = models.CharField("村代码", max_length=12, db_index=True)
    day = models.DateField("测算日期")
    kind = models.CharField(
        "申请类型", max_length=14, choices=[(kind.value, CASE_KIND_LABELS[kind]) for kind in CaseKind]
    )
    area = models.CharField("城乡", max_length=5, choices=[(area.value, AREA_LABELS[area]) for area in Area])
    inputs = models.JSONField("依据的数据")
    result = models.JSONField("结果与步骤")
    version = models.CharField("参数版本", max_length=40)
    verdict = models.CharField("结论", max_length=28, choices=[(v.value, VERDICT_LABELS[v]) for v in Verdict])
    total = models.DecimalField("月保障金（元）", max_digits=12, decimal_places=2)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="assessments")
    made_by_name = models.CharField("测算人", max_length=50)
    made_at = models.DateTimeField("测算时间")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(total__gte=0), name="assessment_not_negative")]
        indexes = [models.Index(fields=["version", "village_code"], name="assessment_by_version")]

    def __str__(self) -> str:
        return f"{self.day} {self.get_verdict_display()}"
