"""走访: what was seen, heard and signed at one visit, and what followed from it (dynamic-review.md §3, §5, §6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.digitization.models import DigitalObject
from hudang.households.models import Household, Person
from hudang.platform.ciphers import EncryptedField
from hudang.recertification.vocabulary import (
    METHOD_LABELS,
    OUTCOME_LABELS,
    VISIT_STATE_LABELS,
    Method,
    Outcome,
    VisitState,
)


class Visit(models.Model):
    """One visit by phone, at home or by video. ``content`` is the JSON of the form's fields, encrypted.

    ``key`` is given where the visit was begun, on a telephone without network too: sent twice, it is the same visit.
    ``version`` counts what was saved; ``base`` is the content that a telephone last had, the common ancestor of what
    two sides changed.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    household = models.ForeignKey(Household, models.PROTECT, related_name="visits")
    # whom it is about, where a rule asks after a person
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="visits")
    form_code = models.CharField("表", max_length=3)
    method = models.CharField("方式", max_length=6, choices=[(m.value, METHOD_LABELS[m]) for m in Method])
    state = models.CharField(
        "状态",
        max_length=9,
        choices=[(s.value, VISIT_STATE_LABELS[s]) for s in VisitState],
        default=VisitState.DRAFT,
    )
    on = models.DateField("走访日期")
    began_at = models.DateTimeField("开始", null=True, blank=True)
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    content = EncryptedField("内容", default="", blank=True)
    # why there are fewer neighbours than the rule asks
    neighbours_missing = models.CharField("邻里访问不足的理由", max_length=300, default="", blank=True)
    outcome = models.CharField(
        "结论", max_length=1, choices=[(o.value, OUTCOME_LABELS[o]) for o in Outcome], default="", blank=True
    )
    returned_because = models.CharField("退回理由", max_length=300, default="", blank=True)
    # other visits that had tasks of this one under way, or had done them, when this was begun: a person decides
    beside = models.ManyToManyField("self", symmetrical=False, related_name="met_by", blank=True, verbose_name="并存")
    # keys of the papers that its acceptance made
    papers = models.JSONField("文书", default=list, blank=True)
    # the change case that the outcome opened
    case_number = models.CharField("变更案号", max_length=24, default="", blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=8, decimal_places=5, null=True, blank=True)
    # 电话、走访、离线 App、纸表: where it was filled in
    device = models.CharField("填写处", max_length=40, default="", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="visits")
    made_at = models.DateTimeField("登记时间", default=timezone.now)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField("复核时间", null=True, blank=True)
    opinion = models.CharField("复核意见", max_length=300, default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(began_at=None) | Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="visit_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["household", "-on"], name="visit_by_household"),
            models.Index(fields=["state", "on"], name="visit_by_state"),
            models.Index(fields=["made_by", "-on"], name="visit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.on} {self.method}"


class Neighbour(models.Model):
    """邻里访问 (F19) of a visit: kept from the household and from everybody who does not examine (R37)."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="neighbours")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    content = EncryptedField("内容", default="", blank=True)

    class Meta:
        ordering = ["visit_id", "pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.pk}"


class VisitPhoto(models.Model):
    """照片 of a visit: sent on their own, so that a broken line costs one picture and not the form."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    digital_object = models.ForeignKey(DigitalObject, models.PROTECT, related_name="visit_photos")
    what = models.CharField("内容", max_length=100, default="", blank=True)
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)

    class Meta:
        ordering = ["visit_id", "pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.what}"
