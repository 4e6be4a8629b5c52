"""机构卷: items that belong to no household, by series and year (archive.md §5, §9; decision 0012)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.archives.models import Fonds, Series
from hudang.digitization.models import DigitalObject
from hudang.households.models import Household
from hudang.kernel.dates import readable_archive_date


class Volume(models.Model):
    """卷: one series of one fonds in one year; it begins with its first item."""

    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="volumes")
    series = models.ForeignKey(Series, models.PROTECT, related_name="volumes")
    year = models.PositiveSmallIntegerField("年度")
    item_count = models.PositiveIntegerField("件数", default=0)
    page_count = models.PositiveIntegerField("页数", default=0)
    # 备考表: who arranged the volume and who checked it, and when
    arranged_by = models.CharField("整理人", max_length=40, default="", blank=True)
    arranged_on = models.DateField("整理日期", null=True, blank=True)
    checked_by = models.CharField("检查人", max_length=40, default="", blank=True)
    checked_on = models.DateField("检查日期", null=True, blank=True)

    class Meta:
        ordering = ["-year", "series__code"]
        constraints = [models.UniqueConstraint(fields=["fonds", "series", "year"], name="one_volume_a_year")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"


class VolumeNote(models.Model):
    """One line of a volume's 备考表; added, never changed."""

    volume = models.ForeignKey(Volume, models.PROTECT, related_name="notes")
    text = models.CharField("说明", max_length=300)
    on = models.DateField("日期")
    entered_by = models.CharField("登记人", max_length=40)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class InstitutionalItem(models.Model):
    """件: one document of a volume, with its own reference code; never removed, at most annulled."""

    volume = models.ForeignKey(Volume, models.PROTECT, related_name="items")
    number = models.PositiveIntegerField("件号")
    reference_code = models.CharField("档号", max_length=60, unique=True)
    # the act that made it, such as "notice:220882105GS20260001"; empty for what was entered by hand
    cause = models.CharField("来由", max_length=80, default="", blank=True)
    # whose it is: county, township or village
    division_code = models.CharField("区划代码", max_length=12, db_index=True)
    # only its own division and those above see it; otherwise every post of the county that reads the library
    restricted = models.BooleanField("只限本级及上级查看", default=True)
    title = models.CharField("题名", max_length=200)
    creator = models.CharField("责任者", max_length=80)
    document_number = models.CharField("文号", max_length=60, default="", blank=True)
    dated = models.CharField("日期", max_length=8)
    page_count = models.PositiveIntegerField("页数")
    digital = models.BooleanField("有电子件", default=False)
    note = models.CharField("备注", max_length=200, default="", blank=True)
    filed_at = models.DateTimeField("归档时间", default=timezone.now)
    filed_by = models.CharField("归档人", max_length=40)
    annulled_on = models.DateField("作废日期", null=True, blank=True)
    annulled_by = models.CharField("作废人", max_length=40, default="", blank=True)
    annulled_reason = models.CharField("作废理由", max_length=200, default="", blank=True)

    class Meta:
        ordering = ["volume_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["volume", "number"], name="institutional_number_once"),
            models.UniqueConstraint(fields=["cause"], condition=~Q(cause=""), name="one_item_an_act"),
            models.CheckConstraint(condition=Q(page_count__gte=1), name="institutional_item_has_pages"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def readable_date(self) -> str:
        """The date for reading, without an unknown month or day."""
        return readable_archive_date(self.dated)


class InstitutionalPage(models.Model):
    """页: which page of which digital object is page n of an item."""

    item = models.ForeignKey(InstitutionalItem, models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField("页")
    digital_object = models.ForeignKey(DigitalObject, models.PROTECT, related_name="institutional_pages")
    object_page = models.PositiveIntegerField("电子件内页")
    file_name = models.CharField("原文件名", max_length=255, default="", blank=True)

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="institutional_page_once")]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"


class ItemHousehold(models.Model):
    """The households that an institutional item concerns, for the way there and back."""

    item = models.ForeignKey(InstitutionalItem, models.CASCADE, related_name="concerned")
    household = models.ForeignKey(Household, models.PROTECT, related_name="institutional")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "household"], name="household_once_an_item")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.household_id}"
