"""Which material a clerk's words mean."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from hudang.archives.rules.material_words import SYNONYMS, MaterialWords

ROWS = list(csv.DictReader((Path(__file__).parents[3] / "hudang/archives/data/materials.csv").open(encoding="utf-8")))
WORDS = MaterialWords((row["code"], row["name"], row["aliases"].split(";")) for row in ROWS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("M01", "M01"),
        ("m33P", "M33p"),
        ("Ｍ１０", "M10"),
        ("M02a", "M02a"),
        ("低保申请书", "M01"),
        ("申 请 书", "M01"),
        ("户口簿复印件", "M10"),
        ("户口本", "M10"),
        ("户口薄", "M10"),
        ("身份证正反面", "M11"),
        ("王玉山身份证复印件", "M11"),
        ("病历、诊断、费用单据", "M14"),
        ("病历/诊断/费用单据", "M14"),
        ("M33 入户调查表", "M33"),
        ("审核公示照片", "M42"),
        ("长期公示照片", "M55"),
        ("不予受理通知书", "M05"),
        ("停保通知书", "M81"),
        ("停保审批表", "M80"),
        ("低保审批表", "M50"),
        ("公示", "M41"),
        ("目录", "M00"),
        ("不予确认通知书", "M52"),
        ("减发审批表", "M75"),
        ("分类施保", "M77"),
        ("退出低保审批表", "M80"),
        ("住院费用清单", "M14"),
        ("社保卡", "M62"),
        ("火化证", "M17"),
    ],
)
def test_reads_codes_names_and_what_offices_write(text: str, code: str) -> None:
    assert WORDS.read(text).code == code


@pytest.mark.parametrize("text", ["", "IMG", "扫描", "M98", "体检通知书", "王德贵", "XM01", "M1", "购物发票"])
def test_what_means_no_material_stays_unknown(text: str) -> None:
    assert WORDS.read(text).code == ""
    assert WORDS.read(text).candidates == ()


def test_a_code_against_the_words_beside_it_is_doubtful() -> None:
    assert WORDS.read("M01 户口簿").candidates == ("M01", "M10")
    assert WORDS.read("申请书和户口簿").candidates == ("M10", "M01") or WORDS.read("申请书和户口簿").code == ""


def test_two_papers_in_one_name_are_doubtful_however_common_their_words() -> None:
    assert set(WORDS.read("申请表及授权书").candidates) == {"M01", "M02"}
    assert set(WORDS.read("身份证、户口").candidates) == {"M11", "M10"}
    assert WORDS.read("低保申请表").code == "M01"


def test_a_name_that_two_papers_have_is_doubtful() -> None:
    assert WORDS.read("动态管理审批表").candidates == ("M70", "M75")


def test_every_material_is_known_by_its_own_name_and_code() -> None:
    for row in ROWS:
        assert WORDS.read(row["name"]).code == row["code"]
        assert WORDS.read(row["code"]).code == row["code"]


def test_every_alias_means_its_own_material() -> None:
    wrong = [
        (alias, WORDS.read(alias).code or WORDS.read(alias).candidates)
        for row in ROWS
        for alias in row["aliases"].split(";")
        if alias and WORDS.read(alias).code != row["code"]
    ]
    assert wrong == []


def test_synonyms_mean_one_material_each_and_no_other_ones_name() -> None:
    known = {row["code"] for row in ROWS}
    assert set(SYNONYMS) <= known
    for code, words in SYNONYMS.items():
        for word in words:
            assert WORDS.read(word).code == code, word


def test_what_else_stands_in_the_name_is_returned() -> None:
    assert WORDS.read("王德贵-申请书").rest.strip("-") == "王德贵"
