"""What the condition of a rule may ask: documented variables of a person and of a household (dynamic-review.md §1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hudang.households.vocabulary import (
    ABC_CLASS,
    ASSISTANCE,
    DISABILITY_KIND,
    DISABILITY_LEVEL,
    EDUCATION_STAGE,
    EMPLOYMENT,
    FAMILY_STRUCTURE,
    HEALTH,
    INCOME_SOURCE,
    SELF_CARE,
    SEX,
    WORK_CAPACITY,
)

Value = bool | int | str | None


class Of(StrEnum):
    """Whose variable it is."""

    PERSON = "person"
    HOUSEHOLD = "household"
    PARAMETER = "parameter"


class Kind(StrEnum):
    """What values it takes."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CODE = "code"


@dataclass(frozen=True)
class Variable:
    """One variable: ``choices`` are the codes with their words; a number has its unit."""

    name: str
    label: str
    of: Of
    kind: Kind
    choices: Mapping[str, str] | None = None
    unit: str = ""
    help: str = ""

    def say(self, value: Value) -> str:
        """Return a value in words."""
        if value is None:
            return "没有登记"
        if self.kind == Kind.YES_NO:
            return "是" if value else "否"
        if self.choices is not None:
            return self.choices.get(str(value), str(value))
        return f"{value}{self.unit}"


_P, _H, _X = Of.PERSON, Of.HOUSEHOLD, Of.PARAMETER
_YES, _NUMBER, _CODE = Kind.YES_NO, Kind.NUMBER, Kind.CODE
REGION = {"城": "城镇", "农": "农村"}

VARIABLES: dict[str, Variable] = {
    each.name: each
    for each in (
        Variable("age", "年龄", _P, _NUMBER, unit=" 岁"),
        Variable("sex", "性别", _P, _CODE, SEX),
        Variable("covered", "保障对象", _P, _YES),
        Variable("disability_valid", "持有效残疾人证", _P, _YES, help="有残疾类别或等级，证件没有过期"),
        Variable("disability_kind", "残疾类别", _P, _CODE, DISABILITY_KIND),
        Variable("disability_level", "残疾等级", _P, _CODE, DISABILITY_LEVEL),
        Variable(
            "verified_income_month", "核定月收入", _P, _NUMBER, unit=" 元",
            help="本人登记的收入合计；低保金、残疾人两项补贴等依法不计入",
        ),
        Variable("labor_ability", "劳动能力", _P, _CODE, WORK_CAPACITY),
        Variable("self_care", "自理能力", _P, _CODE, SELF_CARE),
        Variable("employment", "就业状况", _P, _CODE, EMPLOYMENT),
        Variable("health", "健康状况", _P, _CODE, HEALTH),
        Variable("student_valid", "在读", _P, _YES, help="在校生，或有学校、学段，或学生证在有效期内；不含学前"),
        Variable("student_stage", "学段", _P, _CODE, EDUCATION_STAGE),
        Variable("graduate_ym", "预计毕业年月", _P, _NUMBER, help="六位数，例如 202607"),
        Variable("household_type", "家庭结构", _H, _CODE, FAMILY_STRUCTURE),
        Variable("income_source_main", "主要收入来源", _H, _CODE, INCOME_SOURCE),
        Variable("abc_class", "ABC 类", _H, _CODE, ABC_CLASS),
        Variable("assistance", "救助类别", _H, _CODE, ASSISTANCE),
        Variable("region_type", "城乡", _H, _CODE, REGION),
        Variable("single_person", "单人户", _H, _YES),
        Variable("size", "家庭人口", _H, _NUMBER, unit=" 人"),
        Variable("household_income_month", "家庭月收入", _H, _NUMBER, unit=" 元"),
        Variable("relative_filed", "近亲属备案", _H, _YES),
        Variable("months_since_last", "距上次核查的月数", _H, _NUMBER, unit=" 个月", help="从没有核查过的算作没有登记"),
        Variable("complaint_open", "有未办结的投诉举报", _H, _YES),
        Variable("check_alert_open", "有未办结的核对预警", _H, _YES),
        Variable("elder_age", "老年人年龄", _X, _NUMBER, unit=" 岁", help="设置中的参数"),
        Variable("adult_age", "成年年龄", _X, _NUMBER, unit=" 岁", help="设置中的参数"),
    )
}  # fmt: skip
