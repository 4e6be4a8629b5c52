"""Amounts, counts and dates as offices type them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from hudang.rosters.rules.amounts import AmountReader, chinese_count, read_count, read_number
from hudang.rosters.rules.cells import Reading
from hudang.rosters.rules.dates import DateReader, dates_named_in

monthly = AmountReader()
read_date = DateReader()


@pytest.mark.parametrize(
    ("raw", "value"), [(979, 979), (979.0, 979), (979.5, 979.5), (0, 0), ("", None), ("无", None), ("-", None)]
)
def test_a_plain_amount_has_no_code(raw: Any, value: Any) -> None:
    assert monthly(raw) == value


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        ("850元", 850, "N_AMOUNT_TEXT"), ("￥821", 821, "N_AMOUNT_TEXT"), ("222.00元", 222, "N_AMOUNT_TEXT"),
        ("1,186.50", 1186.5, "N_AMOUNT_TEXT"), ("１１８６", 1186, "N_AMOUNT_TEXT"), ("0.12万元", 1200, "N_AMOUNT_TEXT"),
        ("979", 979, "N_AMOUNT_TEXT"), ("850 元", 850, "N_AMOUNT_TEXT"), ("850元/月", 850, "N_AMOUNT_TEXT"),
        ("9600元/年", 800, "N_AMOUNT_TEXT"), ("1668（含分类施保）", 1668, "N_NOTE_IN_CELL"),
        ("1668(含分类施保)", 1668, "N_NOTE_IN_CELL"), ("低保金850元", 850, "N_NOTE_IN_CELL"), ("=244+98", 342, "N_FORMULA"),
    ],
)  # fmt: skip
def test_an_amount_is_taken_out_of_text(raw: str, value: Any, code: str) -> None:
    read = monthly(raw)
    assert isinstance(read, Reading)
    assert (read.value, read.codes) == (value, (code,))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (-588, "E_AMOUNT_NEGATIVE"), ("-588", "E_AMOUNT_NEGATIVE"), ("-588元", "E_AMOUNT_NEGATIVE"),
        ("八百五", "W_AMOUNT_UNREADABLE"), ("100至200", "W_AMOUNT_UNREADABLE"), (6.2e18, "W_AMOUNT_UNREADABLE"),
        (float("nan"), "W_AMOUNT_UNREADABLE"), (True, "W_AMOUNT_UNREADABLE"), (time(0, 0), "W_AMOUNT_UNREADABLE"),
    ],
)  # fmt: skip
def test_an_unusable_amount_is_left_out(raw: Any, code: str) -> None:
    assert monthly(raw) == Reading(None, (code,))


def test_other_periods_and_units_become_yuan_a_month() -> None:
    assert AmountReader(12)(11748) == 979
    assert AmountReader(12)(10000) == 833.33
    assert AmountReader(3)(900) == 300
    assert AmountReader(12, 10_000)(1.2) == 1000
    read = AmountReader(12)("￥11748")
    assert isinstance(read, Reading)
    assert read.value == 979


def test_an_income_may_be_nothing_but_not_negative() -> None:
    income = AmountReader(net=True)
    assert income("无") == 0
    assert income(-300) == Reading(None, ("W_INCOME_NEGATIVE",))


def test_where_all_cells_are_text_a_number_is_no_dirt() -> None:
    assert AmountReader(typed=False)("979") == 979
    assert AmountReader(typed=False)("1,186") == 1186


@pytest.mark.parametrize(
    ("raw", "value"), [(3, 3), (3.0, 3), ("3", 3), ("3人", 3), ("三", 3), ("十二", 12), ("", None)]
)
def test_a_count_is_read(raw: Any, value: Any) -> None:
    assert read_count(raw) == value


@pytest.mark.parametrize("raw", [2.5, -1, "若干", 5000])
def test_a_count_that_is_none_is_left_out(raw: Any) -> None:
    assert read_count(raw) == Reading(None, ("W_COUNT_UNREADABLE",))


def test_chinese_counts() -> None:
    assert [chinese_count(t) for t in ("两", "十", "二十", "二十一", "一十", "百", "")] == [
        2,
        10,
        20,
        21,
        10,
        None,
        None,
    ]


def test_measures() -> None:
    assert [read_number(v) for v in (60, "60平方米", "12.5亩", "无房", "/")] == [60, 60, 12.5, None, None]


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("2023.6.9", "dots"), ("2023.06.09.", "dots"), ("2023/6/9", "slashes"), ("2023-06-09", "iso"),
        ("2023年6月9日", "chinese"), ("2023年6月9", "chinese"), ("20230609", "compact"), ("2023、6、9", "mixed"),
        ("23.6.9", "short year"), ("9/6/2023", "latin"), ("2023-06-09 00:00:00", "iso"), ("２０２３．６．９", "dots"),
        ("二〇二三年六月九日", "characters"), (20230609, "compact"), (20230609.0, "compact"),
    ],
)  # fmt: skip
def test_a_date_written_as_text(raw: Any, form: str) -> None:
    expected = "2023-09-06" if form == "latin" else "2023-06-09"
    assert read_date(raw) == Reading(expected, ("N_DATE_TEXT",), form)


@pytest.mark.parametrize("raw", ["2023.6", "2023年6月", "202306", "2023-06", 202306])
def test_a_bare_month_becomes_its_first_day(raw: Any) -> None:
    read = read_date(raw)
    assert isinstance(read, Reading)
    assert (read.value, read.codes) == ("2023-06-01", ("N_DATE_TEXT",))


@pytest.mark.parametrize("raw", [45086, 45086.0, "45086"])
def test_a_serial_number(raw: Any) -> None:
    assert read_date(raw) == Reading("2023-06-09", ("N_DATE_SERIAL",), "serial")


def test_the_epoch_of_1904() -> None:
    read = DateReader(serial_offset=1462)(43624)
    assert isinstance(read, Reading)
    assert read.value == "2023-06-09"


def test_real_dates_have_no_code() -> None:
    assert read_date(date(2023, 6, 9)) == "2023-06-09"
    assert read_date(datetime(2023, 6, 9, 12)) == "2023-06-09"
    assert read_date("") is None
    assert read_date("无") is None


@pytest.mark.parametrize(
    "raw", ["2023.2.30", "2023.13.1", "长期", "2023", 5.0, -3, 2023.1, time(0, 0), "2023.6.9-2024.6.8"]
)
def test_a_date_that_is_none_is_left_out(raw: Any) -> None:
    assert read_date(raw) == Reading(None, ("W_DATE_IMPOSSIBLE",))


def test_other_ways_to_write_a_date() -> None:
    written = ["2019 5 12", "2019-05-12起", "2019年5月12日至今", "二○一九年五月十二日"]
    assert [read_date(raw)[0] for raw in written] == ["2019-05-12"] * 4
    assert [read_date(raw)[0] for raw in ("19年5月", "二〇一九年五月")] == ["2019-05-01"] * 2


def test_dates_in_a_title() -> None:
    assert dates_named_in("填报日期：2026年6月30日") == [date(2026, 6, 30)]
    assert dates_named_in("2026年第二季度 2026.2.31") == []
