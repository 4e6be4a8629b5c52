"""A rule as data (dynamic-review.md §1): who, how often, by what means, on which form, by whom, what when it is late."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hudang.kernel.errors import InvalidInput
from hudang.recertification.errors import UnreadableRule
from hudang.recertification.rules.expression import Condition, condition_in_words, read_condition
from hudang.recertification.vocabulary import (
    CADENCE_LABELS,
    METHOD_LABELS,
    TRIGGER_LABELS,
    VISIT_METHODS,
    Cadence,
    Method,
    Performer,
    Scope,
    Trigger,
)


class RuleText(BaseModel):
    """One rule. ``grace_days`` after the due day count as in time; ``remind_days`` lie before it, ``remind_on`` are
    days of the month; ``working_days`` is the time for what an event asks (0: the county's parameter).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[A-Z][A-Z0-9-]{1,15}$")
    name: str = Field(min_length=2, max_length=40)
    scope: Scope
    predicate: str = Field(min_length=1, max_length=1000)
    cadence: Cadence
    months: int = Field(default=12, ge=1, le=60)
    named_months: tuple[int, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    ages: tuple[int, ...] = ()
    working_days: int = Field(default=0, ge=0, le=90)
    methods: tuple[Method, ...] = Field(min_length=1)
    phone_in_a_row: int = Field(default=0, ge=0, le=12)
    form: str = Field(pattern=r"^F2[012]$")
    neighbours: int = Field(default=0, ge=0, le=10)
    visitors: int = Field(default=1, ge=1, le=5)
    meet_person: bool = False
    required_fields: tuple[str, ...] = ()
    performer: Performer = Performer.VILLAGE
    grace_days: int = Field(default=0, ge=0, le=180)
    remind_days: tuple[int, ...] = ()
    remind_on: tuple[int, ...] = ()
    source: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=300)

    @model_validator(mode="after")
    def _fits(self) -> RuleText:
        for field, why in self._faults():
            raise ValueError(f"{field}|{why}")
        return self

    def _faults(self) -> list[tuple[str, str]]:
        faults = []
        if self.cadence == Cadence.NAMED and not self.named_months:
            faults.append(("named_months", "请写明每年哪几个月。"))
        if not all(1 <= month <= 12 for month in self.named_months):
            faults.append(("named_months", "月份是 1 到 12。"))
        if self.cadence == Cadence.EVENT and not self.triggers:
            faults.append(("triggers", "请选定什么情形触发。"))
        if Trigger.AGE in self.triggers and not self.ages:
            faults.append(("ages", "满龄触发的，请写明哪些年龄。"))
        if not all(1 <= day <= 28 for day in self.remind_on):
            faults.append(("remind_on", "每月提醒的日子是 1 到 28。"))
        if self.phone_in_a_row and not {Method.PHONE, Method.HOME} <= set(self.methods):
            faults.append(("phone_in_a_row", "要求连续电话后家访的，方式里须有电话和家访。"))
        if not set(self.methods) & set(VISIT_METHODS):
            faults.append(("methods", "方式里至少要有家访、电话或视频之一。"))
        try:
            read_condition(self.predicate, self.scope)
        except UnreadableRule as refusal:
            faults.append(("predicate", refusal.message))
        return faults

    @property
    def condition(self) -> Condition:
        """Who is under the rule."""
        return read_condition(self.predicate, self.scope)

    @property
    def in_words(self) -> str:
        """The condition in Chinese."""
        return condition_in_words(self.predicate)

    @property
    def cadence_in_words(self) -> str:
        """How often, in Chinese."""
        if self.cadence == Cadence.INTERVAL:
            return f"自上次完成起每 {self.months} 个月一次"
        if self.cadence == Cadence.NAMED:
            return "每年 " + "、".join(f"{month}" for month in self.named_months) + " 月"
        if self.cadence == Cadence.EVENT:
            return "有情况时：" + "、".join(TRIGGER_LABELS[each] for each in self.triggers)
        return CADENCE_LABELS[self.cadence]

    @property
    def methods_in_words(self) -> str:
        """By what means."""
        words = "、".join(METHOD_LABELS[each] for each in self.methods)
        return f"{words}（连续 {self.phone_in_a_row} 次电话后须家访）" if self.phone_in_a_row else words


_KINDS = {
    "missing": "请填写。",
    "extra_forbidden": "没有这一项。",
    "enum": "没有这个值。",
    "string_pattern_mismatch": "写法不对。",
    "string_too_short": "太短。",
    "string_too_long": "太长。",
    "too_short": "至少要有一个。",
    "greater_than_equal": "太小。",
    "less_than_equal": "太大。",
}


def read_rule(values: Mapping[str, Any]) -> RuleText:
    """Return the rule that values describe; raises ``InvalidInput`` by field, in Chinese."""
    try:
        return RuleText.model_validate(values)
    except ValidationError as error:
        raise InvalidInput(dict(_told(each) for each in error.errors())) from error


def _told(fault: Any) -> tuple[str, str]:
    if fault["type"] == "value_error":
        field, _, why = str(fault["ctx"]["error"]).partition("|")
        return field, why
    field = str(fault["loc"][0]) if fault["loc"] else "code"
    return field, _KINDS.get(fault["type"], "填写不正确。")


@cache
def shipped_rules() -> tuple[tuple[RuleText, bool], ...]:
    """Return the rules that the product brings, each with whether it is on from the start (dynamic-review.md §1)."""
    text = resources.files("hudang.recertification").joinpath("data", "rules.json").read_text(encoding="utf-8")
    return tuple((read_rule(row["rule"]), bool(row["on"])) for row in json.loads(text))
