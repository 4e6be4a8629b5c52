"""Digital objects: a computer file kept by its content, and the pages it shows."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class DigitalObject(models.Model):
    """A file in the content-addressed store; the original is never altered."""

    sha256 = models.CharField(max_length=64, unique=True)
    sm3 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40)
    page_count = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.sha256[:12]


class PageImage(models.Model):
    """One page of a digital object and its renditions (made in the background)."""

    class State(models.TextChoices):
        """Whether the renditions exist."""

        WAITING = "waiting", "等待生成"
        READY = "ready", "已生成"
        UNREADABLE = "unreadable", "无法显示"

    digital_object = models.ForeignKey(DigitalObject, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)

    class Meta:
        ordering = ["digital_object_id", "number"]
        constraints = [models.UniqueConstraint(fields=["digital_object", "number"], name="page_image_once")]

    def __str__(self) -> str:
        return f"{self.digital_object_id}/{self.number}"

    @property
    def rendition_key(self) -> str:
        """The name of this page's renditions in the store: digest of the file, then the page."""
        return f"{self.digital_object.sha256}-{self.number}"
