"""Forms of the staff ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.divisions.queries import townships_within
from hudang.kernel import clock
from hudang.training.actions.staff import HandOverDraft
from hudang.training.queries.staff import roster_for
from hudang.training.rules.staff import MANNED_POSTS, PARTS
from hudang.training.vocabulary import EDUCATION, EMPLOYED_AS
from hudang.web.shared.days import day_field
from hudang.web.training.forms import KINDS

if TYPE_CHECKING:
    from hudang.accounts.models import User


class ProfileForm(forms.Form):
    """What is known of a colleague."""

    education = forms.ChoiceField(label="文化程度", choices=[("", "未登记"), *EDUCATION.items()], required=False)
    employed_as = forms.ChoiceField(label="用工性质", choices=[("", "未登记"), *EMPLOYED_AS.items()], required=False)
    in_field_since = day_field("从事救助工作时间", required=False)
    telephone = forms.CharField(label="办公电话", max_length=20, required=False)
    note = forms.CharField(label="备注", max_length=200, required=False)


class QualificationForm(forms.Form):
    """A qualification."""

    name = forms.CharField(label="资质名称", max_length=60, help_text="例如：档案专业助理馆员、社会工作者")
    issuer = forms.CharField(label="发证单位", max_length=60)
    number = forms.CharField(label="证书编号", max_length=40, required=False)
    issued_on = day_field("取得日期")
    valid_until = day_field("有效期至", required=False)


class TermForm(forms.Form):
    """A term of office."""

    since = day_field("任职日期")
    until = day_field("离任日期", required=False)
    basis = forms.CharField(label="依据", max_length=80, required=False, help_text="任职文件或聘用合同")


class OutsideForm(forms.Form):
    """Training attended elsewhere."""

    on = day_field("日期")
    title = forms.CharField(label="培训内容", max_length=80)
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    organiser = forms.CharField(label="举办单位", max_length=60)
    hours = forms.DecimalField(label="学时", max_digits=4, decimal_places=1)
    result = forms.CharField(label="考核结果", max_length=40, required=False)


class AppraisalForm(forms.Form):
    """A yearly appraisal, part by part."""

    year = forms.IntegerField(label="考评年度")
    opinion = forms.CharField(label="评语", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, (name, most) in PARTS.items():
            self.fields[part] = forms.IntegerField(label=f"{name}（满分 {most}）")
        self.order_fields(["year", *PARTS, "opinion"])

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields of the parts."""
        return [self[part] for part in PARTS]

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {"year": data["year"], "opinion": data["opinion"], "points": {part: data[part] for part in PARTS}}


class HandOverForm(forms.Form):
    """A hand-over sheet."""

    giver = forms.ChoiceField(label="移交人")
    taker = forms.ChoiceField(label="接收人")
    supervisor = forms.CharField(label="监交人", max_length=40)
    on = day_field("交接日期", initial=clock.today)
    reason = forms.CharField(label="事由", max_length=200, help_text="例如：调离、休产假、岗位调整")
    lines = forms.CharField(
        label="另行移交的内容", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="每行一项"
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [
            ("", "请选择"),
            *((each.username, f"{each.display_name}（{each.post_label}）") for each in roster_for(user)),
        ]
        for name in ("giver", "taker"):
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def draft(self) -> HandOverDraft:
        """Return what was entered."""
        data = dict(self.cleaned_data)
        return HandOverDraft(**{**data, "lines": data["lines"].splitlines()})


class EstablishmentForm(forms.Form):
    """How many of a post a township should have."""

    township = forms.ChoiceField(label="乡镇")
    post = forms.ChoiceField(label="岗位", choices=[(post.value, POST_LABELS[post]) for post in MANNED_POSTS])
    wanted = forms.IntegerField(label="应配人数", min_value=0, max_value=999)

    def __init__(self, scope: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].choices = townships_within(scope)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {"division_code": data["township"], "post": Post(data["post"]), "wanted": data["wanted"]}
