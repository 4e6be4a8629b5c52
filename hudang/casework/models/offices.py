"""What the papers of a county and its townships say of themselves."""

from __future__ import annotations

from django.db import models


class Office(models.Model):
    """办理机关: the words of one county's or township's papers that no rule gives."""

    division_code = models.CharField("区划代码", max_length=12, unique=True)
    telephone = models.CharField("咨询电话", max_length=30)
    supervision = models.CharField("监督电话", max_length=30)
    place = models.CharField("办理地点", max_length=80)
    # of a county only; empty where the law's own answer holds (行政复议法 2023 第二十四条; 行政诉讼法第十四条)
    reconsideration = models.CharField("行政复议机关", max_length=60, default="", blank=True)
    court = models.CharField("管辖法院", max_length=60, default="", blank=True)
    payday = models.CharField("发放日", max_length=30, default="", blank=True)

    class Meta:
        ordering = ["division_code"]

    def __str__(self) -> str:
        return self.division_code
