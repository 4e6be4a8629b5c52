"""Forms made from the shape of a setting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from hudang.configuration.rules.shapes import Field, Shape
from hudang.configuration.vocabulary import FieldKind
from hudang.kernel import clock
from hudang.web.shared.days import DayInput, day_field
from hudang.web.shared.stale import VersionedForm

Choices = Mapping[str, Mapping[str, str]]


def _form_field(field: Field, choices: Mapping[str, str]) -> forms.Field:
    told: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.help}
    options = list(choices.items())
    if field.kind is FieldKind.CHOICE:
        return forms.ChoiceField(choices=[("", "请选择"), *options], **told)
    if field.kind is FieldKind.MANY:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **told)
    if field.kind is FieldKind.YES:
        return forms.BooleanField(**told)
    if field.kind is FieldKind.DAY:
        return forms.DateField(widget=DayInput, initial=clock.today, **told)
    if field.kind is FieldKind.INTEGER:
        return forms.IntegerField(min_value=field.least, max_value=field.most, **told)
    return forms.CharField(max_length=field.longest, **told)


class SettingForm(VersionedForm):
    """One setting; key fields are shown but fixed once it is there."""

    def __init__(self, shape: Shape, choices: Choices, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in shape.fields:
            made = _form_field(field, choices.get(field.name, {}))
            made.disabled = fixed and field.key
            self.fields[field.name] = made


def initial_of(values: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """Return a setting's values as its form shows them."""
    words = {field.name for field in shape.fields if field.kind is FieldKind.WORDS}
    return {name: "、".join(value) if name in words else value for name, value in values.items()}


class EndForm(forms.Form):
    """The last day of a setting, and by what it ends."""

    until = day_field("停用日期", help_text="这一天仍然有效。")
    reason = forms.CharField(label="依据", max_length=200, help_text="例如文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = clock.today


class DraftForm(forms.Form):
    """A new version of the scheme."""

    name = forms.CharField(label="名称", max_length=60, help_text="例如“2027 年版”。")
    basis = forms.CharField(label="依据", max_length=120, required=False)


class AdoptForm(forms.Form):
    """From when a version holds."""

    valid_from = day_field("施行日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = clock.today


class BundleForm(forms.Form):
    """A settings file."""

    file = forms.FileField(label="设置文件", max_length=255)


def later(day: date | None) -> bool:
    """Tell whether a day is still to come."""
    return day is not None and day > clock.today()
