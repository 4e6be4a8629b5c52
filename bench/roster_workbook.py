"""A roster as a county office keeps it: a row a household, 40 columns, with a little of the usual dirt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from hudang.demo.households import generate_county
from hudang.demo.shapes import DemoHousehold, DemoMember
from hudang.households.vocabulary import (
    CAUSE,
    DISABILITY_KIND,
    DISABILITY_LEVEL,
    EDUCATION,
    EMPLOYMENT,
    ETHNICITY_LABELS,
    HEALTH,
    HOUSE_KIND,
    HOUSE_STRUCTURE,
    MARITAL,
    SELF_CARE,
    WORK_CAPACITY,
)

ROSTER_DAY = date(2026, 6, 30)
Cell = Callable[[DemoHousehold, DemoMember], Any]
_FARMING, _WORK, _PENSION, _SUPPORT = ("201", "202", "203"), ("101", "102", "103"), ("401", "402"), ("403",)


def _income(kinds: tuple[str, ...]) -> Cell:
    def cell(home: DemoHousehold, head: DemoMember) -> float:
        return float(round(sum((i.monthly for i in head.incomes if i.kind in kinds), Decimal(0)), 2))

    return cell


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _amount(value: Decimal | None) -> float | str:
    return "" if value is None else float(value)


COLUMNS: dict[str, Cell] = {
    "户编号": lambda home, head: home.code,
    "乡镇（街道）": lambda home, head: home.town,
    "村（社区）": lambda home, head: home.village,
    "户主姓名": lambda home, head: head.name,
    "性别": lambda home, head: "男" if head.sex == "1" else "女",
    "身份证号": lambda home, head: head.identity,
    "出生日期": lambda home, head: _day(head.born_on),
    "民族": lambda home, head: ETHNICITY_LABELS.get(head.ethnicity, ""),
    "家庭人口": lambda home, head: home.declared_size,
    "保障人口": lambda home, head: home.covered_size,
    "低保类别": lambda home, head: home.abc_class,
    "城乡": lambda home, head: "城市" if home.assistance in ("01", "11", "21") else "农村",
    "保障标准（元/月）": lambda home, head: _amount(home.standard),
    "月保障金（元）": lambda home, head: _amount(home.allowance),
    "分类施保金": lambda home, head: _amount(home.supplement),
    "开户银行": lambda home, head: home.bank,
    "银行账号": lambda home, head: home.account,
    "联系电话": lambda home, head: home.phone,
    "家庭住址": lambda home, head: home.address,
    "户籍地址": lambda home, head: home.registered_address,
    "低保证号": lambda home, head: home.certificate_no,
    "申请日期": lambda home, head: _day(home.applied_on),
    "批准日期": lambda home, head: _day(home.approved_on),
    "致困原因": lambda home, head: "、".join(CAUSE[cause] for cause in home.causes),
    "健康状况": lambda home, head: HEALTH.get(head.health, ""),
    "病种": lambda home, head: head.illness,
    "残疾类别": lambda home, head: DISABILITY_KIND.get(head.disability_kind, ""),
    "残疾等级": lambda home, head: DISABILITY_LEVEL.get(head.disability_level, ""),
    "残疾证号": lambda home, head: head.disability_certificate,
    "劳动能力": lambda home, head: WORK_CAPACITY.get(head.work_capacity, ""),
    "自理能力": lambda home, head: SELF_CARE.get(head.self_care, ""),
    "就业状况": lambda home, head: EMPLOYMENT.get(head.employment, ""),
    "婚姻状况": lambda home, head: MARITAL.get(head.marital, ""),
    "文化程度": lambda home, head: EDUCATION.get(head.education, ""),
    "务工收入（月）": _income(_WORK),
    "种植收入（月）": _income(_FARMING),
    "养老金（月）": _income(_PENSION),
    "住房性质": lambda home, head: HOUSE_KIND.get(home.dwelling.kind, ""),
    "住房结构": lambda home, head: HOUSE_STRUCTURE.get(home.dwelling.structure, ""),
    "住房面积（㎡）": lambda home, head: float(home.dwelling.area),
}
_HEADERS = list(COLUMNS)


def _spaced(identity: str) -> str:
    return f"{identity[:6]} {identity[6:14]} {identity[14:]}"


# dirt that is put right or asked about; none that sends a row back, so that every household is imported
_DIRT: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("身份证号", _spaced),
    ("村（社区）", lambda name: f"{name}委会" if str(name).endswith("村") else name),
    ("户主姓名", lambda name: " ".join(name) if len(name) == 2 else name),
    ("月保障金（元）", lambda amount: f"￥{amount:,.2f}元" if amount != "" else amount),
    ("批准日期", lambda day: day.replace("-", ".")),
    ("联系电话", lambda phone: phone[:-1]),
    ("性别", lambda sex: "女" if sex == "男" else "男"),
)


def rows(households: int, seed: int = 1, dirt: float = 0.05) -> Iterator[list[Any]]:
    """Yield the cells of each household's row; ``dirt`` is the share of rows with one dirty cell."""
    rng = Random(f"roster-{seed}")
    for home in generate_county(households, seed, ROSTER_DAY):
        head = home.head
        cells = [cell(home, head) for cell in COLUMNS.values()]
        if rng.random() < dirt:
            header, spoil = rng.choice(_DIRT)
            index = _HEADERS.index(header)
            cells[index] = spoil(cells[index])
        yield cells


def write_roster(path: Path, households: int, seed: int = 1) -> None:
    """Write the workbook: a title, a header of 40 columns, a row a household."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_string(0, 0, f"大安市最低生活保障家庭花名册（{ROSTER_DAY:%Y年%m月}）")
        sheet.write_row(1, 0, _HEADERS)
        for number, cells in enumerate(rows(households, seed), start=2):
            sheet.write_row(number, 0, cells)
