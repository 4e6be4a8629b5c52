"""The lists that come with every pouch and box, column by column (archive.md §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hudang.printing.papers import BoxList, ItemList
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.vocabulary import USUAL_BOX_LIST_FIELDS, USUAL_BOX_LIST_TITLE

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
_BOX_COLUMNS = {
    "number": Column("序号", 8, "center"),
    "pouch_number": Column("户袋号", 50, size=7.6),
    "head_name": Column("户主姓名", 20),
    "household_size": Column("家庭\n人口", 9, "center"),
    "beneficiary_count": Column("保障\n人口", 9, "center"),
    "category": Column("类别", 17),
    "opened_on": Column("建档日期", 18.5, "center"),
    "item_count": Column("件数", 8.5, "center"),
    "page_count": Column("页数", 9, "center"),
    "state": Column("状态", 11, "center"),
    "note": Column("备注", 13),
    "household_code": Column("户编号", 32, size=7.6),
    "certificate_number": Column("低保证号", 24, size=8.0),
    "retention": Column("保管期限", 20, "center"),
}
# what is ruled on, in mm: a sheet without its margins
_UPRIGHT_MM, _LYING_MM = 173.0, 269.0
# narrower than this, words no longer fit their columns; wider than that, a row is hard to follow
LEAST_SCALE, _MOST_SCALE = 0.9, 1.6


@dataclass(frozen=True, slots=True)
class ListLook:
    """How a county wants the list of a box; ``fields`` are names of a row, ``lying`` turns the sheet."""

    title: str = USUAL_BOX_LIST_TITLE
    fields: tuple[str, ...] = tuple(field.value for field in USUAL_BOX_LIST_FIELDS)
    face: str = "song"
    logo: str = ""
    lying: bool = False
    show_code: bool = True


USUAL_LOOK = ListLook()


def scale_of(fields: Sequence[str], *, lying: bool) -> float:
    """Return by how much the columns of a box's list grow or shrink to fill their sheet."""
    return (_LYING_MM if lying else _UPRIGHT_MM) / sum(_BOX_COLUMNS[name].width for name in fields)


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


def _box_columns(look: ListLook) -> tuple[Column, ...]:
    scale = min(scale_of(look.fields, lying=look.lying), _MOST_SCALE)
    return tuple(replace(column, width=column.width * scale) for column in map(_BOX_COLUMNS.__getitem__, look.fields))


def _box_totals(paper: BoxList, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the sums under their columns; the number of households stands under the heads, or in the first cell."""
    sums = paper.totals() | {"pouch_number": "合计", "head_name": f"{len(paper.rows)} 户"}
    found = [sums.get(name, "") for name in fields]
    if "head_name" not in fields:
        found[0] = f"合计 {len(paper.rows)} 户" if not found[0] or found[0] == "合计" else found[0]
    return tuple(found)


def box_register(paper: BoxList, look: ListLook = USUAL_LOOK) -> Register:
    """Return 村盒目录 as a ruled list with totals, as the county wants it."""
    return Register(
        title=look.title,
        face=look.face,
        logo=look.logo,
        landscape=look.lying,
        bookmark=f"村盒目录　{paper.township}{paper.village}　第{paper.box_number}盒",
        fonds_name=paper.fonds_name,
        columns=_box_columns(look),
        rows=cells(paper.rows, look.fields),
        totals=_box_totals(paper, look.fields),
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
        qr_url=paper.qr_url if look.show_code else "",
    )
