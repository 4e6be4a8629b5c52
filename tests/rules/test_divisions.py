"""行政区划: short codes, names, tables."""

from __future__ import annotations

import pytest

from hudang.divisions.rules.names import bare_name, tidy_name
from hudang.divisions.rules.short_codes import assign, letters
from hudang.divisions.rules.tables import as_text, find_columns, read_table

COUNTY = "220882000000"


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("民乐村", "民乐"),
        ("民乐", "民乐"),
        (" 民　乐 村", "民乐"),
        ("民乐村村民委员会", "民乐村"),
        ("新村", "新村"),
        ("慧阳街道", "慧阳"),
        ("新艾里蒙古族乡", "新艾里蒙古族"),
        ("南湖社区居民委员会", "南湖"),
    ],
)
def test_bare_name(written: str, bare: str) -> None:
    assert bare_name(written) == bare


def test_tidy_name_removes_what_cannot_be_seen() -> None:
    assert tidy_name("\ufeff民强村\u200b") == "民强村"


@pytest.mark.parametrize(("index", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (52, "BA")])
def test_letters(index: int, text: str) -> None:
    assert letters(index) == text


def test_short_codes_follow_the_order_of_the_codes() -> None:
    codes = ["220882102000", "220882101000", "220882101202", "220882101201", "220882102201", COUNTY]
    assert assign(codes, {}) == {
        "220882101000": "A",
        "220882102000": "B",
        "220882101201": "A01",
        "220882101202": "A02",
        "220882102201": "B01",
    }


def test_short_codes_are_never_given_twice() -> None:
    taken = {"220882101000": "A", "220882101201": "A01", "220882101299": "A05"}
    assert assign(["220882101202", "220882100000"], taken) == {"220882101202": "A06", "220882100000": "B"}


def test_a_village_without_township_gets_no_short_code() -> None:
    assert assign(["220882101202"], {}) == {}


@pytest.mark.parametrize(
    "header",
    [
        ["code", "village", "town"],
        ["\ufeff代码", "村名", "乡镇"],
        ["序号", "区划 代码", "村（社区）", "所属乡镇"],
        ["编码", "名称"],
    ],
)
def test_headings(header: list[str]) -> None:
    assert find_columns([["大安市行政区划表"], header]) is not None


def test_a_table_without_codes_is_none() -> None:
    assert read_table([["村", "户数"], ["民强村", "12"]], COUNTY) is None


def test_townships_come_from_their_column() -> None:
    table = read_table([["code", "village", "town"], ["220882105201", "民强村", "舍力镇"]], COUNTY)
    assert table is not None
    assert [(d.code, d.name) for d in table.divisions] == [
        ("220882105000", "舍力镇"),
        ("220882105201", "民强村"),
    ]


def test_bad_rows_say_why() -> None:
    rows = [
        ["代码", "名称", "乡镇", "别名"],
        ["22088210520", "短码村", "舍力镇"],
        ["220881105201", "邻县村", "舍力镇"],
        ["220882105201", "", "舍力镇"],
        ["220882105202", "民富村", "舍力镇", "民福、民富"],
        ["220882105202", "民富村", "舍力镇"],
        ["220882105203", "民生村", "丰收镇"],
        ["", "", ""],
        ["220882105", "舍力镇", ""],
    ]
    table = read_table(rows, COUNTY)
    assert table is not None
    assert [(bad.number, bad.reason[:6]) for bad in table.bad] == [
        (2, "代码应为 1"),
        (3, "代码不属于本"),
        (4, "没有名称。"),
        (6, "代码与第 5"),
        (7, "乡镇写作“丰"),
    ]
    assert [(d.code, d.aliases) for d in table.divisions] == [
        ("220882105000", ()),
        ("220882105202", ("民福", "民富")),
    ]


def test_codes_held_as_numbers_keep_their_digits() -> None:
    assert as_text([220882105201.0, None, "民强村", 3]) == ["220882105201", "", "民强村", "3"]
