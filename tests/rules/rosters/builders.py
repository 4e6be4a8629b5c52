"""Small invented workbooks, written on the fly, and an invented county to match them against."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from hudang.kernel.division_codes import DivisionLevel
from hudang.kernel.identity import check_digit
from hudang.rosters.reading import open_workbook
from hudang.rosters.rules.mapping import WorkbookMapping
from hudang.rosters.rules.outcomes import RowVerdict
from hudang.rosters.rules.places import KnownDivision
from hudang.rosters.rules.proposal import propose
from hudang.rosters.rules.verdicts import judge

TODAY = date(2026, 6, 30)
HEADER = [
    "序号",
    "乡镇",
    "村",
    "户主姓名",
    "性别",
    "身份证号",
    "家庭人口",
    "保障人口",
    "月保障金（元）",
    "银行账号",
    "联系电话",
    "家庭住址",
    "批准时间",
    "备注",
]

_COUNTY = "229901"
_TOWNS = {
    "100": ("柳河镇", ["柳河村", "民富村", "民强村", "红旗村", "前进社区", "前进村", "三道沟子村"]),
    "101": ("松山镇", ["松山村", "红旗村", "永安村", "大兴村"]),
    "200": ("草原蒙古族乡", ["北甸村", "南甸村", "哈拉嘎查"]),
    "001": ("和平街道", ["和平社区", "建设社区"]),
}


def divisions() -> list[KnownDivision]:
    """The invented county 青河县: four townships, 红旗村 in two of them."""
    found = [KnownDivision(f"{_COUNTY}000000", "青河县", DivisionLevel.COUNTY)]
    for town, (name, villages) in _TOWNS.items():
        found.append(KnownDivision(f"{_COUNTY}{town}000", name, DivisionLevel.TOWNSHIP))
        for number, village in enumerate(villages):
            code = f"{_COUNTY}{town}{number + (1 if village.endswith('社区') else 200):03d}"
            aliases = ("三道沟",) if village == "三道沟子村" else ()
            found.append(KnownDivision(code, village, DivisionLevel.VILLAGE, aliases))
    return found


def identity(seed: int, *, born: str = "", sex: str = "男") -> str:
    """An invented number with a right check digit."""
    chance = random.Random(seed)
    day = born or f"{chance.randint(1940, 2000)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    serial = chance.randrange(100, 990) // 2 * 2 + (sex == "男")
    first = f"{_COUNTY}{day}{serial:03d}"
    return first + check_digit(first)


def plain_row(seed: int, **changes: Any) -> dict[str, Any]:
    """A clean household by the words of ``HEADER``."""
    row: dict[str, Any] = {
        "序号": seed, "乡镇": "柳河镇", "村": "柳河村", "户主姓名": f"张{'伟强军华丽'[seed % 5]}", "性别": "男",
        "身份证号": identity(seed), "家庭人口": 2, "保障人口": 2, "月保障金（元）": 400 + seed,
        "银行账号": f"62284800{seed:011d}", "联系电话": f"139{seed:08d}", "家庭住址": f"青河县柳河镇柳河村{seed % 8 + 1}组",
        "批准时间": date(2020, 1 + seed % 12, 3), "备注": "",
    }  # fmt: skip
    return row | changes


def table(rows: Sequence[dict[str, Any]], header: Sequence[str] = HEADER) -> list[list[Any]]:
    """Header and rows as lists."""
    return [list(header), *([row.get(name, "") for name in header] for row in rows)]


def clean_rows(count: int, start: int = 1) -> list[dict[str, Any]]:
    """Clean households, so that a column's usual form is known."""
    return [plain_row(seed) for seed in range(start, start + count)]


def write_xlsx(
    path: Path,
    sheets: dict[str, Sequence[Sequence[Any]]],
    *,
    merged: Sequence[tuple[int, int, int, int, Any]] = (),
    hidden_rows: Sequence[int] = (),
    hidden_sheets: Sequence[str] = (),
) -> Path:
    """Write a workbook; ranges (rows and columns from 0) and hidden rows (from 1) are of the first sheet.

    A text that begins with ``=`` becomes a formula; a pair (formula, result) also stores its result.
    """
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    visible = [name for name in sheets if name not in hidden_sheets]
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        if name in hidden_sheets:
            sheet.hide()
        elif name == visible[0]:
            sheet.activate()
            sheet.set_first_sheet()
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                _write(sheet, r, c, value, day)
        if number == 0:
            for first, left, last, right, value in merged:
                sheet.merge_range(first, left, last, right, value)
            for row_number in hidden_rows:
                sheet.set_row(row_number - 1, None, None, {"hidden": True})
    book.close()
    return path


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, tuple):
        sheet.write_formula(row, column, value[0], None, value[1])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    elif isinstance(value, str) and not value.startswith("="):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


def judged(path: Path, mapping: WorkbookMapping | None = None, **options: Any) -> list[RowVerdict]:
    """All verdicts of a file against the invented county."""
    workbook = open_workbook(path)
    return list(judge(workbook, mapping or propose(workbook), divisions(), TODAY, **options))


def judged_rows(tmp_path: Path, rows: Sequence[dict[str, Any]], **options: Any) -> list[RowVerdict]:
    """The verdicts of these households, below six clean ones that are left out."""
    path = write_xlsx(tmp_path / "roster.xlsx", {"花名册": table([*clean_rows(6, start=900), *rows])}, **options)
    return judged(path)[7:]


def judged_cell(tmp_path: Path, name: str, value: Any, **changes: Any) -> RowVerdict:
    """The verdict of one household with this cell."""
    return judged_rows(tmp_path, [plain_row(1, **{name: value}, **changes)])[0]
