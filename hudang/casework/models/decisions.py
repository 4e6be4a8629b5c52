"""Decisions as they were made and shown, their service, and the county's spot checks."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hudang.accounts.models import User
from hudang.assessment.models import Assessment
from hudang.casework.models.cases import Case
from hudang.casework.vocabulary import (
    DECISION_KIND_LABELS,
    SERVICE_WAYS,
    SPOT_CHECK_WHY_LABELS,
    DecisionKind,
    SpotCheckWhy,
)
from hudang.platform.ciphers import EncryptedField


class Decision(models.Model):
    """决定: its own row, never recomputed; what was shown is what is kept."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    kind = models.CharField("决定", max_length=10, choices=[(k.value, DECISION_KIND_LABELS[k]) for k in DecisionKind])
    number = models.CharField("文号", max_length=60)
    decided_on = models.DateField("决定日期")
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="decisions")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="decisions")
    amount = models.DecimalField("月保障金", max_digits=12, decimal_places=2, null=True, blank=True)
    covered = models.PositiveSmallIntegerField("保障人口", null=True, blank=True)
    from_month = models.DateField("起发月", null=True, blank=True)
    next_visit_on = models.DateField("下次核查日", null=True, blank=True)
    reasons = EncryptedField("理由", default="", blank=True)
    basis = models.CharField("依据", max_length=300, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Service(models.Model):
    """送达: of which paper, to whom, how, when, by whom (forms.md F25)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="services")
    paper_number = models.CharField("文书编号", max_length=60)
    paper_title = models.CharField("文书", max_length=60)
    way = models.CharField("送达方式", max_length=1, choices=list(SERVICE_WAYS.items()))
    served_on = models.DateField("送达日期")
    received_by = models.CharField("签收人", max_length=40)
    refused = models.BooleanField("拒收", default=False)
    witness = models.CharField("见证人", max_length=80, default="", blank=True)
    served_by = models.CharField("送达人", max_length=40)
    post_number = models.CharField("邮寄单号", max_length=60, default="", blank=True)

    class Meta:
        ordering = ["case_id", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.paper_number}"


class SpotCheck(models.Model):
    """抽查: a draw by seed and rate over the cases of a county on a day; anybody can draw it again."""

    county_code = models.CharField("县代码", max_length=12)
    drawn_on = models.DateField("抽取日期")
    seed = models.CharField("随机种子", max_length=40)
    percent = models.PositiveSmallIntegerField("比例")
    candidates = models.JSONField("参加抽取的案件")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.county_code} {self.drawn_on}"


class SpotCheckCase(models.Model):
    """抽中的案件 and what came of the check."""

    check_drawn = models.ForeignKey(SpotCheck, models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="spot_checks")
    why = models.CharField("原因", max_length=14, choices=[(w.value, SPOT_CHECK_WHY_LABELS[w]) for w in SpotCheckWhy])
    result = models.CharField("结果", max_length=300, default="", blank=True)
    finished_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        ordering = ["check_drawn_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["check_drawn", "case"], name="case_once_a_spot_check")]

    def __str__(self) -> str:
        return f"{self.check_drawn_id} {self.case_id}"
