"""What accompanies a case at the desk: scans before there is a pouch, extensions of its time, hand-overs (R2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.casework.models.cases import Case
from hudang.digitization.models import DigitalObject


class CaseScan(models.Model):
    """待归扫描件: a paper of the applicant, scanned before acceptance; acceptance files it into the pouch."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="scans")
    material = models.CharField("材料码", max_length=6)
    digital_object = models.ForeignKey(DigitalObject, models.PROTECT, related_name="case_scans")
    name = models.CharField("文件名", max_length=200)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    filed = models.BooleanField("已归件", default=False)

    class Meta:
        ordering = ["case_id", "material", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "material", "digital_object"], name="case_scan_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.material} {self.name}"


class Extension(models.Model):
    """延期: asked for by who handles the case, granted or not by the head of the office; ``granted`` is empty before."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions")
    reason = models.CharField("理由", max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    granted = models.BooleanField("同意", null=True, blank=True)
    answer = models.CharField("意见", max_length=300, default="", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(granted=None), name="one_open_extension_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"


class CaseHandover(models.Model):
    """案件移交: who handled a case before, who does now, and why (R2)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taker = models.ForeignKey(User, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["case_id", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.taker_id}"
