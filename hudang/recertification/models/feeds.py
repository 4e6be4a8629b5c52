"""日历订阅: the secret address under which a telephone or computer reads somebody's tasks."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hudang.accounts.models import User


class CalendarFeed(models.Model):
    """One address of one person; only the digest of its secret is kept, so that nobody reads it from the table."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField("摘要", max_length=64, unique=True)
    made_at = models.DateTimeField("开通时间", default=timezone.now)

    def __str__(self) -> str:
        return str(self.user_id)
