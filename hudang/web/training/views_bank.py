"""题库、本县的课程和课件."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import Refusal
from hudang.training.actions import courses as actions
from hudang.training.queries import courses as queries
from hudang.training.rules.questions import BLANK, QuestionDraft, told
from hudang.training.vocabulary import LETTERS, QUESTION_KIND_LABELS, TRUE_FALSE, QuestionKind
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.faults import show_refusal
from hudang.web.training.forms import KINDS, PostsField

_RIGHT = {"对": 0, "错": 1}


class QuestionForm(forms.Form):
    """A question as written; answers by letter, 对 or 错, or the words of a blank."""

    kind = forms.ChoiceField(
        label="题型", choices=[(kind.value, label) for kind, label in QUESTION_KIND_LABELS.items()]
    )
    text = forms.CharField(
        label="题目", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=f"填空题在空处写 {BLANK}"
    )
    options = forms.CharField(
        label="选项", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="每行一个；判断、填空不用写"
    )
    answer = forms.CharField(
        label="正确答案", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="单选、多选写字母，例如 AC；判断写“对”或“错”；填空写答案，几种写法每行一种",
    )  # fmt: skip
    explanation = forms.CharField(
        label="解析", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def draft(self) -> QuestionDraft:
        """Return what was written; a letter that names no option stays, so that it is refused at its field."""
        data = self.cleaned_data
        kind, options = data["kind"], [line.strip() for line in data["options"].splitlines() if line.strip()]
        answer: list[int | str]
        if kind == QuestionKind.FILL_IN:
            options, answer = [], [line.strip() for line in data["answer"].splitlines() if line.strip()]
        elif kind == QuestionKind.TRUE_FALSE:
            options, answer = [], [_RIGHT.get(mark, len(TRUE_FALSE)) for mark in data["answer"].split()]
        else:
            answer = [LETTERS.find(mark) for mark in data["answer"].upper() if mark.isalnum()]
        return QuestionDraft(kind, data["text"], options, answer, data["explanation"])


class CourseForm(forms.Form):
    """A course of the county."""

    title = forms.CharField(label="课程名称", max_length=60)
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    summary = forms.CharField(label="内容简介", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    posts = PostsField("应学岗位（不选为选学）")
    hours = forms.DecimalField(label="学时", max_digits=4, decimal_places=1, min_value=0.1)


class LessonForm(forms.Form):
    """A lesson of the county's own."""

    title = forms.CharField(label="标题", max_length=80)
    text = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 10}), max_length=20000)
    sources = forms.CharField(label="依据", required=False, max_length=300)


class LessonFileForm(forms.Form):
    """A file of a lesson."""

    file = forms.FileField(label="课件", help_text="图片、PDF 或视频（MP4、WebM）")


@door(Right.MANAGE_TRAINING, methods=("GET", "POST"))
def bank(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the questions of a course with their answers; add one."""
    course, form = queries.course_for(request.user, code), QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_question(actor=request.user, code=code, draft=form.draft())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("training:bank", code)
    rows = [(each, told(each.kind, each.options, each.answer)) for each in queries.questions_of(course)]
    return render(request, "training/bank.html", {"course": course, "rows": rows, "form": form})


@door(Right.MANAGE_TRAINING, methods=("POST",))
def retire_question(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Take a question out of the bank."""
    question = actions.retire_question(actor=request.user, question_id=question_id)
    return redirect("training:bank", question.course.code)


@door(Right.MANAGE_TRAINING, methods=("GET", "POST"))
def new_course(request: SignedInRequest) -> HttpResponse:
    """Open a course of the county."""
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_course(actor=request.user, **form.cleaned_data)
        return redirect("training:course", made.code)
    return render(request, "training/new_course.html", {"form": form})


@door(Right.MANAGE_TRAINING, methods=("GET", "POST"))
def new_lesson(request: SignedInRequest, code: str) -> HttpResponse:
    """Add a lesson to a course of the county."""
    course, form = queries.course_for(request.user, code), LessonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_lesson(actor=request.user, code=code, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("training:lesson", made.pk)
    return render(request, "training/new_lesson.html", {"form": form, "course": course})


@door(Right.MANAGE_TRAINING, methods=("GET", "POST"))
def add_file(request: SignedInRequest, lesson_id: int) -> HttpResponse:
    """Lay a file with a lesson."""
    lesson = queries.lesson_for(request.user, lesson_id)
    form = LessonFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent: Any = form.cleaned_data["file"]
        try:
            actions.add_lesson_file(actor=request.user, lesson_id=lesson_id, content=sent, name=sent.name)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("training:lesson", lesson_id)
    return render(request, "training/lesson_file.html", {"form": form, "lesson": lesson})
