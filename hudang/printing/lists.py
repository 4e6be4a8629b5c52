"""The lists that come with every pouch and box, column by column (archive.md §7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hudang.printing.papers import BoxList, ItemList
from hudang.printing.registers import Column, Fact, Register

_ITEM_COLUMNS = (
    Column("序号", 8.5, "center"),
    Column("文号", 19),
    Column("责任者", 22),
    Column("题名", 44.5),
    Column("日期", 17, "center"),
    Column("页号", 13, "center"),
    Column("材料码", 12, "center"),
    Column("原/复", 12, "center"),
    Column("电子件", 11, "center"),
    Column("备注", 14),
)
_ITEM_FIELDS = (
    "number", "document_number", "creator", "title", "date", "pages", "material_code", "form", "digital", "note",
)  # fmt: skip
_BOX_COLUMNS = (
    Column("序号", 8, "center"),
    Column("户袋号", 50, size=7.6),
    Column("户主姓名", 20),
    Column("家庭\n人口", 9, "center"),
    Column("保障\n人口", 9, "center"),
    Column("类别", 17),
    Column("建档日期", 18.5, "center"),
    Column("件数", 8.5, "center"),
    Column("页数", 9, "center"),
    Column("状态", 11, "center"),
    Column("备注", 13),
)
_BOX_FIELDS = (
    "number", "pouch_number", "head_name", "household_size", "beneficiary_count", "category", "opened_on",
    "item_count", "page_count", "state", "note",
)  # fmt: skip


def cells(rows: Iterable[Any], names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the named fields of each row as printed; what is absent is blank."""
    return tuple(tuple("" if (value := getattr(row, name)) is None else str(value) for name in names) for row in rows)


def item_register(paper: ItemList) -> Register:
    """Return 卷内文件目录 as a ruled list."""
    return Register(
        title="卷内文件目录",
        bookmark=f"卷内文件目录　{paper.reference_code}　{paper.head_name}",
        fonds_name=paper.fonds_name,
        columns=_ITEM_COLUMNS,
        rows=cells(paper.rows, _ITEM_FIELDS),
        facts=(
            (
                Fact("户主", 9, paper.head_name, 34),
                Fact("乡镇、村", 15, paper.township + paper.village, 42),
                Fact("档号", 9, paper.reference_code, 64),
            ),
        ),
        foot=(paper.fonds_name, paper.reference_code),
        qr_url=paper.qr_url,
    )


def box_register(paper: BoxList) -> Register:
    """Return 村盒目录 as a ruled list with totals."""
    sums = paper.totals()
    return Register(
        title="村盒目录",
        bookmark=f"村盒目录　{paper.township}{paper.village}　第{paper.box_number}盒",
        fonds_name=paper.fonds_name,
        columns=_BOX_COLUMNS,
        rows=cells(paper.rows, _BOX_FIELDS),
        totals=(
            "", "合计", f"{len(paper.rows)} 户", sums["household_size"], sums["beneficiary_count"], "", "",
            sums["item_count"], sums["page_count"], "", "",
        ),
        facts=(
            (
                Fact("全宗号", 12, paper.fonds_code, 22),
                Fact("县、乡镇、村", 21, paper.county + paper.township + paper.village, 74),
                Fact("盒号", 15, paper.box_number, 29),
            ),
            (
                Fact("年度", 12, paper.year, 22),
                Fact("存放位置", 21, paper.location, 74),
                Fact("保管期限", 15, paper.retention, 29),
            ),
        ),
        foot=(paper.fonds_name, f"第 {paper.box_number} 盒"),
        qr_url=paper.qr_url,
    )  # fmt: skip
