"""The steps in which an application is filled in, and which fields and rows each holds (forms.md F01–F08, F12)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hudang.assessment.vocabulary import AREA_LABELS, ASSET_EXEMPTION, RIGID_EXPENSE_KIND
from hudang.casework.rules.declaration import (
    AGENT_FIELDS,
    APPLICATION_FIELDS,
    LEFT_FIELDS,
    NEAR_RELATIVE_FIELDS,
    SUPPORTER_FIELDS,
)
from hudang.casework.vocabulary import CASE_KIND_LABELS
from hudang.households.rules.fields import Field, Kind
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.vocabulary import ASSET_KIND, INCOME_KIND, INCOME_PERIOD_LABELS


class DeskStep(StrEnum):
    """填写步骤; the value is part of the address."""

    FAMILY = "family"
    INCOMES = "incomes"
    ASSETS = "assets"
    SUPPORTERS = "supporters"
    PLEDGE = "pledge"
    PAPERS = "papers"
    CHECK = "check"


STEP_LABELS = {
    DeskStep.FAMILY: "家庭与成员",
    DeskStep.INCOMES: "收入",
    DeskStep.ASSETS: "财产与支出",
    DeskStep.SUPPORTERS: "赡养人",
    DeskStep.PLEDGE: "承诺授权与近亲属",
    DeskStep.PAPERS: "材料清单",
    DeskStep.CHECK: "核对提交",
}
_PERIODS = {period.value: label for period, label in INCOME_PERIOD_LABELS.items()}
WAYS = {"paper": "在纸上签", "tablet": "在平板上签"}


@dataclass(frozen=True)
class Rows:
    """A list of a step: its fields, lists within each row, and what alone makes no row (``given``).

    ``fixed`` rows are those of another step: they are neither added nor removed here.
    """

    name: str
    label: str
    fields: tuple[Field, ...] = ()
    inner: tuple[Rows, ...] = ()
    given: frozenset[str] = frozenset()
    fixed: bool = False


@dataclass(frozen=True)
class StepShape:
    """What one step holds."""

    fields: tuple[Field, ...] = ()
    rows: tuple[Rows, ...] = field(default=())


INCOME_ROWS = Rows(
    "incomes",
    "收入",
    (
        Field("kind", "收入项", Kind.CODE, INCOME_KIND),
        Field("amount", "金额（元）", Kind.AMOUNT),
        Field("cost", "成本（元）", Kind.AMOUNT, help="经营成本或必要就业成本，同一计算期"),
        Field("period", "计算期", Kind.CODE, _PERIODS),
    ),
    given=frozenset({"period"}),
)
_MEMBER_ROWS = Rows(
    "members",
    "成员",
    (
        *PERSON_FIELDS.values(),
        *(each for name, each in MEMBER_FIELDS.items() if name != "joining"),
        Field("mismatch_reason", "与证件号不一致的原因", limit=200, help="出生日期或性别与证件号推算的不一致时填写"),
    ),
    given=frozenset({"covered", "identity_kind"}),
)
_PLEDGE_FIELDS = (
    Field("pledge_signed_on", "签署日期", Kind.DATE),
    Field("pledge_way", "签署方式", Kind.CODE, WAYS),
    Field("pledge_guardian", "由监护人代签", Kind.FLAG),
    Field("pledge_signature", "签名", limit=200_000, secret=True),
)
_AGENT = tuple(
    Field(f"agent_{each.name}", each.label, each.kind, each.table, each.limit, secret=each.secret)
    for each in AGENT_FIELDS
)
SHAPES: Mapping[DeskStep, StepShape] = {
    DeskStep.FAMILY: StepShape(
        (
            Field("kind", "申请类型", Kind.CODE, {kind.value: name for kind, name in CASE_KIND_LABELS.items()}),
            Field("area", "城乡", Kind.CODE, {area.value: name for area, name in AREA_LABELS.items()}),
            *APPLICATION_FIELDS,
            Field("applicant", "申请人"),
        ),
        (_MEMBER_ROWS, Rows("left", "不再是本户成员", LEFT_FIELDS, fixed=True)),
    ),
    DeskStep.INCOMES: StepShape(
        (), (Rows("members", "成员", inner=(INCOME_ROWS,), fixed=True), replace(INCOME_ROWS, label="全户收入"))
    ),
    DeskStep.ASSETS: StepShape(
        (),
        (
            Rows(
                "assets",
                "财产",
                (
                    Field("kind", "财产类别", Kind.CODE, ASSET_KIND),
                    Field("description", "说明", limit=120),
                    Field("value", "估值（元）", Kind.AMOUNT),
                    Field("exempt", "主张不计入的理由", Kind.CODE, ASSET_EXEMPTION),
                ),
            ),
            Rows(
                "expenses",
                "刚性支出",
                (
                    Field("kind", "支出项", Kind.CODE, RIGID_EXPENSE_KIND),
                    Field("amount", "金额（元）", Kind.AMOUNT),
                    Field("period", "计算期", Kind.CODE, _PERIODS),
                ),
                given=frozenset({"period"}),
            ),
        ),
    ),
    DeskStep.SUPPORTERS: StepShape((), (Rows("supporters", "赡养人", SUPPORTER_FIELDS),)),
    DeskStep.PLEDGE: StepShape(
        (
            Field("has_near_relative", "与经办人员、村干部有近亲属关系", Kind.CODE, {"yes": "有", "no": "没有"}),
            Field("by_agent", "由他人代办", Kind.FLAG),
            *_AGENT,
        ),
        (
            Rows("members", "成员", _PLEDGE_FIELDS, fixed=True),
            Rows("near_relatives", "近亲属", NEAR_RELATIVE_FIELDS),
        ),
    ),
    DeskStep.PAPERS: StepShape(),
    DeskStep.CHECK: StepShape(),
}


def step_of_fault(name: str) -> DeskStep:
    """Return the step on which a fault of the declaration is mended."""
    if re.match(r"(members_\d+_)?incomes", name):
        return DeskStep.INCOMES
    starts = {
        DeskStep.ASSETS: ("assets", "expenses"),
        DeskStep.SUPPORTERS: ("supporters",),
        DeskStep.PLEDGE: ("has_near_relative", "near_relatives", "agent_", "by_agent"),
    }
    return next((step for step, words in starts.items() if name.startswith(words)), DeskStep.FAMILY)
