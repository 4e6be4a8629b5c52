"""Imports of rosters: the file, what became of each row, and the mapping an office uses."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hudang.households.models import Household
from hudang.platform.ciphers import EncryptedField
from hudang.rosters.vocabulary import SKIP_LABELS, Skip


class RosterImport(models.Model):
    """One workbook from upload to import or undo."""

    class State(models.TextChoices):
        """Where the import stands."""

        UPLOADED = "uploaded", "已上传"
        TRIED = "tried", "已试运行"
        IMPORTED = "imported", "已导入"
        UNDONE = "undone", "已撤销"

    division_code = models.CharField("区划", max_length=12, db_index=True)
    file_name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.UPLOADED)
    mapping = models.JSONField("对应列", default=dict)
    summary = models.JSONField("汇总", default=dict)
    owner_id = models.BigIntegerField()
    owner_name = models.CharField("导入人", max_length=40)
    uploaded_at = models.DateTimeField(default=timezone.now)
    imported_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class RosterRow(models.Model):
    """What became of one source row. Values are kept only until they can be told from the household itself."""

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="rows")
    sheet = models.CharField("工作表", max_length=64)
    row = models.PositiveIntegerField("行")
    outcome = models.CharField("结果", max_length=10)
    skip = models.CharField("略过的原因", max_length=16, default="", blank=True)
    # which rows stand for one household, and where it lies: what a workbook of some rows would else lose
    group = models.CharField("户", max_length=100, default="", blank=True)
    village_code = models.CharField("村代码", max_length=12, default="", blank=True)
    codes = models.JSONField("代码", default=list)
    findings = models.JSONField("问题", default=list)
    name = models.CharField("姓名", max_length=60, default="", blank=True)
    household_code = models.CharField("户编号", max_length=16, default="", blank=True, db_index=True)
    effect = models.CharField("影响", max_length=10, default="", blank=True)
    differences = models.JSONField("差异", default=list)

    class Meta:
        ordering = ["roster_import_id", "pk"]
        indexes = [models.Index(fields=["roster_import", "outcome"], name="roster_row_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"

    @property
    def skip_label(self) -> str:
        """Why the row is no data, in words."""
        return SKIP_LABELS[Skip(self.skip)] if self.skip else ""


class ImportedHousehold(models.Model):
    """A household that an import made or changed, with what stood before: an import is undone from these."""

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="households")
    household = models.ForeignKey(Household, models.CASCADE, related_name="roster_imports")
    created = models.BooleanField()
    version = models.PositiveIntegerField()
    # whose row was sent back, so that the household has no head yet
    awaited_head = models.CharField("待补户主", max_length=50, default="", blank=True)
    # JSON, encrypted because account and certificate numbers may be in it
    before = EncryptedField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster_import", "household"], name="imported_once_a_file")]

    def __str__(self) -> str:
        return str(self.household_id)


class OfficeMapping(models.Model):
    """The mapping of columns that an office confirmed for this header; reused for the next file alike."""

    division_code = models.CharField("区划", max_length=12)
    signature = models.CharField("表头签名", max_length=64)
    mapping = models.JSONField("对应列")
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division_code", "signature"], name="mapping_once_an_office")]

    def __str__(self) -> str:
        return f"{self.division_code} {self.signature[:8]}"
