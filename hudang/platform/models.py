"""Background work that a user can leave and find again."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Job(models.Model):
    """One piece of long work: an import, a print of a county, thumbnails."""

    class State(models.TextChoices):
        """Where the work stands."""

        QUEUED = "queued", "排队中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, default="", blank=True)
    arguments = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    result_name = models.CharField(max_length=200, default="", blank=True)
    owner_id = models.BigIntegerField(db_index=True)
    # what the form that started it carried, so that sending the form twice starts it once
    once = models.CharField(max_length=40, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["owner_id", "once"], name="job_started_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """Progress for the bar, 0–100."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in (self.State.DONE, self.State.FAILED)


class ParameterValue(models.Model):
    """The value of a parameter (``kernel.parameters``) from a day on, until a later one takes its place."""

    key = models.CharField("参数", max_length=60)
    value = models.CharField("值", max_length=20)
    valid_from = models.DateField("启用日期")
    basis = models.CharField("依据", max_length=120, default="", blank=True)

    class Meta:
        ordering = ["key", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="parameter_once_a_day")]

    def __str__(self) -> str:
        return f"{self.key} {self.value}"


class CalendarDay(models.Model):
    """A day that is worked on or not whatever its weekday, beyond or against what the product ships (工作日历)."""

    day = models.DateField("日期", unique=True)
    working = models.BooleanField("上班")
    name = models.CharField("说明", max_length=40)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class NightRun(models.Model):
    """One night: the works of the list in their order, each done once."""

    day = models.DateField("日期")
    asked_by = models.CharField("由谁开始", max_length=80, default="", blank=True)
    owner_id = models.BigIntegerField()
    started_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("结束", null=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return str(self.day)


class NightWork(models.Model):
    """One work of a night; its job says how it went, and there is none before its turn."""

    run = models.ForeignKey(NightRun, models.CASCADE, related_name="works")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="work_once_a_night")]

    def __str__(self) -> str:
        return self.label
