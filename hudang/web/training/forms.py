"""Forms of training."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms

from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.kernel import clock
from hudang.training.queries.courses import courses_of
from hudang.training.queries.sessions import invited, plan_for
from hudang.training.rules.sessions import PlanDraft, SessionDraft
from hudang.training.vocabulary import COURSE_KIND_LABELS, FILE_KIND_LABELS
from hudang.web.shared.days import day_field

if TYPE_CHECKING:
    from hudang.accounts.models import User
    from hudang.training.models import TrainingSession

KINDS = [(kind.value, label) for kind, label in COURSE_KIND_LABELS.items()]
POSTS = [(post.value, POST_LABELS[post]) for post in Post if post is not Post.CONSOLE]
_NO_COURSE = ("", "（不对应某门课）")


def time_field(label: str) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class PostsField(forms.MultipleChoiceField):
    """Posts to tick; none means all."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, choices=POSTS, widget=forms.CheckboxSelectMultiple, required=False)


class PlanForm(forms.Form):
    """An entry of the plan."""

    year = forms.IntegerField(label="年度")
    month = forms.IntegerField(label="月份", help_text="1 至 12")
    title = forms.CharField(label="培训内容", max_length=80)
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    course = forms.ChoiceField(label="对应课程", required=False)
    posts = PostsField("对象岗位（不选为全体）")
    hours = forms.DecimalField(label="学时", max_digits=4, decimal_places=1)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = course_choices(user)  # type: ignore[attr-defined]

    def draft(self) -> PlanDraft:
        """Return what was entered."""
        return PlanDraft(**self.cleaned_data)


class SessionForm(forms.Form):
    """A session."""

    title = forms.CharField(label="培训内容", max_length=80)
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    course = forms.ChoiceField(label="对应课程", required=False, help_text="选了课程，到会人员的测验成绩随场次归档")
    plan_entry = forms.TypedChoiceField(label="计划号", required=False, coerce=int, empty_value=None)
    posts = PostsField("对象岗位（不选为全体）")
    day = day_field("日期")
    starts = time_field("开始时间")
    ends = time_field("结束时间")
    place = forms.CharField(label="地点", max_length=80)
    lecturer = forms.CharField(label="讲师", max_length=40)
    notice = forms.CharField(label="通知", required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=600)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = course_choices(user)  # type: ignore[attr-defined]
        entries = [entry for entry in plan_for(user, clock.today().year) if entry.division_code == user.division_code]
        listed = [("", "（计划外）"), *((entry.pk, str(entry)) for entry in entries)]
        self.fields["plan_entry"].choices = listed  # type: ignore[attr-defined]

    def draft(self) -> SessionDraft:
        """Return what was entered; times are those of China."""
        data = dict(self.cleaned_data)
        day: date = data.pop("day")
        starts, ends = data.pop("starts"), data.pop("ends")
        return SessionDraft(starts_at=_moment(day, starts), ends_at=_moment(day, ends), **data)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=clock.CHINA)


class AttendForm(forms.Form):
    """Who was there, noted by hand."""

    username = forms.ChoiceField(
        label="人员", error_messages={"invalid_choice": "所选人员不在本场范围内：外县的人员不能记入，也请核对岗位。"}
    )
    score = forms.IntegerField(label="纸卷成绩", required=False, help_text="用纸卷考的填写，0 至 100")

    def __init__(self, session: TrainingSession, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = invited(session).order_by("division_code", "username")
        listed = [(person.username, f"{person.display_name}（{person.post_label}）") for person in people]
        self.fields["username"].choices = [("", "请选择"), *listed]  # type: ignore[attr-defined]


class SessionFileForm(forms.Form):
    """Slides or a photograph."""

    kind = forms.ChoiceField(label="种类", choices=[(k.value, label) for k, label in FILE_KIND_LABELS.items()])
    file = forms.FileField(label="文件", help_text="图片、PDF 或视频（MP4、WebM）")


class CloseForm(forms.Form):
    """The end of a session."""

    summary = forms.CharField(label="小结", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def course_choices(user: User) -> list[tuple[str, str]]:
    """Return the courses of the county, for a choice."""
    return [_NO_COURSE, *((course.code, course.title) for course in courses_of(user))]
