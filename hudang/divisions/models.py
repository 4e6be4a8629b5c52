"""行政区划 with validity dates, predecessors and the other names that offices write."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hudang.kernel.division_codes import LEVEL_LABELS, DivisionLevel


class Division(models.Model):
    """A county, township or village. A code may be used again after its division ended; a live code is unique."""

    class Level(models.TextChoices):
        """The level, stored."""

        COUNTY = DivisionLevel.COUNTY.value, LEVEL_LABELS[DivisionLevel.COUNTY]
        TOWNSHIP = DivisionLevel.TOWNSHIP.value, LEVEL_LABELS[DivisionLevel.TOWNSHIP]
        VILLAGE = DivisionLevel.VILLAGE.value, LEVEL_LABELS[DivisionLevel.VILLAGE]

    code = models.CharField("代码", max_length=12, db_index=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=Level)
    short_code = models.CharField("短码", max_length=6, default="", blank=True)
    valid_from = models.DateField("启用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    # where several divisions were merged, each of them points to the one that took over
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_until=None), name="division_code_live_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="division_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def live(self) -> bool:
        """Whether the division is in use."""
        return self.valid_until is None


class DivisionAlias(models.Model):
    """Another name by which rosters mean the division: without 村, a common misspelling, an old name."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="aliases")
    name = models.CharField("别名", max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division", "name"], name="division_alias_once")]

    def __str__(self) -> str:
        return self.name
