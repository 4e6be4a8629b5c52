"""What printing remembers: label designs by version, each user's printer, who printed what, and what it said."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hudang.accounts.models import User
from hudang.printing.vocabulary import PaperKind


class LabelDesign(models.Model):
    """样式: one version of how a county's labels, spines or lists look; of each paper the highest version holds."""

    county_code = models.CharField("县代码", max_length=12)
    paper = models.CharField("纸样", max_length=20, default=PaperKind.POUCH_LABEL)
    version = models.PositiveIntegerField("版本")
    title = models.CharField("标题", max_length=30, blank=True)
    fields = models.JSONField("栏目", default=list)
    face = models.CharField("字体", max_length=8)
    stock = models.CharField("标签纸", max_length=20)
    logo = models.TextField("标志", default="", blank=True)
    show_code = models.BooleanField("印二维码", default=True)
    note = models.CharField("说明", max_length=100, default="", blank=True)
    saved_by = models.CharField("修改人", max_length=40)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["county_code", "paper", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["county_code", "paper", "version"], name="label_design_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.county_code} 第 {self.version} 版"


class PrinterSetting(models.Model):
    """打印机偏移: how far a user's printer draws beside the mark, in tenths of a millimetre, to the right and down."""

    user = models.OneToOneField(User, models.CASCADE, related_name="printer")
    right_tenths = models.SmallIntegerField("向右", default=0)
    down_tenths = models.SmallIntegerField("向下", default=0)
    stock = models.CharField("标签纸", max_length=20, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.right_tenths} {self.down_tenths}"


class PrintRecord(models.Model):
    """打印登记: who printed what of which place, when, how many; ``again`` counts labels that had been printed."""

    printed_at = models.DateTimeField("时间", default=timezone.now)
    user = models.ForeignKey(User, models.PROTECT, related_name="prints")
    user_name = models.CharField("打印人", max_length=40)
    division_code = models.CharField("区划代码", max_length=12)
    kind = models.CharField("内容", max_length=30)
    subject = models.CharField("对象", max_length=120)
    papers = models.PositiveIntegerField("份数")
    pages = models.PositiveIntegerField("页数")
    again = models.PositiveIntegerField("重印", default=0)
    remark = models.CharField("说明", max_length=300, default="", blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["division_code", "-id"], name="print_record_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class PrintedPaper(models.Model):
    """What stood on a pouch's, box's, file's or place's paper of a kind when it was last printed."""

    kind = models.CharField("内容", max_length=30)
    subject = models.BigIntegerField("对象")
    facts = models.JSONField("记下的字", default=dict)
    times = models.PositiveIntegerField("印过次数", default=1)
    printed_at = models.DateTimeField("最近打印", default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="printed_paper_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} ×{self.times}"
