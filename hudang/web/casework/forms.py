"""Forms of the pages of cases."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.assessment.vocabulary import Area
from hudang.casework.vocabulary import CASE_KIND_LABELS
from hudang.divisions.queries import places_within
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.web.casework.acting import OPINION, REASON
from hudang.web.households.controls import PlaceSelect


def _words(label: str, most: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 4}))


class ActForm(forms.Form):
    """What an act asks for: an opinion, a reason, and the version of the case as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if OPINION in asks:
            self.fields[OPINION] = _words("意见", 1000)
            self.fields[OPINION].required = False
        if REASON in asks:
            self.fields[REASON] = _words("理由", 1000)


class FindForm(forms.Form):
    """Who applies: looked for before anything is registered."""

    q = forms.CharField(
        label="申请人身份证号或姓名",
        max_length=30,
        required=False,
        help_text="先查有没有登记过：以前的案件、在保或停保的家庭",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NewCaseForm(forms.Form):
    """Where and for what somebody applies."""

    village_code = forms.ChoiceField(label="村（社区）", widget=PlaceSelect, help_text="在户籍所在地申请")
    kind = forms.ChoiceField(label="申请类型", choices=[(k.value, name) for k, name in CASE_KIND_LABELS.items()])
    area = forms.ChoiceField(label="城乡", choices=[(Area.RURAL.value, "农村"), (Area.URBAN.value, "城市")])
    household = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    previous = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    # whom the first form looked for, so that nobody types him twice
    applicant = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = _villages(scope)
        self.fields["village_code"].choices = villages  # type: ignore[attr-defined]


def _villages(scope: str) -> list[Any]:
    """Return the villages of a scope as choices, by township; the one that there is needs no choosing."""
    groups = []
    for town, places in places_within(scope):
        villages = [(code, name) for code, name in places if level_of(code) == DivisionLevel.VILLAGE]
        if villages:
            groups.append((town, villages))
    alone = len(groups) == 1 and len(groups[0][1]) == 1
    return groups if alone else [("", "请选择村（社区）"), *groups]
