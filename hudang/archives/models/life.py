"""What happens to pouches and boxes in their lives (archive.md §4): former codes, out-cards, note sheets, hand-overs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.archives.models.tree import Box, HouseholdFile
from hudang.archives.vocabulary import (
    CARD_KIND_LABELS,
    HANDOVER_STATE_LABELS,
    LINK_KIND_LABELS,
    NOTE_KIND_LABELS,
    CardKind,
    HandoverState,
    LinkKind,
    NoteKind,
)


class FormerCode(models.Model):
    """曾用号: a reference code that a file had before its household moved; never given again."""

    file = models.ForeignKey(HouseholdFile, models.PROTECT, related_name="former_codes")
    reference_code = models.CharField("曾用号", max_length=60, unique=True)
    village_code = models.CharField("村代码", max_length=12)
    replaced_on = models.DateField("停用日期")
    replaced_by = models.CharField("经手", max_length=40)

    class Meta:
        ordering = ["file_id", "pk"]

    def __str__(self) -> str:
        return self.reference_code


class FileLink(models.Model):
    """A file that came from another household's: 分户, 合户."""

    file = models.ForeignKey(HouseholdFile, models.PROTECT, related_name="origins")
    origin = models.ForeignKey(HouseholdFile, models.PROTECT, related_name="offshoots")
    kind = models.CharField("关系", max_length=10, choices=[(k.value, LINK_KIND_LABELS[k]) for k in LinkKind])
    since = models.DateField("日期")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["file", "origin"], name="file_linked_once")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.kind} {self.origin_id}"


class OutCard(models.Model):
    """代卷卡 or 指引卡: stands in the box where a pouch stood, and says where it went, or who borrowed it until when."""

    box = models.ForeignKey(Box, models.PROTECT, related_name="out_cards")
    file = models.ForeignKey(HouseholdFile, models.PROTECT, related_name="out_cards")
    kind = models.CharField("种类", max_length=10, choices=[(k.value, CARD_KIND_LABELS[k]) for k in CardKind])
    reference_code = models.CharField("原档号", max_length=60)
    title = models.CharField("题名", max_length=120)
    destination = models.CharField("去向", max_length=160)
    to_box = models.ForeignKey(Box, models.PROTECT, null=True, blank=True, related_name="arrivals")
    placed_on = models.DateField("日期")
    due_on = models.DateField("应还", null=True, blank=True)
    handler = models.CharField("经手", max_length=40)
    withdrawn_on = models.DateField("取出日期", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(kind=CardKind.LENT.value, withdrawn_on=None), name="file_lent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference_code} → {self.destination}"


class NoteEntry(models.Model):
    """One line of the 备考表 of a file or of a box; written by the act itself and never changed."""

    file = models.ForeignKey(HouseholdFile, models.PROTECT, null=True, blank=True, related_name="notes")
    box = models.ForeignKey(Box, models.PROTECT, null=True, blank=True, related_name="notes")
    kind = models.CharField("情况", max_length=15, choices=[(k.value, NOTE_KIND_LABELS[k]) for k in NoteKind])
    text = models.CharField("说明", max_length=300)
    on = models.DateField("日期")
    entered_by = models.CharField("登记人", max_length=40)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "note entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(file=None, box__isnull=False) | Q(file__isnull=False, box=None), name="note_of_file_or_box"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Handover(models.Model):
    """交接: boxes go from one keeper to another; both sides' names and days stay."""

    giver = models.ForeignKey(User, models.PROTECT, related_name="handovers_given")
    taker = models.ForeignKey(User, models.PROTECT, related_name="handovers_taken")
    boxes = models.ManyToManyField(Box, related_name="handovers")
    box_count = models.PositiveIntegerField("盒数")
    pouch_count = models.PositiveIntegerField("袋数")
    reason = models.CharField("交接事由", max_length=200)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=[(s.value, HANDOVER_STATE_LABELS[s]) for s in HandoverState],
        default=HandoverState.OFFERED,
    )
    offered_by = models.CharField("移交经手", max_length=40)
    offered_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField("接收意见", max_length=200, default="", blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"


class PouchMove(models.Model):
    """移袋: pouches went into another box of their village at once; ``places`` holds pouch and former box of each.

    ``left`` says how full each box that they left was afterwards, so that what was put there later is known.
    """

    village_code = models.CharField("村代码", max_length=12, db_index=True)
    to_box = models.ForeignKey(Box, models.PROTECT, related_name="moves_in")
    places = models.JSONField("各袋原盒", default=list)
    left = models.JSONField("原盒余下厚度", default=dict)
    moved_at = models.DateTimeField(default=timezone.now)
    moved_by = models.CharField("经手", max_length=40)
    undone_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{len(self.places)} → {self.to_box_id}"


class ShelfMove(models.Model):
    """移架: every box of a shelf or room went to other places at once; ``places`` holds box, from and to of each."""

    county_code = models.CharField("县代码", max_length=12, db_index=True)
    origin = models.CharField("原位置", max_length=30)
    target = models.CharField("新位置", max_length=30)
    places = models.JSONField("各盒位置", default=list)
    moved_at = models.DateTimeField(default=timezone.now)
    moved_by = models.CharField("经手", max_length=40)
    undone_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.origin} → {self.target}"
