"""Messages: what is said once, and to whom it went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.notifications.vocabulary import KIND_LABELS, Kind


class Message(models.Model):
    """消息: said once (``key``), to a person or to whoever holds a post in a division; no personal data in it."""

    # what it is about, so that a repeated night says nothing twice
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField("种类", max_length=12, choices=[(k.value, KIND_LABELS[k]) for k in Kind])
    title = models.CharField("标题", max_length=120)
    body = models.CharField("内容", max_length=400, default="", blank=True)
    link = models.CharField("链接", max_length=300, default="", blank=True)
    household_code = models.CharField("户编号", max_length=16, default="", blank=True)
    # of a message to a post: it is handed to whoever holds the post later, too, while nobody has got it
    post = models.CharField(
        "岗位", max_length=30, default="", blank=True, choices=[(p.value, POST_LABELS[p]) for p in Post]
    )
    division_code = models.CharField("区划", max_length=12, default="", blank=True)
    sent_at = models.DateTimeField("发出", default=timezone.now)

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """A message in somebody's inbox; ``handed_at`` when the channels took it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(User, models.CASCADE, related_name="deliveries")
    read_at = models.DateTimeField("已读", null=True, blank=True)
    handed_at = models.DateTimeField("送出", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "-id"], name="delivery_inbox"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="delivery_unread"),
            models.Index(fields=["id"], condition=Q(handed_at=None), name="delivery_to_hand_out"),
        ]
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="delivered_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.user_id}"
