"""标准调整: all supported households recomputed at once, looked at, approved, and undone as a whole."""

from __future__ import annotations

from django.db import models

from hudang.accounts.models import User
from hudang.benefits.models.awards import Award
from hudang.benefits.vocabulary import CHANGE_STATE_LABELS, OUTCOME_LABELS, ChangeState, Outcome
from hudang.households.models import Household


class StandardChange(models.Model):
    """One batch of a county (six digits): awards from ``month`` on."""

    county_code = models.CharField("县代码", max_length=6)
    month = models.DateField("执行月")
    versions = models.JSONField("参数版本", default=list)
    reference = models.CharField("文件依据", max_length=200, default="", blank=True)
    state = models.CharField(
        "状态",
        max_length=9,
        choices=[(s.value, CHANGE_STATE_LABELS[s]) for s in ChangeState],
        default=ChangeState.COMPUTING,
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="standard_changes")
    made_at = models.DateTimeField("测算时间")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="approved_changes")
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.county_code} {self.month:%Y-%m}"


class StandardChangeRow(models.Model):
    """One household of a batch, before and after."""

    change = models.ForeignKey(StandardChange, models.CASCADE, related_name="rows")
    household = models.ForeignKey(Household, models.PROTECT, related_name="standard_changes")
    village_code = models.CharField("村代码", max_length=12)
    before = models.ForeignKey(Award, models.PROTECT, related_name="changed_by")
    old_total = models.DecimalField("原金额", max_digits=12, decimal_places=2)
    new_total = models.DecimalField("新金额", max_digits=12, decimal_places=2, null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=[(o.value, OUTCOME_LABELS[o]) for o in Outcome])
    # what it was recomputed from: the last assessment, else the register
    from_assessment = models.BooleanField("依据上次测算", default=False)
    inputs = models.JSONField("依据的数据", null=True, blank=True)
    told = models.CharField("说明", max_length=300, default="", blank=True)
    after = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="made_by_change")

    class Meta:
        ordering = ["change_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["change", "household"], name="household_once_a_change")]
        indexes = [
            models.Index(fields=["change", "outcome", "id"], name="change_row_by_outcome"),
            models.Index(fields=["change", "village_code"], name="change_row_by_village"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.old_total}→{self.new_total}"
