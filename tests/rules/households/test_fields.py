"""What a clerk may fill in, and the sentence when not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hudang.households.names import name_keys
from hudang.households.rules.fields import Field, FieldError, Kind, read_value
from hudang.households.rules.household_fields import DWELLING_FIELDS, HOUSEHOLD_FIELDS, disagreements
from hudang.households.rules.kinship import relation_to_new_head
from hudang.households.rules.masking import differences, masked
from hudang.households.rules.member_fields import (
    MEMBER_FIELDS,
    PERSON_FIELDS,
    Relative,
    read_certificate,
    read_identity,
    required_together,
    warnings,
)

TODAY = date(2026, 11, 23)
AMOUNT = Field("amount", "金额", Kind.AMOUNT)
DAY = Field("day", "日期", Kind.DATE)
# invented; valid by its check digit (code-tables.md A1)
NUMBER = "220882195001010019"


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        (AMOUNT, "１，２３４．５ 元", Decimal("1234.5")),
        (AMOUNT, "0", Decimal(0)),
        (AMOUNT, "", None),
        (DAY, "2026-02-28", date(2026, 2, 28)),
        (Field("n", "数", Kind.NUMBER, limit=20), "３", 3),
        (Field("p", "电话", Kind.PHONE), "138 0000 0000", "13800000000"),
        (Field("t", "说明"), " 甲\u200b  乙 ", "甲 乙"),
        (Field("c", "类", Kind.CODES, {"1": "疾病"}), ["1", "1"], ["1"]),
        (Field("f", "是否", Kind.FLAG), "on", True),
        (Field("a", "账号", Kind.DIGITS, limit=30), "6221 7801 6601", "622178016601"),
    ],
)
def test_typed_values_are_read(field: Field, typed: Any, stored: Any) -> None:
    assert read_value(field, typed, TODAY) == stored


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (AMOUNT, "-1"),
        (AMOUNT, "1.234"),
        (AMOUNT, "NaN"),
        (AMOUNT, "一百"),
        (DAY, "2026-02-30"),
        (DAY, "2026-11-24"),
        (DAY, "1770-01-01"),
        (Field("n", "数", Kind.NUMBER, limit=20), "21"),
        (Field("p", "电话", Kind.PHONE), "1390000"[:5]),
        (Field("t", "说明", limit=3), "四个字了"),
        (Field("c", "类", Kind.CODE, {"1": "疾病"}), "2"),
        (Field("c", "类", Kind.CODES, {"1": "疾病"}), ["2"]),
        (Field("r", "姓名", required=True), " "),
        (Field("v", "村", Kind.VILLAGE), "220882105000"),
        (Field("a", "账号", Kind.DIGITS, limit=30), "6221x"),
    ],
)
def test_wrong_values_are_refused_with_the_fields_name(field: Field, typed: Any) -> None:
    with pytest.raises(FieldError, match=field.label):
        read_value(field, typed, TODAY)


def test_identity_gives_birth_date_and_sex() -> None:
    reading = read_identity({"identity": NUMBER}, TODAY)
    assert (reading.born_on, reading.sex, reading.mismatches) == (date(1950, 1, 1), "1", {})


def test_identity_is_compared_with_what_was_typed() -> None:
    reading = read_identity({"identity": NUMBER, "born_on": date(1951, 1, 1), "sex": "2"}, TODAY)
    assert set(reading.mismatches) == {"born_on", "sex"}
    assert "1950-01-01" in reading.mismatches["born_on"]


def test_fifteen_digits_are_converted_with_a_notice() -> None:
    reading = read_identity({"identity": "220882500101001"}, TODAY)
    assert reading.number == NUMBER
    assert "换算" in reading.notices[0]


def test_without_number_birth_date_and_sex_are_needed() -> None:
    assert set(read_identity({}, TODAY).faults) == {"born_on", "sex"}
    assert "identity" in read_identity({"identity": NUMBER[:-1] + "8"}, TODAY).faults
    assert "identity" in read_identity({"identity_kind": "414"}, TODAY).faults


def test_certificate_agrees_with_identity_kind_and_level() -> None:
    values: dict[str, Any] = {"disability_certificate": f"{NUMBER}42"}
    assert read_certificate(values, NUMBER) == {}
    assert (values["disability_kind"], values["disability_level"]) == ("4", "2")
    wrong_level = {"disability_certificate": f"{NUMBER}42", "disability_level": "3"}
    assert "二级" in read_certificate(wrong_level, NUMBER)["disability_level"]
    assert read_certificate({"disability_certificate": f"{NUMBER}42"}, "220882195506151028")
    assert read_certificate({"disability_certificate": "12345"}, NUMBER)


def test_fields_that_need_each_other() -> None:
    assert set(required_together({"employment": "5", "health": "4"})) == {"school", "illness"}
    assert required_together({"employment": "5", "school": "大安四中"}) == {}


def test_warnings_never_refuse() -> None:
    head = Relative("1", date(1980, 1, 1))
    assert warnings({"relation": "10"}, date(1980, 1, 1), "1", head, TODAY)
    assert warnings({"relation": "51"}, date(1970, 1, 1), "1", head, TODAY)
    assert warnings({"relation": "30", "marital": "20"}, date(2008, 1, 1), "2", head, TODAY)
    assert not warnings({"relation": "10"}, date(1980, 1, 1), "2", head, TODAY)


def test_sizes_and_dates_agree() -> None:
    assert "covered_size" in disagreements({"declared_size": 2, "covered_size": 3})
    assert "approved_on" in disagreements({"applied_on": date(2026, 2, 1), "approved_on": date(2026, 1, 1)})
    assert disagreements({"declared_size": 2, "covered_size": 2}) == {}


@pytest.mark.parametrize(
    ("relation", "sex", "new_relation", "new_sex", "expected"),
    [
        ("20", "1", "12", "2", "20"),
        ("52", "2", "12", "2", "54"),
        ("51", "1", "11", "1", "55"),
        ("10", "2", "22", "1", "52"),
        ("30", "2", "22", "1", "70"),
        ("52", "2", "22", "1", "62"),
        ("41", "1", "22", "1", ""),
        ("20", "1", "73", "1", ""),
    ],
)
def test_relations_after_the_head_changed(
    relation: str, sex: str, new_relation: str, new_sex: str, expected: str
) -> None:
    found = relation_to_new_head(relation, sex, new_head_relation=new_relation, new_head_sex=new_sex)
    assert found == expected


def test_secrets_are_masked_also_in_differences() -> None:
    assert masked("identity", NUMBER) == "220882********0019"
    assert masked("phone", "13800001234") == "138****1234"
    assert masked("account", "6221780166015494454").endswith("4454")
    assert masked("disability_certificate", f"{NUMBER}42") == "220882********001942"
    fields = PERSON_FIELDS | MEMBER_FIELDS | HOUSEHOLD_FIELDS
    before, after = differences(fields, {"identity": NUMBER}, {"identity": "220882195506151028"})
    assert NUMBER not in str((before, after))
    _, changed = differences(fields, {"account": "111111111"}, {"account": "222221111"})
    assert changed["account"].endswith("（号码已更改）")


def test_every_field_has_a_label() -> None:
    for fields in (PERSON_FIELDS, MEMBER_FIELDS, HOUSEHOLD_FIELDS, DWELLING_FIELDS):
        assert all(field.label and name == field.name for name, field in fields.items())


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("王德贵", "wangdegui", "wdg"),
        ("单田芳", "shantianfang", "stf"),
        ("单田芳", "dantianfang", "dtf"),
        ("曾小丽", "zengxiaoli", "zxl"),
        ("买买提·吐尔逊", "maimaitituerxun", "mmttex"),
    ],
)
def test_names_are_found_by_every_reading_of_the_surname(name: str, pinyin: str, initials: str) -> None:
    spelled, short = name_keys(name)
    assert pinyin in spelled.split(" ")
    assert initials in short.split(" ")


def test_name_keys_fit_their_columns() -> None:
    spelled, short = name_keys("单" + "阿卜杜热西提·买买提艾力·吐尔逊" * 4)
    assert len(spelled) <= 120
    assert len(short) <= 30
