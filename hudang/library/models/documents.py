"""地区资料库: documents with their validity, standards by year, what they rest on, who has read them (archive.md §9.3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.assessment.models import ParameterSheet
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.library.models.volumes import InstitutionalItem
from hudang.library.vocabulary import (
    FAMILY_LABELS,
    KIND_LABELS,
    LEVEL_LABELS,
    SORT_LABELS,
    DocumentKind,
    Level,
    RuleFamily,
    Sort,
)


class Document(models.Model):
    """资料: one document of the region; without a county it was shipped with the product and is everybody's."""

    # of shipped entries only: the name under which it is found again by later versions
    key = models.CharField(max_length=60, default="", blank=True)
    county_code = models.CharField("县代码", max_length=6, default="", blank=True)
    kind = models.CharField("种类", max_length=12, choices=[(k.value, KIND_LABELS[k]) for k in DocumentKind])
    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=80, default="", blank=True)
    issuer = models.CharField("发文机关", max_length=100, default="", blank=True)
    level = models.CharField("适用层级", max_length=10, choices=[(v.value, LEVEL_LABELS[v]) for v in Level])
    region_code = models.CharField("适用区划", max_length=12)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    in_force_on = models.DateField("施行日期", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    replaces = models.ManyToManyField("self", symmetrical=False, related_name="replaced_by", blank=True)
    governs = models.TextField("管什么", default="", blank=True)
    scope = models.CharField("适用范围", max_length=200, default="", blank=True)
    keywords = models.CharField("关键词", max_length=200, default="", blank=True)
    source = models.CharField("来源", max_length=300)
    text = models.TextField("全文", default="", blank=True)
    must_read = models.BooleanField("须确认已读", default=False)
    restricted = models.BooleanField("只限本级及上级查看", default=False)
    # its file, under its archive number
    item = models.ForeignKey(InstitutionalItem, models.PROTECT, null=True, blank=True, related_name="documents")
    entered_by = models.CharField("录入人", max_length=40)
    entered_at = models.DateTimeField("录入时间", default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["kind", "-issued_on"], name="document_of_kind"),
            models.Index(fields=["-entered_at"], name="document_entered"),
            models.Index(fields=["number"], name="document_number"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="shipped_document_once"),
            models.CheckConstraint(
                condition=Q(repealed_on=None) | Q(in_force_on=None) | Q(repealed_on__gte=F("in_force_on")),
                name="document_repealed_after_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def cited(self) -> str:
        """How the document is named in a text: 《标题》（文号）."""
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")


class Reading(models.Model):
    """已读确认: who confirmed when that he has read a document."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, models.CASCADE, related_name="library_readings")
    read_at = models.DateTimeField("确认时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="document_read_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.user_id}"


class LastLook(models.Model):
    """When somebody last looked through what is new."""

    user = models.OneToOneField(User, models.CASCADE, related_name="library_look")
    at = models.DateTimeField("上次看过")

    def __str__(self) -> str:
        return f"{self.user_id} {self.at}"


class Standard(models.Model):
    """标准历年表: the standard of a county for 城市 or 农村 from a day on, with the paper in which it stands."""

    county_code = models.CharField("县代码", max_length=6)
    area = models.CharField("城乡", max_length=5, choices=[(area.value, AREA_LABELS[area]) for area in Area])
    valid_from = models.DateField("执行日期")
    amount = models.DecimalField("标准（元/月）", max_digits=10, decimal_places=2)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="standards")
    note = models.CharField("说明", max_length=200, default="", blank=True)
    entered_by = models.CharField("录入人", max_length=40)
    entered_at = models.DateTimeField("录入时间", default=timezone.now)

    class Meta:
        ordering = ["-valid_from", "area"]
        constraints = [
            models.UniqueConstraint(fields=["county_code", "area", "valid_from"], name="one_standard_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="standard_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()} {self.valid_from} {self.amount}"


class SheetPaper(models.Model):
    """The papers of a version of the parameters: the document it rests on, and its own item in the volume ZD1."""

    sheet = models.OneToOneField(ParameterSheet, models.PROTECT, related_name="paper")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="sheets")
    item = models.ForeignKey(InstitutionalItem, models.PROTECT, null=True, blank=True, related_name="sheets")

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.document_id} {self.item_id}"


class Rule(models.Model):
    """制度: one rule at hand, of which there are versions."""

    key = models.CharField("编码", max_length=40, unique=True)
    family = models.CharField("种类", max_length=12, choices=[(f.value, FAMILY_LABELS[f]) for f in RuleFamily])
    title = models.CharField("名称", max_length=80)
    position = models.PositiveSmallIntegerField("次序", default=50)
    # the acts of the procedures that rest on it, such as application:accept
    acts = models.JSONField("所管的办理步骤", default=list, blank=True)
    county_code = models.CharField("县代码", max_length=6, default="", blank=True)

    class Meta:
        ordering = ["family", "position", "key"]

    def __str__(self) -> str:
        return self.title


class RuleVersion(models.Model):
    """A version of a rule; a county's own stands before the shipped one. Never changed once it is entered."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions")
    county_code = models.CharField("县代码", max_length=6, default="", blank=True)
    number = models.PositiveSmallIntegerField("版次")
    text = models.TextField("正文")
    responsible = models.CharField("责任岗位", max_length=120)
    basis = models.CharField("依据", max_length=300, default="", blank=True)
    valid_from = models.DateField("施行日期")
    change = models.CharField("修改说明", max_length=200, default="", blank=True)
    entered_by = models.CharField("录入人", max_length=40)
    entered_at = models.DateTimeField("录入时间", default=timezone.now)

    class Meta:
        ordering = ["-valid_from", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "county_code", "number"], name="library_rule_version_once"),
            models.UniqueConstraint(fields=["rule", "county_code", "valid_from"], name="library_rule_version_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} 第 {self.number} 版"


class TextEntry(models.Model):
    """What full-text search finds: the text as shown; its words lie in the index of the database."""

    sort = models.CharField("种类", max_length=10, choices=[(s.value, SORT_LABELS[s]) for s in Sort])
    object_id = models.PositiveBigIntegerField()
    county_code = models.CharField("县代码", max_length=6, default="", blank=True)
    region_code = models.CharField("区划代码", max_length=12, default="")
    restricted = models.BooleanField(default=False)
    title = models.CharField("标题", max_length=300)
    body = models.TextField("正文")

    class Meta:
        verbose_name_plural = "text entries"
        constraints = [models.UniqueConstraint(fields=["sort", "object_id"], name="text_entry_once")]

    def __str__(self) -> str:
        return self.title
