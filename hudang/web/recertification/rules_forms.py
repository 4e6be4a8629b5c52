"""The form of a rule: words in, the rule's values out."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from hudang.recertification.queries.required import required_in_words, required_keys
from hudang.recertification.rules.rule_text import RuleText
from hudang.recertification.vocabulary import (
    CADENCE_LABELS,
    FORMS_OF_VISITS,
    METHOD_LABELS,
    PERFORMER_LABELS,
    SCOPE_LABELS,
    TRIGGER_LABELS,
    Cadence,
)
from hudang.web.shared.days import day_field

_NUMBERS = re.compile(r"[\s,，、]+")
_WORDS = re.compile(r"[\s,，、;；]+")
_LISTS = ("named_months", "ages", "remind_days", "remind_on")


def _choices(labels: dict[Any, str]) -> list[tuple[str, str]]:
    return [(key.value if hasattr(key, "value") else key, text) for key, text in labels.items()]


def _number(label: str, initial: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, required=False, min_value=0, max_value=999, help_text=help_text
    )


def _numbers(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=60, help_text=help_text)


class RuleForm(forms.Form):
    """One rule; what is wrong comes back from the rule itself, at its field."""

    code = forms.CharField(label="代码", max_length=16, help_text="大写字母开头，例如 TF-2")
    name = forms.CharField(label="名称", max_length=40)
    scope = forms.ChoiceField(label="对象", choices=_choices(SCOPE_LABELS), widget=forms.RadioSelect)
    predicate = forms.CharField(
        label="条件", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="可用的变量和写法见本页下方"
    )
    cadence = forms.ChoiceField(label="周期", choices=_choices(CADENCE_LABELS), widget=forms.RadioSelect)
    months = _number("间隔月数", 12, "按间隔的规则")
    named_months = _numbers("指定月份", "例如 3、9")
    triggers = forms.MultipleChoiceField(
        label="触发情形", choices=_choices(TRIGGER_LABELS), required=False, widget=forms.CheckboxSelectMultiple
    )
    ages = _numbers("满龄", "例如 16、18、60、70")
    working_days = _number("办理期限（工作日）", 0, "有情况时生成的任务；0 为按参数")
    methods = forms.MultipleChoiceField(
        label="方式", choices=_choices(METHOD_LABELS), widget=forms.CheckboxSelectMultiple
    )
    phone_in_a_row = _number("连续几次电话后须家访", 0, "0 为不要求")
    form = forms.ChoiceField(label="填写的表", choices=_choices(FORMS_OF_VISITS))
    visitors = _number("走访人数", 1)
    neighbours = _number("邻里访问人数", 0)
    meet_person = forms.BooleanField(label="须见到本人", required=False)
    required_fields = forms.CharField(
        label="必填的栏目",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写表上的栏目名，用顿号分开，例如 饮食、衣被、应发；没填这些的不能提交",
    )
    performer = forms.ChoiceField(label="执行人", choices=_choices(PERFORMER_LABELS))
    remind_days = _numbers("到期前几日提醒", "例如 30、15、7")
    remind_on = _numbers("每月几日提醒", "例如 20、25")
    grace_days = _number("宽限（日）", 0)
    source = forms.CharField(label="依据", max_length=200, required=False)
    note = forms.CharField(label="说明", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Turn lists of numbers into numbers; raises errors at their fields."""
        values: dict[str, Any] = super().clean() or {}
        for name in _LISTS:
            parts = [part for part in _NUMBERS.split(values.get(name) or "") if part]
            if all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
                values[name] = [int(part) for part in parts]
            else:
                self.add_error(name, "请写数，中间用顿号分开。")
        words = [word for word in _WORDS.split(values.get("required_fields") or "") if word]
        values["required_fields"], unknown = required_keys(values.get("form") or "F20", words)
        if unknown:
            self.add_error("required_fields", f"表上没有这些栏目：{'、'.join(unknown)}。请照表上的名称写。")
        return values

    def rule_values(self) -> dict[str, Any]:
        """Return what ``read_rule`` takes; what was left empty keeps its default, other cadences' fields are dropped."""
        values = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        cadence = values.get("cadence")
        if cadence != Cadence.INTERVAL:
            values.pop("months", None)
        if cadence != Cadence.NAMED:
            values.pop("named_months", None)
        if cadence != Cadence.EVENT:
            for name in ("triggers", "ages", "working_days"):
                values.pop(name, None)
        return values


def initial_of(rule: RuleText) -> dict[str, Any]:
    """Return what the form shows of a rule."""
    values = rule.model_dump(mode="json")
    values["required_fields"] = "、".join(required_in_words(rule.form, rule.required_fields))
    return values | {name: "、".join(str(number) for number in values[name]) for name in _LISTS}


class KeepForm(forms.Form):
    """The reason and the day from which a tried rule holds."""

    reason = forms.CharField(label="理由", max_length=300, help_text="记入操作日志")
    valid_from = day_field("自", required=False, help_text="不填为今天")
    enabled = forms.BooleanField(label="启用", required=False, initial=True)


class SwitchForm(forms.Form):
    """Why a rule is switched off."""

    reason = forms.CharField(label="停用的理由", max_length=300, help_text="记入操作日志；已生成、还没办的任务随之取消")
