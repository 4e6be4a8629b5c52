"""The log of every act; rows can be added only, which the database itself enforces by triggers."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One act: who did what to which object, when, with the values before and after (archive.md §18)."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    actor_post = models.CharField(max_length=40)
    actor_division = models.CharField(max_length=12, default="", blank=True)
    address = models.CharField(max_length=45, default="", blank=True)
    action = models.CharField(max_length=60, db_index=True)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60)
    household_code = models.CharField(max_length=16, default="", blank=True, db_index=True)
    summary = models.CharField(max_length=300, default="", blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        # what somebody did last stands on everybody's home page
        indexes = [models.Index(fields=["actor_id", "sequence"], name="audit_of_actor")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"


class ChainHead(models.Model):
    """The end of the chain: one row, locked while entries are added, sealed with a key."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.sequence)
