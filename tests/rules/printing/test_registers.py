"""Lists as data: their columns are those of the rules, and rows are as high as their text needs."""

from __future__ import annotations

import pytest

from hudang.printing.designs import USUAL_BOX_LIST, USUAL_ITEM_LIST
from hudang.printing.lists import box_register, item_register
from hudang.printing.registers import Column, Register, row_height
from tests.rules.printing.samples import box_list, item_list


def headings(register: Register) -> list[str]:
    return [column.heading.replace("\n", "") for column in register.columns]


def test_columns_of_the_item_list() -> None:
    assert headings(item_register(item_list(), USUAL_ITEM_LIST)) == [
        "序号", "文号", "责任者", "题名", "日期", "页号", "材料码", "原/复", "电子件", "备注",
    ]  # fmt: skip


def test_columns_of_the_box_list() -> None:
    assert headings(box_register(box_list(), USUAL_BOX_LIST)) == [
        "序号", "户袋号", "户主姓名", "家庭人口", "保障人口", "类别", "建档日期", "件数", "页数", "状态", "备注",
    ]  # fmt: skip


def test_a_row_without_a_cell_for_each_column_is_an_error() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Register(title="表", bookmark="", fonds_name="", columns=(Column("a", 9), Column("b", 9)), rows=(("x",),))


@pytest.mark.parametrize(
    ("words", "height"),
    [
        ("", 8.0),
        ("入户调查表", 8.0),
        ("20260302", 8.0),
        ("王小明家庭最低生活保障收入证明", 8.6),
        ("王小明家庭最低生活保障收入证明（含务工、土地流转、养老金）", 0.0),
        ("J035-ZY·DB·SP·2026·D5·A12-0007", 0.0),
    ],
)
def test_only_a_height_that_is_certain_is_reckoned(words: str, height: float) -> None:
    assert row_height((Column("题名", 44.5),), (words,)) == height
