"""Forms of the household pages; fields come from the rules, groups from form F06."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from hudang.divisions.queries import places_within
from hudang.households.queries.lists import IN_PAYMENT_FILTER, ListFilters
from hudang.households.rules.household_fields import DWELLING_FIELDS, HOUSEHOLD_FIELDS
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.vocabulary import (
    ABC_CLASS,
    ASSISTANCE,
    BENEFIT_STATE_LABELS,
    FAMILY_STRUCTURE,
    INCOME_SOURCE,
    TAG_LABELS,
    BenefitState,
)
from hudang.web.households.controls import PlaceSelect, controls
from hudang.web.shared.days import DayInput

ALL = ("", "全部")
Group = tuple[str, list[forms.BoundField]]


def _with_all(table: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [ALL, *((str(code), label) for code, label in table.items())]


class ListFilterForm(forms.Form):
    """The filters of the list, as they stand in the URL."""

    q = forms.CharField(
        label="查找",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "姓名、拼音、证号或尾号、户编号、电话"}),
    )
    division = forms.ChoiceField(label="乡镇或村", required=False, widget=PlaceSelect)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[ALL, (IN_PAYMENT_FILTER, "在保（含渐退、暂缓）"), *_with_all(BENEFIT_STATE_LABELS)[1:]],
    )
    tag = forms.ChoiceField(label="人员特征", required=False, choices=_with_all(TAG_LABELS))
    structure = forms.ChoiceField(label="家庭结构", required=False, choices=_with_all(FAMILY_STRUCTURE))
    source = forms.ChoiceField(label="主要收入来源", required=False, choices=_with_all(INCOME_SOURCE))
    assistance = forms.ChoiceField(label="救助类别", required=False, choices=_with_all(ASSISTANCE))
    abc = forms.ChoiceField(label="ABC 类", required=False, choices=_with_all(ABC_CLASS))
    proposal = forms.BooleanField(label="有重算建议", required=False)

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [ALL, *places_within(scope)]  # type: ignore[attr-defined]

    def filters(self, sort: str) -> ListFilters:
        """Return the filters for the query; values that no choice offers narrow nothing."""
        self.is_valid()
        return ListFilters(**{**self.cleaned_data, "sort": sort or "code"})


class GroupedForm(forms.Form):
    """A long form in groups; ``GROUPS`` names the fields of each."""

    GROUPS: Mapping[str, Iterable[str]] = {}

    def groups(self) -> Iterator[Group]:
        """Yield each group's title with its fields, checkbox groups last."""
        for title, names in self.GROUPS.items():
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield title, sorted(fields, key=lambda bound: bound.use_fieldset)


class HouseholdForm(GroupedForm):
    """The household's own fields (F01)."""

    GROUPS = {
        "保障": ("assistance", "abc_class", "declared_size", "covered_size", "standard", "supplement", "allowance"),
        "申请与批准": ("applied_on", "approved_on", "certificate_no", "causes"),
        "住址与联系": ("address", "registered_address", "registered_village_code", "phone"),
        "发放账户": ("bank", "account"),
        "备注": ("note",),
    }
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(controls(HOUSEHOLD_FIELDS, HOUSEHOLD_FIELDS))


class DwellingForm(GroupedForm):
    """Housing, land and utilities (F10)."""

    GROUPS = {
        "住房": ("kind", "structure", "area", "rooms", "danger"),
        "土地": ("land_mu",),
        "水电与其他": (
            "water_account",
            "water_monthly",
            "power_account",
            "power_monthly",
            "fuel_monthly",
            "telecom_monthly",
        ),
    }
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(controls(DWELLING_FIELDS, DWELLING_FIELDS))


def _mismatch_field() -> forms.CharField:
    return forms.CharField(
        label="与证件号不一致的原因",
        required=False,
        max_length=200,
        help_text="出生日期或性别与身份证号推算的不一致时填写",
    )


def _day_field(label: str, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=DayInput, **more)


class MemberForm(GroupedForm):
    """One member (F06)."""

    GROUPS = {
        "身份": ("name", "relation", "identity_kind", "identity", "sex", "born_on", "ethnicity", "mismatch_reason"),
        "户籍与婚姻": ("registration", "marital", "education", "politics", "living", "phone"),
        "健康": ("health", "illness", "hospital", "diagnosed_on", "medical_paid", "self_care"),
        "残疾": (
            "disability_certificate",
            "disability_kind",
            "disability_level",
            "disability_issued_on",
            "disability_valid_until",
        ),
        "劳动与就业": ("work_capacity", "employment", "employer", "workplace", "job"),
        "就学": ("school", "education_stage", "grade", "student_card", "student_card_valid_until", "graduates_on"),
        "保障": ("covered", "not_counted", "supplements", "insurance", "special"),
        "何时起": ("since", "joining", "effective"),
    }
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(controls(PERSON_FIELDS, PERSON_FIELDS))
        self.fields.update(controls(MEMBER_FIELDS, MEMBER_FIELDS))
        self.fields["mismatch_reason"] = _mismatch_field()


class NewMemberForm(MemberForm):
    """A member who joins."""

    since = _day_field("成为本户成员的日期")


class EditMemberForm(MemberForm):
    """What is known of a present member."""

    effective = _day_field(
        "情况变化的日期", required=False, help_text="登记错误的更正请留空；情况确有变化的填变化当日，此前的记录照旧保留"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["joining"]


class RegisterForm(GroupedForm):
    """A new household with its head; the other members follow on its page."""

    GROUPS = {
        "所在村": ("village_code", "code", "state"),
        "户主": (
            "name",
            "identity_kind",
            "identity",
            "sex",
            "born_on",
            "ethnicity",
            "marital",
            "health",
            "illness",
            "work_capacity",
            "employment",
            "mismatch_reason",
        ),
        "保障": ("assistance", "abc_class", "declared_size", "covered_size", "standard", "allowance"),
        "申请与批准": ("applied_on", "approved_on", "certificate_no", "causes"),
        "住址与联系": ("phone", "address", "registered_address"),
    }
    HEAD = ("name", "identity_kind", "identity", "sex", "born_on", "ethnicity")
    HEAD_STATE = ("marital", "health", "illness", "work_capacity", "employment")
    HOUSEHOLD = (
        "assistance",
        "abc_class",
        "declared_size",
        "covered_size",
        "standard",
        "allowance",
        "applied_on",
        "approved_on",
        "certificate_no",
        "causes",
        "phone",
        "address",
        "registered_address",
    )
    STATES = (BenefitState.ACTIVE, BenefitState.APPLYING, BenefitState.EDGE)
    village_code = forms.ChoiceField(label="村（社区）", widget=PlaceSelect)
    code = forms.CharField(label="户编号", required=False, max_length=16, help_text="留空由系统编号")
    state = forms.ChoiceField(label="在保状态", choices=[(s.value, BENEFIT_STATE_LABELS[s]) for s in STATES])

    def __init__(self, *args: Any, villages: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village_code"].choices = villages  # type: ignore[attr-defined]
        self.fields.update(controls(PERSON_FIELDS, self.HEAD))
        self.fields.update(controls(MEMBER_FIELDS, self.HEAD_STATE))
        self.fields.update(controls(HOUSEHOLD_FIELDS, self.HOUSEHOLD))
        self.fields["mismatch_reason"] = _mismatch_field()

    def head(self) -> dict[str, Any]:
        """Return what was filled in about the head."""
        return {name: self.cleaned_data[name] for name in (*self.HEAD, *self.HEAD_STATE)}

    def household(self) -> dict[str, Any]:
        """Return what was filled in about the household."""
        values = {name: self.cleaned_data[name] for name in self.HOUSEHOLD}
        return {name: value for name, value in values.items() if value not in ("", [])}
