"""Results of a check from a workbook: what is read, what is handed back and why; and masks of numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hudang.casework.rules.check_rows import HEADERS, find_columns, in_period, merged, read_rows
from hudang.casework.rules.figures import FigureGroup
from hudang.casework.rules.masking import masked, unmasked
from hudang.forms.catalogue import form_of

DAY = date(2026, 11, 23)
NUMBER = "11010519491231002X"
PEOPLE = [("王德贵", NUMBER), ("李秀英", "220882196008011248"), ("王小", ""), ("王小", "")]
COLUMNS = {name: place for place, name in enumerate(HEADERS)}


def read(*rows: tuple[object, ...]) -> tuple[list[tuple[object, ...]], list[list[str]]]:
    found = read_rows(rows, COLUMNS, PEOPLE, DAY)
    return [(r.group, r.person, r.kind, r.amount, r.period) for r in found.taken], found.rejected


def test_the_header_is_looked_for_in_the_first_rows() -> None:
    assert find_columns([["核对结果"], [], ["序号", "姓名", "核对项目", "金额"]]) == (
        2,
        {"姓名": 1, "核对项目": 2, "金额": 3},
    )
    assert find_columns([["姓名", "金额"]]) is None


def test_incomes_go_to_their_member_and_assets_to_the_household() -> None:
    taken, rejected = read(
        ("王德贵", NUMBER.lower(), "养老金", 131.5, "月", "城乡居民养老"),
        ("李秀英", "", "银行存款", "8,000", "", "农信社"),
        ("", "", "", "", "", ""),
    )
    assert taken == [
        (FigureGroup.INCOME, 0, "401", Decimal("131.5"), "month"),
        (FigureGroup.ASSET, None, "11", Decimal(8000), ""),
    ]
    assert rejected == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("张三", "", "存款", "1"), "不是本户申报的家庭成员"),
        (("王德贵", "220882196005121230", "存款", "1"), "不是本户申报的家庭成员，请核对公民身份号码"),
        (("李秀英", NUMBER, "存款", "1"), "公民身份号码是王德贵的，与姓名不一致"),
        (("王小", "", "存款", "1"), "有同名成员，请填公民身份号码"),
        (("王德贵", "", "飞船", "1"), "不认识核对项目“飞船”"),
        (("王德贵", "", "存款", "很多"), "金额"),
        (("王德贵", "", "存款", "-1"), "金额"),
        (("王德贵", "", "养老金", "1", "周"), "应填月或年"),
    ],
)
def test_what_cannot_be_taken_is_handed_back_with_its_reason(row: tuple[str, ...], why: str) -> None:
    taken, rejected = read(row)
    assert taken == [] and why in rejected[0][-1]
    assert rejected[0][0] == row[0]


def test_money_of_a_kind_is_summed_and_dwellings_stay_apart() -> None:
    rows = read_rows(
        [
            ("王德贵", "", "存款", "5000", "", "农信社"),
            ("李秀英", "", "存款", "3000", "", "邮储"),
            ("王德贵", "", "房产", "20000"),
            ("王德贵", "", "房产", "90000"),
            ("王德贵", "", "养老金", "100", "月"),
            ("王德贵", "", "养老金", "600", "年"),
        ],
        COLUMNS,
        PEOPLE,
        DAY,
    )
    found = [(r.kind, r.amount, r.what) for r in merged(rows.taken)]
    assert found == [
        ("11", Decimal(8000), "农信社；邮储"),
        ("21", Decimal(20000), ""),
        ("21", Decimal(90000), ""),
        ("401", Decimal("150.00"), ""),
    ]


def test_a_year_is_twelve_months() -> None:
    assert in_period(Decimal(100), "month", "year") == 1200
    assert in_period(Decimal(1000), "year", "month") == Decimal("83.33")
    assert in_period(Decimal(1000), "", "") == 1000


def test_numbers_are_masked_on_the_page_and_put_back() -> None:
    form = form_of("F10")
    values = {"head": "王德贵", "members": [{"name": "王德贵", "identity": NUMBER}, {"name": "李秀英", "identity": ""}]}
    shown = masked(form, values)
    assert shown["members"][0]["identity"] == "110105********002X"
    assert unmasked(form, shown, PEOPLE)["members"][0]["identity"] == NUMBER
    typed = {"members": [{"name": "王德贵", "identity": PEOPLE[1][1]}]}
    assert unmasked(form, typed, PEOPLE) == typed
    unknown = {"members": [{"name": "张三", "identity": "220882********9999"}]}
    assert unmasked(form, unknown, PEOPLE) == unknown
