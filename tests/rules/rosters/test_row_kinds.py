"""Which rows below the header are no data."""

from __future__ import annotations

import pytest

from hudang.rosters.rules.mapping import ColumnMapping, SheetMapping
from hudang.rosters.rules.row_kinds import RowSorter
from hudang.rosters.vocabulary import Skip

COLUMNS = [("序号", "seq"), ("村", "village"), ("姓名", "name"), ("身份证号", "id"), ("月保障金", "allowance")]
SORTER = RowSorter(
    SheetMapping("花名册", None, columns=tuple(ColumnMapping(n, *column) for n, column in enumerate(COLUMNS)))
)


@pytest.mark.parametrize(
    "row",
    [
        ["合计", None, None, None, 41200],
        ["合计", None, "6户", None, None],
        ["合计", None, 6, None, 41200],
        ["总计", None, "共 6 户 12 人", None, None],
        [None, None, "合 计", None, 41200],
    ],
)
def test_total_is_no_data_wherever_it_counts(row: list[object]) -> None:
    assert SORTER.skip_of(row) is Skip.TOTAL  # type: ignore[arg-type]


def test_subtotal_with_its_count_is_no_data() -> None:
    assert SORTER.skip_of(["小计", None, "35户", None, None]) is Skip.SUBTOTAL


def test_a_remark_about_sums_beside_a_name_hides_nobody() -> None:
    assert SORTER.skip_of([1, "民强村", "王德贵", None, "与弟弟合计"]) is None
