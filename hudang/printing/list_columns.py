"""The columns that the lists of pouches, boxes and villages may have, with the width of each (archive.md §7)."""

from __future__ import annotations

from collections.abc import Sequence

from hudang.printing.registers import Column
from hudang.printing.vocabulary import PaperKind

_ITEM_COLUMNS = {
    "number": Column("序号", 8.5, "center"),
    "document_number": Column("文号", 19),
    "creator": Column("责任者", 22),
    "title": Column("题名", 44.5),
    "date": Column("日期", 17, "center"),
    "pages": Column("页号", 13, "center"),
    "material_code": Column("材料码", 12, "center"),
    "form": Column("原/复", 12, "center"),
    "digital": Column("电子件", 11, "center"),
    "note": Column("备注", 14),
}
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
_FILE_COLUMNS = {
    "number": Column("序号", 11, "center"),
    "reference_code": Column("档号", 58),
    "title": Column("题名", 66),
    "span": Column("起止日期", 36, "center"),
    "item_count": Column("件数", 12, "center"),
    "page_count": Column("页数", 13, "center"),
    "retention": Column("保管期限", 21, "center"),
    "place": Column("存放位置", 32),
    "note": Column("备注", 20),
    "household_code": Column("户编号", 32, size=7.6),
    "category": Column("类别", 20),
    "opened_on": Column("建档日期", 20, "center"),
}
COLUMNS = {
    PaperKind.ITEM_LIST: _ITEM_COLUMNS,
    PaperKind.BOX_LIST: _BOX_COLUMNS,
    PaperKind.FILE_LIST: _FILE_COLUMNS,
}
# what is ruled on, in mm: a sheet without its margins
_UPRIGHT_MM, _LYING_MM = 173.0, 269.0
# narrower than this, words no longer fit their columns
LEAST_SCALE = 0.9


def scale_of(paper: PaperKind, fields: Sequence[str], *, lying: bool) -> float:
    """Return by how much the columns of a list grow or shrink to fill their sheet."""
    return (_LYING_MM if lying else _UPRIGHT_MM) / sum(COLUMNS[paper][name].width for name in fields)
