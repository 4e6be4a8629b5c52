"""The lists that come with every pouch and box, column by column (archive.md §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from hudang.printing.designs import Design
from hudang.printing.list_columns import COLUMNS, scale_of
from hudang.printing.papers import BoxList, FileList, ItemList
from hudang.printing.registers import Fact, Register
from hudang.printing.vocabulary import ListStock

# wider than this, a row is hard to follow
_MOST_SCALE = 1.6


def cells(rows: Iterable[Any], names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the named fields of each row as printed; what is absent is blank."""
    return tuple(tuple("" if (value := getattr(row, name)) is None else str(value) for name in names) for row in rows)


def item_register(paper: ItemList, design: Design) -> Register:
    """Return 卷内文件目录 as a ruled list, as the county wants it."""
    return Register(
        **_look(design),
        bookmark=f"卷内文件目录　{paper.reference_code}　{paper.head_name}",
        fonds_name=paper.fonds_name,
        rows=cells(paper.rows, design.fields),
        facts=(
            (
                Fact("户主", 9, paper.head_name, 34),
                Fact("乡镇、村", 15, paper.township + paper.village, 42),
                Fact("档号", 9, paper.reference_code, 64),
            ),
        ),
        foot=(paper.fonds_name, paper.reference_code),
        qr_url=paper.qr_url if design.show_code else "",
    )


def _look(design: Design) -> dict[str, Any]:
    """Return what a county's design says of a ruled list: title, type, logo, sheet and columns."""
    lying = design.stock == ListStock.LYING
    scale = min(scale_of(design.paper, design.fields, lying=lying), _MOST_SCALE)
    columns = (COLUMNS[design.paper][name] for name in design.fields)
    return {
        "title": design.title,
        "face": design.face.value,
        "logo": design.logo,
        "landscape": lying,
        "columns": tuple(replace(column, width=column.width * scale) for column in columns),
    }


def _box_totals(paper: BoxList, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the sums under their columns; the number of households stands under the heads, or in the first cell."""
    sums = paper.totals() | {"pouch_number": "合计", "head_name": f"{len(paper.rows)} 户"}
    found = [sums.get(name, "") for name in fields]
    if "head_name" not in fields:
        found[0] = f"合计 {len(paper.rows)} 户" if not found[0] or found[0] == "合计" else found[0]
    return tuple(found)


def box_register(paper: BoxList, design: Design) -> Register:
    """Return 村盒目录 as a ruled list with totals, as the county wants it."""
    return Register(
        **_look(design),
        bookmark=f"村盒目录　{paper.township}{paper.village}　第{paper.box_number}盒",
        fonds_name=paper.fonds_name,
        rows=cells(paper.rows, design.fields),
        totals=_box_totals(paper, design.fields),
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
        qr_url=paper.qr_url if design.show_code else "",
    )


def file_register(paper: FileList, design: Design) -> Register:
    """Return 案卷目录 as a ruled list, as the county wants it."""
    return Register(
        **_look(design),
        bookmark=f"案卷目录　{paper.place}",
        fonds_name=paper.fonds_name,
        rows=cells(paper.rows, design.fields),
        facts=((Fact("全宗号", 14, paper.fonds_code, 30), Fact("范围", 10, paper.place, 119)),),
        foot=(paper.fonds_name, paper.place),
    )
