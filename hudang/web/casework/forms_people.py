"""Forms about who takes part in a case, its time, and the words of an office."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from hudang.accounts.vocabulary import POST_LABELS, Post

if TYPE_CHECKING:
    from hudang.accounts.models import User


def _reason(label: str = "理由", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, required=required, widget=forms.Textarea(attrs={"rows": 3}))


def people_choices(people: Iterable[User]) -> list[tuple[str, str]]:
    """Return people with their posts as choices."""
    return [(str(one.pk), f"{one.display_name}（{POST_LABELS[Post(one.post)]}）") for one in people]


class HandOverForm(forms.Form):
    """Who takes a case over, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    taker_id = forms.TypedChoiceField(label="移交给", coerce=int)
    reason = _reason()

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker_id"].choices = people_choices(people)  # type: ignore[attr-defined]


class HandOverAllForm(forms.Form):
    """Whose open cases go to whom, and why."""

    giver_id = forms.TypedChoiceField(label="谁经办的全部在办案件", coerce=int)
    taker_id = forms.TypedChoiceField(label="移交给", coerce=int)
    reason = _reason()

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = people_choices(people)
        for name in ("giver_id", "taker_id"):
            self.fields[name].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]


class KeepOutForm(forms.Form):
    """Who is related to the applicant, and how."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    user_id = forms.TypedChoiceField(label="回避的人", coerce=int)
    relation = forms.CharField(label="与申请人的关系", max_length=40, help_text="例如：侄子、妻妹")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = people_choices(people)  # type: ignore[attr-defined]


class ExemptForm(forms.Form):
    """Why a case is exempt from public notice, and who may see it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _reason("免公示的依据")
    readers = forms.TypedMultipleChoiceField(
        label="知情人（您本人总在其中）", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = people_choices(people)  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    """Why more time is needed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _reason()


class AnswerForm(forms.Form):
    """Whether more time is granted; a refusal says why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    granted = forms.TypedChoiceField(
        label="答复", coerce=lambda value: value == "yes", choices=[("yes", "同意延期"), ("no", "不同意")]
    )
    answer = _reason("意见", required=False)


class OfficeWordsForm(forms.Form):
    """What the papers of an office say of it."""

    telephone = forms.CharField(label="咨询电话", max_length=30)
    supervision = forms.CharField(label="监督电话", max_length=30)
    place = forms.CharField(label="办理地点", max_length=80, help_text="例如：舍力镇便民服务中心社会救助窗口")
    reconsideration = forms.CharField(
        label="行政复议机关", max_length=60, required=False, help_text="不填按县（市、区）人民政府"
    )
    court = forms.CharField(label="管辖法院", max_length=60, required=False, help_text="不填按县（市、区）人民法院")
    payday = forms.CharField(label="发放时间", max_length=30, required=False, help_text="不填按每月 10 日前")
