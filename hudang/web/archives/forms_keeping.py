"""Forms of responsibility and hand-over."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.divisions.queries import places_within
from hudang.web.households.controls import PlaceSelect

CHOOSE = ("", "不改")


class KeepingFilter(forms.Form):
    """Whose boxes of which place."""

    keeper = forms.ChoiceField(label="保管人", required=False)
    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)

    def __init__(self, *args: Any, scope: str, keepers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].choices = [("", "全部"), *keepers]  # type: ignore[attr-defined]
        self.fields["division"].choices = [("", "全部"), *places_within(scope)]  # type: ignore[attr-defined]


class DutyForm(forms.Form):
    """Who answers for the chosen boxes."""

    unit = forms.CharField(label="责任单位", max_length=80, required=False)
    founded_by = forms.CharField(label="立档人", max_length=40, required=False)
    keeper = forms.ChoiceField(label="保管人", required=False)
    inspector = forms.ChoiceField(label="检查人", required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("keeper", "inspector"):
            self.fields[name].choices = [CHOOSE, *people]  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """To whom the chosen boxes go, and why."""

    taker = forms.ChoiceField(label="接收人")
    reason = forms.CharField(label="交接事由", max_length=200)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].choices = [("", "请选择"), *people]  # type: ignore[attr-defined]
