"""The filters of the lists of cases, as they stand in the URL."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.casework.queries.lists import ALL, DUE_LABELS, CaseFilters
from hudang.casework.vocabulary import CASE_KIND_LABELS, PROCEDURE_LABELS, STAGE_GROUP_LABELS
from hudang.divisions.queries import places_within
from hudang.web.households.controls import PlaceSelect

_ANY = ("", "全部")


class CaseFilterForm(forms.Form):
    """What a list of cases is narrowed to; the group of stages is chosen by the tabs."""

    q = forms.CharField(
        label="查找", required=False, widget=forms.TextInput(attrs={"placeholder": "申请人、案号、证件号"})
    )
    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)
    kind = forms.ChoiceField(
        label="申请类型", required=False, choices=[_ANY, *((k.value, name) for k, name in CASE_KIND_LABELS.items())]
    )
    procedure = forms.ChoiceField(
        label="程序", required=False, choices=[_ANY, *((p.value, name) for p, name in PROCEDURE_LABELS.items())]
    )
    due = forms.ChoiceField(
        label="时限", required=False, choices=[_ANY, *((d.value, name) for d, name in DUE_LABELS.items())]
    )
    mine = forms.BooleanField(label="我经办的", required=False)
    returned = forms.BooleanField(label="近一年退回或补正过", required=False)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [_ANY, *places_within(scope)]  # type: ignore[attr-defined]

    def filters(self, group: str = "", stage: str = "") -> CaseFilters:
        """Return the filters for the query; values that no choice offers narrow nothing."""
        self.is_valid()
        known = group if group == ALL or group in STAGE_GROUP_LABELS else ""
        return CaseFilters(**self.cleaned_data, group=known, stage=stage)


def group_tabs(counts: dict[str, int], current: str, kept: str) -> list[dict[str, Any]]:
    """Return the tabs of the list; ``kept`` is the rest of its address."""
    names = {"": "在办", **{group.value: label for group, label in STAGE_GROUP_LABELS.items()}, ALL: "全部"}
    more = f"&{kept}" if kept else ""
    return [
        {"label": label, "url": f"?group={group}{more}", "count": counts.get(group, 0), "current": group == current}
        for group, label in names.items()
    ]
