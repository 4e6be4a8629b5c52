"""The words of offices as codes of the tables; unknown words stay empty."""

from __future__ import annotations

import pytest

from hudang.households.vocabulary import (
    DISABILITY_KIND,
    EDUCATION,
    EDUCATION_STAGE,
    EMPLOYMENT,
    HEALTH,
    MARITAL,
    SELF_CARE,
    WORK_CAPACITY,
)
from hudang.rosters.rules.coding import assistance_of, assistance_told, cause_codes, code_of


@pytest.mark.parametrize(
    ("table", "labels"),
    [
        ("health", HEALTH),
        ("work_capacity", WORK_CAPACITY),
        ("employment", EMPLOYMENT),
        ("marital", MARITAL),
        ("disability_kind", DISABILITY_KIND),
        ("stage", EDUCATION_STAGE),
        ("education", EDUCATION),
        ("self_care", SELF_CARE),
    ],
)
def test_every_label_and_every_code_of_a_table_is_itself(table: str, labels: dict[str, str]) -> None:
    for code, label in labels.items():
        assert code_of(table, label) == code
        assert code_of(table, code) == code


@pytest.mark.parametrize(
    ("table", "word", "code"),
    [
        ("health", "良好", "1"),
        ("health", " 健康 ", "1"),
        ("health", "身体健康", "1"),
        ("health", "大病", "4"),
        ("health", "长期慢性病", "3"),
        ("health", "肢体残疾", "5"),
        ("health", "无残疾", ""),
        ("work_capacity", "无", "4"),
        ("work_capacity", "无劳力", "4"),
        ("work_capacity", "丧失部分劳动能力", "2"),
        ("work_capacity", "丧失劳动能力", "3"),
        ("employment", "学生", "5"),
        ("employment", "在校学生", "5"),
        ("employment", "打工", "9"),
        ("employment", "务农", "8"),
        ("disability_level", "二级", "2"),
        ("disability_level", "Ⅱ级", "2"),
        ("disability_level", "3", "3"),
        ("marital", "离异", "40"),
        ("education", "大学本科", "20"),
        ("education", "初中毕业", "70"),
        ("education", "文盲", "90"),
        ("education", "大专", "30"),
        ("politics", "群众", "13"),
        ("politics", "党员", "01"),
        ("stage", "小学生", "1"),
        ("self_care", "生活不能自理", "3"),
        ("self_care", "生活能自理", "1"),
        ("ethnicity", "汉族", "01"),
        ("ethnicity", "蒙古族", "02"),
        ("house_kind", "自建房", "5"),
        ("health", "胡言乱语", ""),
        ("health", "", ""),
    ],
)
def test_words_of_offices(table: str, word: str, code: str) -> None:
    assert code_of(table, word) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("因病", ("1",)),
        ("因病、因残", ("1", "2")),
        ("因学/缺劳力", ("3", "5")),
        ("因病，因病", ("1",)),
        ("不明", ()),
    ],
)
def test_causes(text: str, codes: tuple[str, ...]) -> None:
    assert cause_codes(text) == codes


@pytest.mark.parametrize(
    ("category", "region", "code"),
    [
        ("农村低保", "", "02"),
        ("城市低保", "农村", "01"),
        ("", "城镇", "01"),
        ("", "非农业", "01"),
        ("", "农业", "02"),
        ("城镇低保户", "", "01"),
        ("", "", ""),
        ("一般户", "", ""),
    ],
)
def test_the_category_is_told_or_not(category: str, region: str, code: str) -> None:
    assert assistance_told(category, region) == code


@pytest.mark.parametrize(("village", "code"), [("220882105201", "02"), ("220882001001", "01"), ("220882001400", "01")])
def test_the_category_of_a_village(village: str, code: str) -> None:
    assert assistance_of(village) == code
