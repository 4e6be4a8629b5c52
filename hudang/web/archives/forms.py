"""Forms of boxes and missing papers."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.archives.queries.requirements import materials
from hudang.archives.vocabulary import (
    BOX_FILTER_LABELS,
    BOX_KIND_LABELS,
    BOX_THICKNESSES_MM,
    VILLAGE_FILTER_LABELS,
    BoxFilter,
    BoxKind,
    VillageFilter,
)
from hudang.divisions.queries import places_within, townships_within
from hudang.kernel import clock
from hudang.web.households.controls import PlaceSelect
from hudang.web.shared.days import day_field


class TownshipFilter(forms.Form):
    """Which township's villages to show."""

    township = forms.ChoiceField(label="乡镇（街道）", required=False, widget=PlaceSelect)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].choices = [("", "全部"), *townships_within(scope)]  # type: ignore[attr-defined]


class VillageListFilter(TownshipFilter):
    """Which villages to show."""

    only = forms.ChoiceField(
        label="只看",
        required=False,
        choices=[("", "全部"), *((f.value, VILLAGE_FILTER_LABELS[f]) for f in VillageFilter)],
    )


class BoxListFilter(forms.Form):
    """Which boxes to list."""

    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)
    kind = forms.ChoiceField(
        label="种类", required=False, choices=[("", "全部"), *((k.value, BOX_KIND_LABELS[k]) for k in BoxKind)]
    )
    only = forms.ChoiceField(
        label="只看", required=False, choices=[("", "全部"), *((f.value, BOX_FILTER_LABELS[f]) for f in BoxFilter)]
    )

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "全部"), *places_within(scope)]  # type: ignore[attr-defined]


class MissingFilter(forms.Form):
    """Which missing papers to list."""

    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)
    material = forms.ChoiceField(label="缺少的材料", required=False)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "全部"), *places_within(scope)]  # type: ignore[attr-defined]
        choices = [("", "全部"), *((m.code, f"{m.code} {m.name}") for m in materials())]
        self.fields["material"].choices = choices  # type: ignore[attr-defined]


class DivisionFilter(forms.Form):
    """Which township or village to list."""

    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "全部"), *places_within(scope)]  # type: ignore[attr-defined]


class BoxPlaceForm(forms.Form):
    """Where a box stands."""

    location = forms.CharField(
        label="存放位置", required=False, max_length=30, help_text="库房-列-节-层-面-位，例如 K1-A-02-3-4-L-05"
    )
    thickness_mm = forms.TypedChoiceField(
        label="盒厚", coerce=int, choices=[(mm, f"{mm} 毫米") for mm in BOX_THICKNESSES_MM]
    )


class CalendarDayForm(forms.Form):
    """A day that is worked on or not, whatever its weekday."""

    day = day_field("日期", initial=clock.today)
    until = day_field("到哪一天", required=False, help_text="连放几天的填最后一天；只有一天不填")
    working = forms.ChoiceField(label="安排", choices=[("0", "放假"), ("1", "上班（调休）")])
    name = forms.CharField(label="说明", max_length=40, help_text="例如“春节”")

    def values(self) -> dict[str, Any]:
        """Return what the action is called with."""
        return {**self.cleaned_data, "working": self.cleaned_data["working"] == "1"}
