"""Telephones on which visits are filled in without network, and what each of them last sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.platform.ciphers import EncryptedField
from hudang.recertification.models.visits import Visit


class Device(models.Model):
    """手机: one user's store on one telephone. ``secret`` opens the store; it is gone once the device is locked out."""

    key = models.UUIDField(unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    name = models.CharField("手机", max_length=60)
    secret = EncryptedField("密钥", default="", blank=True)
    made_at = models.DateTimeField("登记时间", default=timezone.now)
    seen_at = models.DateTimeField("最近联系", default=timezone.now)
    # what the telephone said it still holds unsent, so that whoever locks it out knows what would be lost
    unsent = models.PositiveIntegerField("未发出", default=0)
    locked_at = models.DateTimeField("锁定时间", null=True, blank=True)
    locked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lock_reason = models.CharField("锁定原因", max_length=200, default="", blank=True)
    wiped_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        ordering = ["-seen_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(locked_at=None) | Q(secret=""), name="locked_device_has_no_secret"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.user_id}"


class Sending(models.Model):
    """What a device last saved of a visit: from which version, and which version came of it.

    When the answer is lost on the way, what the device sends next continues its own version and is no conflict.
    """

    device = models.ForeignKey(Device, models.CASCADE, related_name="sendings")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="sendings")
    base = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "visit"], name="sending_once_a_visit")]

    def __str__(self) -> str:
        return f"{self.device_id} {self.visit_id} {self.version}"
