"""Forms of the pages of notices, objections, hearings, county visits and service."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from hudang.casework.rules.hearing import PRESENT_ROLES
from hudang.casework.vocabulary import OBJECTION_RESULT_LABELS, OBJECTION_WAY_LABELS, SERVICE_WAYS
from hudang.kernel import clock
from hudang.kernel.clock import CHINA
from hudang.web.shared.days import day_field


def _words(label: str, most: int = 1000, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _today_field(label: str, **more: Any) -> forms.DateField:
    """A day, today unless something else is chosen."""
    return day_field(label, initial=clock.today, **more)


class _OfCase(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PrepareForm(forms.Form):
    """Which cases of one village go on a notice."""

    numbers = forms.MultipleChoiceField(label="列入公示的案件", widget=forms.CheckboxSelectMultiple)
    telephone = forms.CharField(label="监督电话", max_length=30, help_text="印在公示单上，例如 0436-5222001")
    starts_on = _today_field("张贴日期", help_text="公示期从次日起算")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = choices  # type: ignore[attr-defined]


class LongTermForm(forms.Form):
    """What the month's list of a village needs besides who is paid."""

    telephone = forms.CharField(label="监督电话", max_length=30, help_text="印在公布表上，例如 0436-5222001")


class PostingForm(_OfCase):
    """How a notice was hung up."""

    places = forms.CharField(label="张贴地点", max_length=200, help_text="例如：村部公示栏、三组文化广场")
    posted_by = forms.CharField(label="张贴人", max_length=40)
    on = _today_field("张贴日期")


class PhotoForm(forms.Form):
    """The photo of a notice at its board."""

    photo = forms.FileField(label="张贴照片", help_text="看得清公示栏和公示单")


class DropForm(_OfCase):
    """Why a notice is given up."""

    reason = forms.CharField(label="作废原因", max_length=200)


class ObjectionForm(_OfCase):
    """An objection as it came."""

    received_on = _today_field("收到日期")
    way = forms.ChoiceField(label="方式", choices=[(w.value, label) for w, label in OBJECTION_WAY_LABELS.items()])
    contents = _words("异议内容", rows=4)
    objector = forms.CharField(
        label="异议人", max_length=50, required=False, help_text="匿名的留空；只有办案人员看得见"
    )
    contact = forms.CharField(label="联系方式", max_length=60, required=False)


class AnswerForm(_OfCase):
    """What became of an objection."""

    result = forms.ChoiceField(
        label="结论", choices=[("", "请选择")] + [(r.value, n) for r, n in OBJECTION_RESULT_LABELS.items()]
    )
    finding = _words("查明情况", rows=3)
    answered_on = _today_field("答复日期")
    answered_how = forms.CharField(label="答复方式", max_length=60, help_text="匿名的写“匿名，无法答复”")


class HearingForm(_OfCase):
    """A hearing as it was held; one line for each who came: 姓名、身份."""

    held_on = _today_field("评议日期")
    held_time = forms.TimeField(label="时间", widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label="地点", max_length=80)
    chair = forms.CharField(label="主持人", max_length=40)
    clerk = forms.CharField(label="记录人", max_length=40)
    invited = forms.IntegerField(label="应到人数", min_value=1, max_value=500)
    present = _words(
        "到会人员",
        4000,
        10,
        help_text="一行一人：姓名 身份。身份写 " + "、".join(PRESENT_ROLES.values()) + "，不写的算村（居）民代表",
    )
    agree = forms.IntegerField(label="同意（票）", min_value=0, max_value=500)
    oppose = forms.IntegerField(label="不同意（票）", min_value=0, max_value=500)
    abstain = forms.IntegerField(label="弃权（票）", min_value=0, max_value=500)
    briefing = _words("政策宣讲和情况介绍要点")
    questions = _words("询问和发言要点", required=False)

    @property
    def held_at(self) -> datetime:
        """The moment of the hearing, in China."""
        return datetime.combine(self.cleaned_data["held_on"], self.cleaned_data["held_time"], CHINA)


class CountyVisitForm(_OfCase):
    """The county's own visit."""

    visited_on = _today_field("核查日期")
    visitors = forms.CharField(label="核查人", max_length=80, help_text="不少于 2 人，用顿号分开")
    finding = _words("核查情况", rows=5)
    agrees = forms.BooleanField(label="与乡镇调查一致", required=False)


class ServiceForm(_OfCase):
    """How a notice reached the applicant."""

    way = forms.ChoiceField(label="送达方式", choices=list(SERVICE_WAYS.items()))
    served_on = _today_field("送达日期")
    received_by = forms.CharField(label="签收人", max_length=40)
    served_by = forms.CharField(label="送达人", max_length=40)
    refused = forms.BooleanField(label="拒绝签收", required=False)
    witness = forms.CharField(label="见证人", max_length=80, required=False, help_text="拒收或留置送达时必填")
    post_number = forms.CharField(label="邮寄单号", max_length=60, required=False, help_text="邮寄送达时必填")


class DrawForm(forms.Form):
    """A spot check."""

    percent = forms.IntegerField(label="抽查比例（%）", min_value=0, max_value=100)
    seed = forms.CharField(
        label="随机种子", max_length=40, required=False, help_text="留空由系统生成；种子留存，任何人可以复核"
    )
