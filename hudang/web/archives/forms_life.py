"""Forms of the life of pouches: moving to another village, splitting, merging, undoing a stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from hudang.divisions.queries import places_within
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.web.households.controls import relation_choices
from hudang.web.households.forms_acts import VersionedForm
from hudang.web.shared.days import day_field

if TYPE_CHECKING:
    from hudang.archives.models import Item
    from hudang.households.queries.detail import MemberView

CHOOSE = ("", "请选择")
PREFIX = "relation_"


def reason_field(label: str = "事实与依据") -> forms.CharField:
    """Return a field for a reason."""
    return forms.CharField(label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class MoveForm(VersionedForm):
    """Where a household moves to, when and why."""

    village_code = forms.ChoiceField(label="迁入的村（社区）")
    on = day_field("迁居日期")
    address = forms.CharField(label="新住址", max_length=200, required=False, help_text="不填则保留原住址")
    registration_moved = forms.BooleanField(label="户籍同时迁入", required=False)
    reason = reason_field("迁居原因与依据")

    def __init__(self, *args: Any, scope: str, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village_code"].choices = _villages(scope, present)  # type: ignore[attr-defined]


class ResettleForm(forms.Form):
    """Where many households move to together, when and why."""

    village_code = forms.ChoiceField(label="迁入的村（社区）")
    on = day_field("迁居日期")
    reason = reason_field("迁居原因与依据")

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village_code"].choices = _villages(scope)  # type: ignore[attr-defined]


def _villages(scope: str, present: str = "") -> list[Any]:
    groups = [
        (town, [(code, name) for code, name in places if level_of(code) == DivisionLevel.VILLAGE and code != present])
        for town, places in places_within(scope)
    ]
    return [CHOOSE, *((town, villages) for town, villages in groups if villages)]


class DividingForm(VersionedForm):
    """When and why a household divides or joins, and which papers are copied."""

    on = day_field("日期")
    reason = reason_field()
    copied = forms.MultipleChoiceField(label="复印件入新袋", required=False, widget=forms.CheckboxSelectMultiple)

    def offer_items(self, items: Sequence[Item]) -> None:
        """Offer the papers of the old pouch."""
        choices = [(str(item.pk), f"{item.number}　{item.material.name}　{item.readable_date}") for item in items]
        self.fields["copied"].choices = choices  # type: ignore[attr-defined]

    def offer_relations(self, members: Sequence[MemberView]) -> None:
        """Ask how each member is related to the head of the new household."""
        for member in members:
            self.fields[f"{PREFIX}{member.pk}"] = forms.ChoiceField(
                label=f"{member.name}与户主的关系", choices=[CHOOSE, *relation_choices()[1:]], required=False
            )

    @property
    def relation_fields(self) -> list[forms.BoundField]:
        """The fields that ask for relations."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def relations(self) -> dict[int, str]:
        """Return the relations chosen, by member."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name.startswith(PREFIX) and value}
        return {int(name.removeprefix(PREFIX)): value for name, value in chosen.items()}

    def shared(self) -> dict[str, Any]:
        """Return what splitting and merging are both called with."""
        given = {name: self.cleaned_data[name] for name in ("version", "on", "reason")}
        return given | {"relations": self.relations(), "copied": [int(pk) for pk in self.cleaned_data["copied"]]}


class SplitForm(DividingForm):
    """Who leaves, and who of them becomes head."""

    members = forms.MultipleChoiceField(label="分出的成员", widget=forms.CheckboxSelectMultiple)
    new_head = forms.ChoiceField(label="新户的户主")

    def offer_members(self, members: Sequence[MemberView]) -> None:
        """Offer everybody but the head."""
        names = [(str(m.pk), f"{m.name}（{m.relation}）") for m in members if not m.is_head]
        self.fields["members"].choices = names  # type: ignore[attr-defined]
        self.fields["new_head"].choices = [CHOOSE, *names]  # type: ignore[attr-defined]
        self.offer_relations([m for m in members if not m.is_head])


class MergeForm(DividingForm):
    """How those who join are related to the head."""


class OtherHouseholdForm(forms.Form):
    """The code of the household that joins."""

    other = forms.CharField(
        label="并入本户的另一户户编号", max_length=16, help_text="16 位户编号，在另一户的家庭页可以看到"
    )


class UndoStopForm(VersionedForm):
    """Why a stop was wrong."""

    reason = reason_field("撤销的理由")
