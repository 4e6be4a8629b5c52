"""Tables of the means test: the region's parameters, sheet by sheet with the days between which they hold."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hudang.assessment.vocabulary import AREA_LABELS, Area


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
