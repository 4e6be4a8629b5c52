"""Rosters made on the fly as offices write them: titles, merged cells, amounts as text, totals, and some dirt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl

from hudang.kernel.identity import check_digit

HEADER = (
    "序号", "乡镇\n（街道）", "村（社区）", "户主姓名", "性别", "身份证号", "家庭\n人口", "保障\n人口", "类别", "城乡",
    "保障标准\n（元/月）", "月保障金\n（元）", "开户银行", "银行账号", "联系电话", "家庭住址", "批准时间", "备注",
)  # fmt: skip
_serial = count(1)


def identity(born: date = date(1958, 4, 12), sex: str = "1") -> str:
    """Return an invented identity number that passes the check; its region is none of the demo county's."""
    number = 2 * next(_serial) + (1 if sex == "1" else 0)
    first = f"220881{born:%Y%m%d}{number:03d}"
    return first + check_digit(first)


def household(name: str, **changes: Any) -> dict[str, Any]:
    """Return a clean row."""
    row = {
        "村（社区）": "民强村", "户主姓名": name, "性别": "男", "身份证号": identity(), "家庭\n人口": 1, "保障\n人口": 1,
        "类别": "B", "城乡": "农村", "保障标准\n（元/月）": 520, "月保障金\n（元）": 436, "开户银行": "吉林银行大安支行",
        "联系电话": "13904360001", "家庭住址": f"大安市舍力镇民强村{name}家", "批准时间": date(2021, 3, 1),
    }  # fmt: skip
    return row | changes


def roster(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write a roster: two merged title rows, the header, the town merged over all rows, a total at the end."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "花名册"
    sheet.append(["大安市2026年第四季度最低生活保障对象花名册"])
    sheet.append(["填报单位（盖章）：舍力镇人民政府          单位：户、人、元"])
    sheet.append(HEADER)
    for number, row in enumerate(rows, 1):
        sheet.append([number, "舍力镇" if number == 1 else None, *(row.get(name) for name in HEADER[2:])])
    last = 3 + len(rows)
    sheet.append(["合计", None, None, f"{len(rows)}户"])
    for title in (1, 2):
        sheet.merge_cells(start_row=title, end_row=title, start_column=1, end_column=len(HEADER))
    if len(rows) > 1:
        sheet.merge_cells(start_row=4, end_row=last, start_column=2, end_column=2)
    book.save(path)
    return path
