"""Papers: every form that was made, kept as it was printed. Rows are added and annulled, never altered."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hudang.accounts.models import User
from hudang.archives.models import HouseholdFile, Item
from hudang.digitization.models import DigitalObject
from hudang.households.models import Household
from hudang.platform.ciphers import EncryptedField


class Paper(models.Model):
    """文书: one form with what was filled in (encrypted) and the PDF that was made of it."""

    form_code = models.CharField("表单", max_length=6)
    form_version = models.CharField("版本", max_length=6)
    number = models.CharField("编号", max_length=60, default="", blank=True)
    title = models.CharField("名称", max_length=80)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="家庭"
    )
    household_file = models.ForeignKey(
        HouseholdFile, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="案卷"
    )
    # the case that the act belongs to; cases stand above this area
    case_reference = models.CharField("案号", max_length=40, default="", blank=True, db_index=True)
    # the village, or for forms of an office the township or county
    village_code = models.CharField("区划代码", max_length=12, db_index=True)
    office = models.CharField("单位", max_length=80, default="", blank=True)
    dated = models.DateField("日期")
    data = EncryptedField("填写内容")
    digital_object = models.ForeignKey(DigitalObject, models.PROTECT, related_name="papers", verbose_name="电子件")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="件")
    # somebody signs the printed sheet by hand, so that the signed one must be scanned and filed besides
    signed_on_paper = models.BooleanField("签字见纸质件", default=False)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="papers")
    made_by_name = models.CharField("制作人", max_length=40)
    made_at = models.DateTimeField("制作时间", default=timezone.now)
    annulled_at = models.DateTimeField("作废时间", null=True, blank=True)
    annulled_by = models.CharField("作废人", max_length=40, default="", blank=True)
    annulled_reason = models.CharField("作废理由", max_length=200, default="", blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["household", "-made_at"], name="paper_of_household")]
        constraints = [
            models.UniqueConstraint(
                fields=["form_code", "office", "number"],
                condition=~models.Q(number="") & models.Q(annulled_at=None),
                name="paper_number_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".rstrip()

    @property
    def annulled(self) -> bool:
        """Whether the paper does not count any more."""
        return self.annulled_at is not None


class PaperReader(models.Model):
    """知情人: who alone reads the papers of a case that is kept apart, while no household file guards them yet."""

    case_reference = models.CharField("案号", max_length=40)
    user = models.ForeignKey(User, models.PROTECT, related_name="reserved_papers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_reference", "user"], name="paper_reader_once")]

    def __str__(self) -> str:
        return f"{self.case_reference} {self.user_id}"
