"""The forms of a campaign: its plan, what the county found, its end."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.divisions.queries import names_of, townships_within
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code
from hudang.recertification.actions.campaign_postings import PostingPlan
from hudang.recertification.actions.campaigning import CampaignPlan
from hudang.recertification.queries.campaigns import examination_rules
from hudang.web.shared.days import day_field

_ANNOUNCEMENT = (
    "请各村协理员按名单逐户入户核查，填写动态低保户调查审核表；家庭应如实说明人口、收入、财产变化，"
    "备好户口簿、身份证、残疾人证、学生证、收入和就医凭证。乡镇逐份复核，县按比例抽查。"
)


class CampaignForm(forms.Form):
    """年审方案."""

    division_code = forms.ChoiceField(label="范围")
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    starts_on = day_field("自", help_text="这一天以后已核查过的算已审")
    ends_on = day_field("至")
    rule_codes = forms.MultipleChoiceField(
        label="依据的核查规则",
        widget=forms.CheckboxSelectMultiple,
        help_text="适用其中任何一条的在保家庭都列入；到期前没有核查任务的，补一项年度核查任务",
    )
    announcement = forms.CharField(
        label="通知内容", max_length=1000, initial=_ANNOUNCEMENT, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = townships_within(scope)
        county = county_code(scope).ljust(12, "0")
        if county.startswith(scope):
            places = [(county, f"全{names_of([county]).get(county, '县')}"), *places]
        self.fields["division_code"].choices = places  # type: ignore[attr-defined]
        rules = [(rule.code, f"{rule.code} {rule.text.name}（{rule.text.in_words}）") for rule in examination_rules()]
        self.fields["rule_codes"].choices = rules  # type: ignore[attr-defined]
        today = clock.today()
        self.initial.setdefault("rule_codes", [code for code, _ in rules])
        self.initial.setdefault("year", today.year)
        self.initial.setdefault("starts_on", today.replace(month=1, day=1))
        self.initial.setdefault("ends_on", today.replace(month=12, day=31))

    def plan(self) -> CampaignPlan:
        """Return the plan as it was filled in."""
        values = self.cleaned_data
        return CampaignPlan(**values | {"rule_codes": tuple(values["rule_codes"])})


class PostingForm(forms.Form):
    """Where the results hang, from when on, for how long, and where people call."""

    division_code = forms.ChoiceField(label="乡镇")
    starts_on = day_field("公示起日")
    days = forms.IntegerField(label="公示天数", min_value=1, max_value=60, help_text="首日不计")
    telephone = forms.CharField(label="监督电话", max_length=40)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = places  # type: ignore[attr-defined]

    def plan(self) -> PostingPlan:
        """Return the plan as it was filled in."""
        return PostingPlan(**self.cleaned_data)


class CheckForm(forms.Form):
    """What the county found at a household that was drawn."""

    on = day_field("抽查日期")
    agrees = forms.TypedChoiceField(
        label="与年审结果",
        choices=[("yes", "相符"), ("no", "不符，重新核查")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(label="抽查情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(forms.Form):
    """How a campaign ends."""

    conclusion = forms.CharField(
        label="总结",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="办了什么、发现什么；没有审的写明为什么",
    )
