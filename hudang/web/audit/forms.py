"""What the log is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.audit.queries import EntryFilter, action_choices
from hudang.web.shared.days import day_field


class EntryFilterForm(forms.Form):
    """Days, person, action, household."""

    since = day_field("自", required=False)
    until = day_field("至", required=False)
    person = forms.CharField(label="姓名", required=False, max_length=40)
    action = forms.ChoiceField(label="操作", required=False)
    household_code = forms.CharField(label="户编号", required=False, max_length=16)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", "全部操作"), *action_choices()]  # type: ignore[attr-defined]

    def wanted(self) -> EntryFilter:
        """Return the filter; fields that are wrong narrow nothing."""
        self.is_valid()
        return EntryFilter(**{name: value for name, value in self.cleaned_data.items() if value})
