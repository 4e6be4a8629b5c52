"""Forms of 行政区划."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.kernel.clock import today
from hudang.web.households.controls import PlaceSelect
from hudang.web.shared.days import day_field
from hudang.web.shared.stale import VersionedForm


class DivisionFilterForm(forms.Form):
    """What the list is narrowed to."""

    q = forms.CharField(label="名称、别名或代码", required=False, max_length=40)
    ended = forms.BooleanField(label="含停用", required=False)


class NewDivisionForm(forms.Form):
    """A new township or village."""

    code = forms.CharField(
        label="代码",
        max_length=12,
        help_text="12 位：县 6 位、乡镇 3 位、村 3 位；乡镇的后 3 位为 000。",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(label="名称", max_length=60)
    valid_from = day_field("启用日期")
    aliases = forms.CharField(
        label="别名", required=False, max_length=300, help_text="花名册里的其他写法，用顿号或逗号隔开。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = today


class RenameForm(VersionedForm):
    """Another name from a day on."""

    name = forms.CharField(label="新名称", max_length=60)
    since = day_field("自何日起", initial=today)


class AliasesForm(VersionedForm):
    """The other names of a division."""

    aliases = forms.CharField(
        label="别名", required=False, max_length=300, help_text="花名册里的其他写法，用顿号或逗号隔开；曾用名自动保留。"
    )


class EndForm(VersionedForm):
    """The end of a division, perhaps by merging it into another."""

    until = day_field("停用日期", initial=today)
    successor = forms.ChoiceField(label="并入", required=False, widget=PlaceSelect)
    reason = forms.CharField(label="依据", max_length=200, help_text="例如批复文号。")

    def __init__(self, *args: Any, siblings: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", "不并入，直接停用"), *siblings]  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A table of divisions."""

    file = forms.FileField(label="区划表", max_length=255)


def split_names(text: str) -> list[str]:
    """Return the names in a field where several are separated by 、 or commas."""
    for mark in "、，；;/\n":
        text = text.replace(mark, ",")
    return [name for part in text.split(",") if (name := part.strip())]
