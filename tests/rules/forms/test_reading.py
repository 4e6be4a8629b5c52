"""Reading forms: blanks and noughts, faults at their field, rows of tables, what must agree."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import Field, FormDefinition, Section, Table
from hudang.forms.rules.kinds import Fault, read_value
from hudang.forms.rules.posted import stored, values_of
from hudang.forms.rules.reading import read_form
from hudang.forms.vocabulary import Kind, Stage
from tests.factories.forms import PNG

TODAY = date(2026, 11, 23)
# a picture whose check sum is not that of its content
WRONG_SUM = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADklEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="
SMALL = FormDefinition(
    code="X01",
    title="测试表",
    stage=Stage.APPLYING,
    sections=(
        Section(
            "",
            (
                Field("income", "月收入", Kind.MONEY, required=True),
                Field("agent", "代办", Kind.YES_NO),
                Field("agent_name", "代办人", Kind.PERSON, required=True, when=("agent", "yes")),
                Table(
                    "members",
                    "成员",
                    (Field("name", "姓名", Kind.PERSON, required=True), Field("age", "年龄", Kind.INTEGER)),
                    1,
                ),
            ),
        ),
    ),
)


class Sent(dict[str, list[str]]):
    """What a browser sends."""

    def get(self, key: str, default: Any = None, /) -> Any:
        return self[key][-1] if key in self else default

    def getlist(self, key: str, /) -> list[str]:
        return super().get(key) or []


def value_of(kind: Kind, raw: Any, **field: Any) -> Any:
    return read_value(Field("f", "此项", kind, **field), raw, TODAY)


def test_blank_and_nought_are_two_things() -> None:
    nought = read_form(SMALL, {"income": "0", "members": [{"name": "王德贵", "age": 0}]}, TODAY)
    blank = read_form(SMALL, {"income": " ", "members": [{"name": "王德贵", "age": ""}]}, TODAY)
    assert nought.clean["income"] == Decimal(0)
    assert nought.clean["members"] == [{"name": "王德贵", "age": 0}]
    assert blank.faults == {"income": "请填写月收入。"}
    assert blank.clean["members"] == [{"name": "王德贵"}]


def test_a_question_unanswered_is_to_be_answered_by_yes_or_no() -> None:
    asked = (Field("seen", "见到本人", Kind.YES_NO, required=True),)
    form = FormDefinition(code="X03", title="测试表", stage=Stage.APPLYING, sections=(Section("", asked),))
    assert read_form(form, {}, TODAY).faults == {"seen": "“见到本人”请选是或否。"}


def test_a_condition_makes_a_field_required() -> None:
    values = {"income": 1, "members": [{"name": "王德贵"}]}
    assert read_form(SMALL, values | {"agent": "no"}, TODAY).ok
    assert read_form(SMALL, values | {"agent": True}, TODAY).faults == {"agent_name": "请填写代办人。"}


def test_faults_of_rows_bear_the_row() -> None:
    read = read_form(SMALL, {"income": 1, "members": [{"name": "甲"}, {"age": "三"}]}, TODAY)
    assert read.faults == {"members_1_name": "请填写姓名。", "members_1_age": "年龄应填整数，例如 3。"}


def test_least_rows_and_drafts() -> None:
    assert read_form(SMALL, {"income": 1}, TODAY).faults == {"members": "成员至少填 1 行，现在有 0 行。"}
    assert read_form(SMALL, {}, TODAY, complete=False).ok
    assert not read_form(SMALL, {"income": "多"}, TODAY, complete=False).ok


@pytest.mark.parametrize(
    ("kind", "raw", "clean"),
    [
        (Kind.MONEY, "1,234.50元", Decimal("1234.50")),
        (Kind.MONEY, "３１５", Decimal(315)),
        (Kind.INTEGER, "０", 0),
        (Kind.DATE, "2026年3月5日", date(2026, 3, 5)),
        (Kind.DATE, "20260305", date(2026, 3, 5)),
        (Kind.MONTH, "2026年12月", "2026-12"),
        (Kind.TIME, "9:30", "09:30"),
        (Kind.MOMENT, "2026-03-05T14:02", "2026-03-05 14:02"),
        (Kind.YES_NO, "否", False),
        (Kind.IDENTITY, "11010519491231002x", "11010519491231002X"),
        (Kind.TELEPHONE, "139 0436 0001", "13904360001"),
        (Kind.PERSON, " 王 德贵 ", "王德贵"),
        (Kind.SIGNATURE, "on_paper", "on_paper"),
        (Kind.SIGNATURE, PNG, PNG),
    ],
)
def test_values(kind: Kind, raw: Any, clean: Any) -> None:
    assert value_of(kind, raw) == clean


@pytest.mark.parametrize(
    ("kind", "raw", "word"),
    [
        (Kind.MONEY, "-1", "不能小于 0"),
        (Kind.MONEY, "1.005", "2 位小数"),
        (Kind.MONEY, "10000000000", "不能大于"),
        (Kind.MONEY, "NaN", "应填数字"),
        (Kind.INTEGER, "3.5", "整数"),
        (Kind.DATE, "2026-11-24", "不能晚于今天"),
        (Kind.DATE, "2026-02-30", "实有的日期"),
        (Kind.MONTH, "2026-13", "年月"),
        (Kind.TIME, "25:00", "时间"),
        (Kind.IDENTITY, "110105194912310021", "校验"),
        (Kind.TELEPHONE, "12345", "手机号"),
        (Kind.DIVISION, "2208", "12 位"),
        (Kind.PERSON, "王3", "数字"),
        (Kind.TEXT, "字" * 201, "最多 200"),
        (Kind.SIGNATURE, "data:text/html;base64,AAAA", "图片不能使用"),
        (Kind.SIGNATURE, WRONG_SUM, "图片不能使用"),
        (Kind.PHOTO, "http://example/1.png", "图片不能使用"),
    ],
)
def test_faults(kind: Kind, raw: Any, word: str) -> None:
    fault = value_of(kind, raw)
    assert isinstance(fault, Fault)
    assert word in fault.words


def test_planned_days_may_lie_ahead() -> None:
    assert value_of(Kind.DATE, "2027-01-01", planned=True) == date(2027, 1, 1)


def test_choices_keep_the_order_of_the_form() -> None:
    assert value_of(Kind.CHOICES, ["2", "1"], choices={"1": "甲", "2": "乙"}) == ["1", "2"]
    assert isinstance(value_of(Kind.CHOICES, ["3"], choices={"1": "甲"}), Fault)


def test_what_a_browser_sends_becomes_rows_without_the_empty_ones() -> None:
    sent = Sent({"income": ["5"], "members_0_name": [""], "members_0_age": [""], "members_7_name": ["甲"]})
    values = values_of(SMALL, sent)
    assert values["members"] == [{"name": "甲", "age": ""}]
    assert read_form(SMALL, values, TODAY).clean == {"income": Decimal(5), "members": [{"name": "甲"}]}


def test_stored_values_are_read_back_the_same() -> None:
    read = read_form(SMALL, {"income": "0.50", "agent": "no", "members": [{"name": "甲", "age": "0"}]}, TODAY)
    assert read_form(SMALL, json.loads(stored(read.clean)), TODAY).clean == read.clean


def test_the_covered_are_not_more_than_the_family() -> None:
    faults = read_form(form_of("F01"), {"size": 2, "covered": 3}, TODAY, complete=False).faults
    assert faults == {"covered": "申请保障人数不能多于家庭人口。"}
