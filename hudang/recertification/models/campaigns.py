"""年审: the yearly examination of a county or township, the households it is about, what came of each (§7)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.digitization.models import DigitalObject
from hudang.households.models import Household
from hudang.recertification.models.visits import Visit
from hudang.recertification.vocabulary import DRAWN_LABELS, OUTCOME_LABELS, Drawn, Outcome


class Campaign(models.Model):
    """One year's examination of a division (twelve digits); closed once its summary is filed.

    ``spot_percent`` is the county's parameter as it held when the campaign began; with ``seed`` the lot can be drawn
    again.
    """

    division_code = models.CharField("区划代码", max_length=12)
    year = models.PositiveSmallIntegerField("年度")
    rule_codes = models.JSONField("核查规则")
    starts_on = models.DateField("自")
    ends_on = models.DateField("至")
    announcement = models.CharField("通知", max_length=1000)
    spot_percent = models.PositiveSmallIntegerField("县抽查比例")
    seed = models.CharField("随机种子", max_length=40)
    notice = models.ForeignKey(DigitalObject, models.PROTECT, null=True, blank=True, related_name="+")
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("组织时间", default=timezone.now)
    conclusion = models.CharField("总结", max_length=1000, default="", blank=True)
    summary = models.ForeignKey(DigitalObject, models.PROTECT, null=True, blank=True, related_name="+")
    # the institutional item that holds notice and summary
    item_id = models.PositiveBigIntegerField("机构卷的件", null=True, blank=True)
    item_code = models.CharField("档号", max_length=120, default="", blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField("总结时间", null=True, blank=True)

    class Meta:
        ordering = ["-year", "division_code"]
        constraints = [
            models.UniqueConstraint(fields=["division_code", "year"], name="campaign_once_a_year"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.division_code} {self.year}"


class CampaignHousehold(models.Model):
    """年审对象: a household in payment when the campaign began, and what its examination and the county's check found."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="households")
    household = models.ForeignKey(Household, models.CASCADE, related_name="campaigns")
    visit = models.ForeignKey(Visit, models.SET_NULL, null=True, blank=True, related_name="+")
    examined_on = models.DateField("核查日", null=True, blank=True)
    outcome = models.CharField(
        "结论", max_length=1, choices=[(o.value, OUTCOME_LABELS[o]) for o in Outcome], default="", blank=True
    )
    drawn = models.CharField(
        "抽查", max_length=8, choices=[(d.value, DRAWN_LABELS[d]) for d in Drawn], default="", blank=True
    )
    agrees = models.BooleanField("抽查相符", null=True, blank=True)
    finding = models.CharField("抽查情况", max_length=300, default="", blank=True)
    checked_on = models.DateField("抽查日", null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["campaign_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "household"], name="household_once_a_campaign"),
            models.CheckConstraint(
                condition=Q(agrees=None) | Q(checked_on__isnull=False), name="campaign_checked_on_a_day"
            ),
        ]
        indexes = [models.Index(fields=["household", "campaign"], name="campaigns_of_household")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.household_id}"


class CampaignPosting(models.Model):
    """年审结果公示: the list of results of a township or village (twelve digits) that hangs there for some days."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="postings")
    division_code = models.CharField("区划代码", max_length=12)
    starts_on = models.DateField("自")
    ends_on = models.DateField("至")
    telephone = models.CharField("监督电话", max_length=40)
    households = models.PositiveIntegerField("户数")
    paper = models.ForeignKey(DigitalObject, models.PROTECT, related_name="+")
    # the institutional item that holds it
    item_id = models.PositiveBigIntegerField("机构卷的件")
    item_code = models.CharField("档号", max_length=120)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("制作时间", default=timezone.now)

    class Meta:
        ordering = ["division_code", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="results_hang_for_days"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.division_code} {self.starts_on}"
