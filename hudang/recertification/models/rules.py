"""规则版本: a rule as it holds from a day on; a change, or switching it off, is a new version with its reason (R41)."""

from __future__ import annotations

from django.db import models

from hudang.accounts.models import User


class RuleVersion(models.Model):
    """One version of one rule; ``text`` is the JSON of ``rules.rule_text.RuleText``."""

    code = models.CharField("规则代码", max_length=16)
    number = models.PositiveIntegerField("版本")
    text = models.JSONField("规则")
    enabled = models.BooleanField("启用", default=True)
    valid_from = models.DateField("自")
    reason = models.CharField("理由", max_length=300, default="", blank=True)
    # empty for what the product brings
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("写入时间")

    class Meta:
        ordering = ["code", "number"]
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="rule_version_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"
