"""名单导入: one list of deaths or of alerts, what of it concerned households in payment, and the rows handed back."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hudang.accounts.models import User
from hudang.platform.ciphers import EncryptedField
from hudang.recertification.vocabulary import TRIGGER_LABELS, Trigger


class EventList(models.Model):
    """One imported list; ``rejected`` is the JSON of rows with their reasons, encrypted."""

    trigger = models.CharField("种类", max_length=20, choices=[(t.value, TRIGGER_LABELS[t]) for t in Trigger])
    division_code = models.CharField("区划代码", max_length=12)
    file_name = models.CharField("文件名", max_length=200)
    rows = models.PositiveIntegerField("行数", default=0)
    made = models.PositiveIntegerField("生成任务", default=0)
    known = models.PositiveIntegerField("已有任务", default=0)
    unconcerned = models.PositiveIntegerField("不在保的", default=0)
    refused = models.PositiveIntegerField("没有采用", default=0)
    rejected = EncryptedField("没有采用的行", default="", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("导入时间", default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
