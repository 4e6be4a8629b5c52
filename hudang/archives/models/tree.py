"""The archive tree: fonds, series, box, pouch, household file, item, page (archive.md §1–§8)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.archives.models.schemes import SchemeClass
from hudang.archives.rules.keeping import LabelStyle
from hudang.archives.vocabulary import (
    BOX_KIND_LABELS,
    LONG_SINCE,
    OPEN_STATES,
    ORIGINAL_LABELS,
    POUCH_STATE_LABELS,
    QUEUE_STATE_LABELS,
    STAGE_LABELS,
    BoxKind,
    Original,
    PouchState,
    QueueState,
    Stage,
)
from hudang.digitization.models import DigitalObject
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.dates import readable_archive_date


class Fonds(models.Model):
    """全宗: all records of one bureau."""

    county_code = models.CharField("县代码", max_length=12, unique=True)
    code = models.CharField("全宗号", max_length=4, unique=True)
    name = models.CharField("全宗名称", max_length=80)
    # papers decided before this day are old stock, which no filing deadline is asked of
    kept_since = models.DateField("启用日期", default=clock.today)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Series(models.Model):
    """类别, e.g. ZY·DB·SP: how its material is arranged and how long it is kept."""

    code = models.CharField("类别号", max_length=20, unique=True)
    name = models.CharField("类别名称", max_length=60)
    arrangement = models.CharField("整理方式", max_length=10, choices=[("file", "按卷"), ("item", "按件")])
    retention = models.CharField("默认保管期限", max_length=4)
    valid_from = models.DateField("启用日期", default=LONG_SINCE)
    valid_until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name_plural = "series"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Location(models.Model):
    """存放位置: 库房-区-列-节-层-面-位."""

    county_code = models.CharField("县代码", max_length=12, db_index=True)
    code = models.CharField("位置编码", max_length=30)
    note = models.CharField("说明", max_length=80, default="", blank=True)
    capacity = models.PositiveSmallIntegerField("可放盒数", null=True, blank=True)

    class Meta:
        ordering = ["county_code", "code"]
        constraints = [models.UniqueConstraint(fields=["county_code", "code"], name="location_code_once")]

    def __str__(self) -> str:
        return self.code


class Box(models.Model):
    """村盒: one village a box; a full box continues as the next number. 停保盒 hold one year and retention each."""

    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="boxes")
    village_code = models.CharField("村代码", max_length=12, db_index=True)
    kind = models.CharField(
        "种类", max_length=10, choices=[(k.value, BOX_KIND_LABELS[k]) for k in BoxKind], default=BoxKind.VILLAGE
    )
    number = models.PositiveSmallIntegerField("盒号")
    thickness_mm = models.PositiveSmallIntegerField("盒厚（毫米）", default=50)
    filled_micrometres = models.PositiveIntegerField("已用厚度", default=0)
    location = models.ForeignKey(Location, models.PROTECT, null=True, blank=True, related_name="boxes")
    created_at = models.DateTimeField(default=timezone.now)
    # of boxes of stopped households only: the year of the stop, and how long what stopped then is kept
    year = models.PositiveSmallIntegerField("停保年度", null=True, blank=True)
    retention = models.CharField("保管期限", max_length=4, default="", blank=True)
    # who answers for it (R2); without a word of its own the fonds' bureau is the unit
    unit = models.CharField("责任单位", max_length=80, default="", blank=True)
    founded_by = models.CharField("立档人", max_length=40, default="", blank=True)
    keeper = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="kept_boxes")
    inspector = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="inspected_boxes")
    # a village was merged into another: its boxes go on under the other's numbers (archive.md §4)
    former_label = models.CharField("原盒", max_length=80, default="", blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    retired_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name_plural = "boxes"
        ordering = ["village_code", "kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["village_code", "kind", "number"], name="box_number_once_a_village")
        ]

    def __str__(self) -> str:
        return f"{self.village_code}-{self.number:02d}"

    @property
    def label(self) -> str:
        """盒号 with two digits."""
        return f"{self.number:02d}"

    @property
    def title(self) -> str:
        """What people call the box: 01 号盒, or 停保盒 01（2026 年 D5）."""
        if self.kind == BoxKind.STOPPED:
            return f"停保盒 {self.label}（{self.year} 年 {self.retention}）"
        return f"{self.label} 号盒"


class HouseholdFile(models.Model):
    """案卷: everything about one household from application to stop, under one reference code."""

    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="files")
    series = models.ForeignKey(Series, models.PROTECT, related_name="files")
    household = models.ForeignKey(Household, models.PROTECT, related_name="files")
    village_code = models.CharField("村代码", max_length=12, db_index=True)
    reference_code = models.CharField("档号", max_length=60, unique=True)
    year = models.PositiveSmallIntegerField("年度")
    sequence = models.PositiveIntegerField("户序")
    # in which village's series the sequence was given; a closed file keeps its number when its household moves
    numbered_in = models.CharField("编号村代码", max_length=12, default="")
    retention = models.CharField("保管期限", max_length=4)
    # the class now; what it was before is in FileClass
    scheme_class = models.ForeignKey(
        SchemeClass, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="类"
    )
    state = models.CharField(
        "状态",
        max_length=10,
        choices=[(s.value, POUCH_STATE_LABELS[s]) for s in PouchState],
        default=PouchState.PRE,
    )
    stage = models.CharField(
        "阶段", max_length=10, choices=[(s.value, STAGE_LABELS[s]) for s in Stage], default=Stage.NEW
    )
    opened_on = models.DateField("立袋日期")
    opened_by = models.CharField("立袋人", max_length=40)
    closed_on = models.DateField("定卷日期", null=True, blank=True)
    closed_by = models.CharField("定卷人", max_length=40, default="", blank=True)
    stopped_on = models.DateField("停保日期", null=True, blank=True)
    retained_until = models.DateField("保管期满", null=True, blank=True)
    # 原户主 for the cover: the name, and the day until which it was right
    former_heads = models.JSONField("原户主", default=list)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="following")
    item_count = models.PositiveIntegerField("件数", default=0)
    page_count = models.PositiveIntegerField("页数", default=0)
    # kept with the file so that lists and boxes can be coloured without weighing every rule again
    missing_count = models.PositiveSmallIntegerField("缺件数", default=0)
    missing = models.JSONField("缺件", default=list)

    class Meta:
        ordering = ["village_code", "year", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=[s.value for s in OPEN_STATES]),
                name="one_live_file_a_household",
            ),
            models.UniqueConstraint(fields=["numbered_in", "year", "sequence"], name="file_sequence_once"),
        ]
        indexes = [
            # the order of lists with what they are narrowed by, so that a page is found within the index
            models.Index(fields=["village_code", "year", "sequence", "missing_count", "state"], name="file_in_order"),
            models.Index(fields=["state", "village_code"], name="file_state"),
        ]

    def __str__(self) -> str:
        return self.reference_code

    @property
    def code_only(self) -> bool:
        """Whether nothing but its code may stand on labels and lists that lie open, as its class says (R9)."""
        return self.scheme_class is not None and self.scheme_class.label_style == LabelStyle.CODE_ONLY

    @property
    def public_name(self) -> str:
        """The head's name as it may stand on labels and lists that lie open."""
        return "（只列档号）" if self.code_only else self.household.head_name

    @property
    def missing_label(self) -> str:
        """How many papers are missing, in words."""
        return f"缺 {self.missing_count} 件"


class Pouch(models.Model):
    """户袋: the paper bag of a household file; a thick file continues in a second pouch of the same file."""

    file = models.ForeignKey(HouseholdFile, models.PROTECT, related_name="pouches")
    box = models.ForeignKey(Box, models.PROTECT, related_name="pouches")
    village_code = models.CharField("村代码", max_length=12)
    part = models.PositiveSmallIntegerField("袋序", default=1)
    state = models.CharField("状态", max_length=10, choices=[(s.value, POUCH_STATE_LABELS[s]) for s in PouchState])
    household = models.ForeignKey(Household, models.PROTECT, related_name="pouches")
    thickness_micrometres = models.PositiveIntegerField("厚度估算", default=0)

    class Meta:
        verbose_name_plural = "pouches"
        ordering = ["village_code", "file_id", "part"]
        constraints = [
            models.UniqueConstraint(fields=["file", "part"], name="pouch_part_once"),
            models.UniqueConstraint(
                fields=["household", "part"],
                condition=Q(state__in=[s.value for s in OPEN_STATES]),
                name="one_live_pouch_a_household",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}-{self.part}"

    @property
    def code(self) -> str:
        """户袋号: the file's reference code; from the second pouch on with its part (archive.md §2.3)."""
        return self.file.reference_code if self.part == 1 else f"{self.file.reference_code}-{self.part}"


class Material(models.Model):
    """材料代码 (archive.md §2.1): its place in the order of the pouch."""

    code = models.CharField("材料码", max_length=6, unique=True)
    name = models.CharField("材料名称", max_length=60)
    position = models.PositiveSmallIntegerField("序")
    aliases = models.JSONField("别名", default=list)
    sensitive = models.BooleanField("敏感", default=False)
    # what somebody said of others under protection (邻里访问、异议、信访); not merely what concerns the household itself
    confidential = models.BooleanField("保密", default=False)
    # the household keeps the original (户口簿、身份证): what comes into the pouch is usually a copy
    copied = models.BooleanField("一般收复印件", default=False)
    valid_from = models.DateField("启用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def usual_original(self) -> Original:
        """Whether what comes is usually the original or a copy."""
        return Original.COPY if self.copied else Original.ORIGINAL


class Requirement(models.Model):
    """When a material must be in the pouch: by stage, or when a characteristic of the household holds."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="requirements")
    stage = models.CharField("阶段", max_length=10, choices=[(s.value, STAGE_LABELS[s]) for s in Stage])
    need = models.CharField("要求", max_length=1, choices=[("R", "必备"), ("C", "条件必备"), ("O", "可选")])
    condition = models.CharField("条件", max_length=80, default="", blank=True)
    reason = models.CharField("说明", max_length=120, default="", blank=True)
    source = models.CharField("依据", max_length=80, default="", blank=True)
    valid_from = models.DateField("启用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["stage", "material__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "stage", "condition"], condition=Q(valid_until=None), name="requirement_live_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.material_id} {self.need}"


class Item(models.Model):
    """件: one document in a household file."""

    file = models.ForeignKey(HouseholdFile, models.PROTECT, related_name="items")
    pouch = models.ForeignKey(Pouch, models.PROTECT, related_name="items")
    number = models.PositiveIntegerField("件号")
    reference_code = models.CharField("档号", max_length=64, unique=True)
    material = models.ForeignKey(Material, models.PROTECT, related_name="items")
    title = models.CharField("题名", max_length=200)
    creator = models.CharField("责任者", max_length=80)
    document_number = models.CharField("文号", max_length=40, default="", blank=True)
    dated = models.CharField("日期", max_length=8)
    original = models.CharField(
        "原件/复印件",
        max_length=10,
        choices=[(o.value, ORIGINAL_LABELS[o]) for o in Original],
        default=Original.ORIGINAL,
    )
    first_page = models.PositiveIntegerField("起页")
    page_count = models.PositiveIntegerField("页数")
    digital = models.BooleanField("有电子件", default=False)
    # the original lies in another household's file (分户、合户)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    supplement = models.BooleanField("定卷后补充", default=False)
    note = models.CharField("备注", max_length=200, default="", blank=True)
    filed_at = models.DateTimeField(default=timezone.now)
    filed_by = models.CharField("归档人", max_length=40)
    # the paper stays where it lies and counts for nothing
    annulled_on = models.DateField("作废日期", null=True, blank=True)

    class Meta:
        ordering = ["file_id", "number"]
        # which households hold a material is counted from the index alone
        indexes = [
            # paper that waits for its scan, by the day of the paper
            models.Index(fields=["dated", "filed_at", "file"], condition=Q(digital=False), name="item_paper_late"),
            models.Index(fields=["material", "file"], name="item_material_file"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="item_number_once"),
            models.CheckConstraint(condition=Q(page_count__gte=1), name="item_has_pages"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def open_title(self) -> str:
        """The title as it may stand where more people read than may look into the item: lists, the log, notes."""
        return f"{self.material.name}（保密）" if self.material.confidential else self.title

    @property
    def last_page(self) -> int:
        """The page number on which the item ends."""
        return self.first_page + self.page_count - 1

    @property
    def page_range(self) -> str:
        """The item's page numbers in its file, as the item list shows them."""
        return str(self.first_page) if self.page_count == 1 else f"{self.first_page}–{self.last_page}"

    @property
    def readable_date(self) -> str:
        """The date for reading, without an unknown month or day; empty when it is not known."""
        return readable_archive_date(self.dated)


class ItemPage(models.Model):
    """页: which page of which digital object is page n of an item."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField("页")
    digital_object = models.ForeignKey(DigitalObject, models.PROTECT, related_name="item_pages")
    object_page = models.PositiveIntegerField("电子件内页")
    file_name = models.CharField("原文件名", max_length=255, default="", blank=True)

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="item_page_once")]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"


class QueuedPage(models.Model):
    """待归件: a scanned page that a person must still decide about."""

    digital_object = models.ForeignKey(DigitalObject, models.PROTECT, related_name="queued_pages")
    object_page = models.PositiveIntegerField("电子件内页")
    file_name = models.CharField("原文件名", max_length=255)
    # who may decide: the village when it is known, otherwise the division of whoever brought the page
    division_code = models.CharField("区划代码", max_length=12, db_index=True)
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="queued_pages")
    material = models.ForeignKey(Material, models.PROTECT, null=True, blank=True, related_name="queued_pages")
    reason = models.CharField("待定原因", max_length=300)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=[(s.value, QUEUE_STATE_LABELS[s]) for s in QueueState],
        default=QueueState.WAITING,
    )
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="queued_pages")
    queued_at = models.DateTimeField(default=timezone.now)
    queued_by = models.CharField("送入人", max_length=40)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField("处理人", max_length=40, default="", blank=True)
    decision = models.CharField("处理说明", max_length=200, default="", blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "division_code"], name="queue_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["division_code", "digital_object", "object_page"], name="page_queued_once_a_division"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name}#{self.object_page}"

    @property
    def short_name(self) -> str:
        """The file's name without its folders."""
        return self.file_name.rsplit("/", 1)[-1]


class ReferenceCodeTemplate(models.Model):
    """How reference codes are made (archive.md §6); a county may change it from a day on."""

    target = models.CharField("对象", max_length=20)
    template = models.CharField("模板", max_length=120)
    valid_from = models.DateField("启用日期")

    class Meta:
        ordering = ["target", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["target", "valid_from"], name="template_once_a_day")]

    def __str__(self) -> str:
        return self.template


class Counter(models.Model):
    """The last number given for a key; numbers only grow, so that none is used again."""

    key = models.CharField(max_length=80, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.last}"
