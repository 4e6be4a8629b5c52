"""The columns of the lists of villages and boxes: on the page and in the workbook alike."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hudang.archives.queries.boxes import BoxRow
from hudang.archives.queries.figures import VillageRow
from hudang.web.lists.columns import ListColumn, link
from hudang.web.templatetags.figures import bar
from hudang.web.templatetags.words import status


def _village(row: VillageRow, name: str) -> SafeString:
    return link(reverse("archives:village", args=[row.code]), name)


def _boxes(_: VillageRow, number: int) -> SafeString:
    return format_html("{}", number) if number else status("mute", "无盒")


def _complete(row: VillageRow, percent: int | None) -> SafeString:
    if percent is None:
        return format_html('<span class="muted">{}</span>', "暂无对象")
    return bar(percent, 100, f"{row.name}齐全率")


VILLAGES: Mapping[str, ListColumn[VillageRow]] = {
    "code": ListColumn("村代码", lambda row: row.code, "code", usual=False, sort=True),
    "name": ListColumn("村（社区）", lambda row: row.name, "card-title", drawn=_village),
    "township": ListColumn("乡镇（街道）", lambda row: row.township),
    "households": ListColumn("在保户", lambda row: row.households, "num", sort=True),
    "files": ListColumn("户袋", lambda row: row.files, "num", sort=True),
    "boxes": ListColumn("村盒", lambda row: row.boxes, "num", sort=True, drawn=_boxes),
    "items": ListColumn("归档件", lambda row: row.items, "num", sort=True),
    "incomplete": ListColumn("不齐", lambda row: row.incomplete, "num", sort=True),
    "complete_percent": ListColumn(
        "齐全率", lambda row: row.complete_percent if row.files else None, sort=True, drawn=_complete
    ),
}


def _box(row: BoxRow, title: str) -> SafeString:
    return link(reverse("archives:box", args=[row.box.pk]), title)


def _filled(row: BoxRow, percent: int) -> SafeString:
    return bar(percent, 100, f"{row.village}{row.box.title}已用")


def _place(row: BoxRow, code: str) -> SafeString:
    return format_html('<span class="code">{}</span>', code) if code else status("warn", "未登记")


def _keeper(row: BoxRow, name: str) -> SafeString:
    return format_html("{}", name) if name else status("warn", "未指定")


BOXES: Mapping[str, ListColumn[BoxRow]] = {
    "box": ListColumn("盒", lambda row: row.box.title, "card-title nowrap", drawn=_box),
    "village": ListColumn("村（社区）", lambda row: row.village, "nowrap", sort=True),
    "township": ListColumn("乡镇（街道）", lambda row: row.township, "nowrap"),
    "code": ListColumn("村代码", lambda row: row.box.village_code, "code", usual=False),
    "kind": ListColumn("种类", lambda row: row.box.get_kind_display(), "nowrap", usual=False),
    "pouches": ListColumn("户袋", lambda row: row.pouches, "num", sort=True),
    "filled": ListColumn("已用（%）", lambda row: row.filled, sort=True, drawn=_filled),
    "thickness": ListColumn("盒厚（毫米）", lambda row: row.box.thickness_mm, "num", usual=False),
    "place": ListColumn(
        "存放位置", lambda row: row.box.location.code if row.box.location else "", sort=True, drawn=_place
    ),
    "keeper": ListColumn(
        "保管人", lambda row: row.box.keeper.display_name if row.box.keeper else "", "nowrap", drawn=_keeper
    ),
    "unit": ListColumn("责任单位", lambda row: row.box.unit or row.box.fonds.name, usual=False),
    "former": ListColumn("原盒", lambda row: row.box.former_label, usual=False),
    "founded": ListColumn("立盒日期", lambda row: f"{row.box.created_at:%Y-%m-%d}", "nowrap", usual=False, sort=True),
}
