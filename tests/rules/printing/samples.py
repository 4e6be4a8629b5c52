"""Invented papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hudang.printing.papers import (
    BoxList,
    BoxRow,
    BoxSpine,
    ItemList,
    ItemRow,
    MissingList,
    MissingRow,
    NoteSheet,
    Paper,
    PouchLabel,
)
from hudang.printing.rendering import render_noted
from hudang.printing.typesetting import Document
from hudang.printing.vocabulary import UNIT_BOX, UNIT_POUCH

DOCUMENT = Document("永胜村整套打印", "大安市民政局", date(2026, 4, 2))
LONG_NAME = "阿卜杜热西提·麦麦提图尔荪"
ADDRESS = "http://127.0.0.1:8000/q/"


def reference(number: int) -> str:
    return f"J035-ZY·DB·SP·2026·D5·A12-{number:04}"


def label(number: int = 7, **changes: Any) -> PouchLabel:
    made = PouchLabel(
        fonds_name="大安市民政局",
        county="大安市",
        township="安广镇",
        village="永胜村",
        reference_code=reference(number),
        pouch_number=f"A12-{number:04}",
        head_name="王小明",
        household_size=3,
        beneficiary_count=2,
        category="农村低保",
        certificate_number=f"JL220882{number:05}",
        opened_on="2026-03-15",
        stopped_on="",
        retention="停保后5年",
        item_count=12,
        page_count=25,
        opened_by="张晓丽",
        custodian="大安市民政局档案室",
        qr_url=f"{ADDRESS}p{number}",
    )
    return replace(made, **changes)


def item_row(number: int) -> ItemRow:
    return ItemRow(
        number=str(number),
        document_number="大民低受〔2026〕18号" if number % 10 == 3 else "",
        creator="大安市居民家庭经济状况核对中心" if number % 7 == 0 else "安广镇民政办",
        title="王小明家庭最低生活保障收入证明（含务工、土地流转、养老金）" if number % 5 == 0 else "入户调查表",
        date="20260302",
        pages=f"{number}-{number + 1}",
        material_code="M20",
        form="复印件" if number % 2 else "原件",
        digital="2页",
        note="",
    )


def item_list(number: int = 7, rows: int = 20, **changes: Any) -> ItemList:
    made = ItemList(
        fonds_name="大安市民政局",
        township="安广镇",
        village="永胜村",
        reference_code=reference(number),
        head_name="王小明",
        qr_url=f"{ADDRESS}p{number}",
        rows=tuple(item_row(at + 1) for at in range(rows)),
    )
    return replace(made, **changes)


def note_sheet(number: int = 7, unit: str = UNIT_POUCH, **changes: Any) -> NoteSheet:
    made = NoteSheet(
        fonds_name="大安市民政局",
        unit=unit,
        reference_code=reference(number),
        subject="户主 王小明（安广镇永胜村）",
        contents=f"{unit}共有文件 12 件、25 页。",
        remarks=("缺少材料：M42 审核公示照片。",),
        arranged_by="张晓丽",
        arranged_on="2026-04-02",
        checked_by="",
        checked_on="",
        qr_url=f"{ADDRESS}p{number}",
    )
    return replace(made, **changes)


def spine(width_mm: int = 50, **changes: Any) -> BoxSpine:
    made = BoxSpine(
        fonds_code="J035",
        year="2019–2026",
        retention="停保后5年",
        township="安广镇",
        village="永胜村",
        first_pouch="A12-0001",
        last_pouch="A12-0040",
        box_number="01",
        width_mm=width_mm,
        qr_url=f"{ADDRESS}b7",
    )
    return replace(made, **changes)


def box_list(rows: int = 40, **changes: Any) -> BoxList:
    made = BoxList(
        fonds_name="大安市民政局",
        fonds_code="J035",
        county="大安市",
        township="安广镇",
        village="永胜村",
        box_number="01",
        year="2019–2026",
        retention="停保后5年",
        location="K1-A-02-3-4-L-05",
        qr_url=f"{ADDRESS}b7",
        rows=tuple(_box_row(at + 1) for at in range(rows)),
    )
    return replace(made, **changes)


def _box_row(number: int) -> BoxRow:
    return BoxRow(
        number=str(number),
        pouch_number=f"A12-{number:04}",
        head_name="王小明",
        household_size=3,
        beneficiary_count=2,
        category="农村低保",
        opened_on="2026-03-15",
        item_count=12,
        page_count=25,
        state="在用",
        note="",
    )


def missing_list(rows: int = 12, **changes: Any) -> MissingList:
    made = MissingList(
        fonds_name="大安市民政局",
        county="大安市",
        township="安广镇",
        village="永胜村",
        as_of="2026-04-02",
        household_count=40,
        rows=tuple(
            MissingRow(
                number=str(at + 1),
                pouch_number=f"A12-{at + 1:04}",
                head_name="王小明",
                missing=("M15 在校证明", "M42 审核公示照片"),
                note="约定五月补交",
            )
            for at in range(rows)
        ),
    )
    return replace(made, **changes)


def print_set(households: int = 40, items: int = 20) -> list[Paper]:
    numbers = range(1, households + 1)
    boxes = [spine(), box_list(households), note_sheet(unit=UNIT_BOX)]
    labels = [label(number) for number in numbers]
    inside = [paper for number in numbers for paper in (item_list(number, items), note_sheet(number))]
    return [*boxes, *labels, *inside]


EVERY_KIND: dict[str, Paper] = {
    "pouch_label": label(),
    "item_list": item_list(),
    "note_sheet": note_sheet(),
    "box_spine": spine(),
    "box_list": box_list(),
    "missing_list": missing_list(),
}


def render(papers: Iterable[Paper], document: Document, **how: Any) -> bytes:
    """Return the papers as one PDF."""
    return render_noted(papers, document, **how)[0]
