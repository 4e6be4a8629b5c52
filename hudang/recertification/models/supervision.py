"""督办: what the county asks of a township about tasks that are long overdue (forms.md F26)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.forms.models import Paper
from hudang.recertification.models.tasks import RecertificationTask
from hudang.recertification.vocabulary import CONCLUSION_LABELS, Conclusion


class Supervision(models.Model):
    """One sheet to one township (twelve digits) about tasks of its villages; answered there, closed by the county."""

    number = models.CharField("督办单号", max_length=40, unique=True)
    township_code = models.CharField("乡镇代码", max_length=12)
    tasks = models.ManyToManyField(RecertificationTask, related_name="supervisions")
    responsible = models.CharField("责任人", max_length=40)
    demand = models.CharField("督办要求", max_length=500)
    days_late = models.PositiveIntegerField("逾期天数")
    finish_by = models.DateField("办结期限")
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("签发时间", default=timezone.now)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField("办理情况", max_length=500, default="", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("反馈时间", null=True, blank=True)
    conclusion = models.CharField(
        "结论", max_length=1, choices=[(c.value, CONCLUSION_LABELS[c]) for c in Conclusion], default="", blank=True
    )
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(answered_at__isnull=False), name="supervision_answered_before_closed"
            ),
        ]
        indexes = [models.Index(fields=["township_code", "closed_at"], name="supervision_by_township")]

    def __str__(self) -> str:
        return self.number
