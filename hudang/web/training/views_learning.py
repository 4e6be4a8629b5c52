"""学习: what I must learn, a course, a lesson."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.training.actions.learning import mark_read
from hudang.training.queries import courses as queries
from hudang.training.queries.certificates import certificates_of
from hudang.training.queries.recommending import recommendations_for
from hudang.training.rules.practice import TASKS
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.markdown import drawn
from hudang.web.training.files import stored_file


@door()
def home(request: SignedInRequest) -> HttpResponse:
    """Show what the user must learn, what fits his own work, and his certificates."""
    progress = queries.progress_of(request.user)
    context = {
        "required": [each for each in progress if each.required],
        "others": [each for each in progress if not each.required],
        "recommended": recommendations_for(request.user),
        "certificates": certificates_of(request.user),
        "may_manage": request.user.may(Right.MANAGE_TRAINING),
    }
    return render(request, "training/home.html", context)


@door()
def course(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a course: its lessons, the practice, the test, the certificate."""
    found = queries.course_for(request.user, code)
    (progress,) = queries.progress_of(request.user, [found])
    read = queries.read_lessons(request.user, found)
    context = {
        "course": found,
        "progress": progress,
        "lessons": [(lesson, lesson.pk in read) for lesson in queries.lessons_of(found)],
        "task": TASKS.get(found.practice),
        "tests": queries.own_tests(request.user, found),
        "may_manage": request.user.may(Right.MANAGE_TRAINING),
    }
    return render(request, "training/course.html", context)


@door(methods=("GET", "POST"))
def lesson(request: SignedInRequest, lesson_id: int) -> HttpResponse:
    """Show a lesson; sent, it is learnt and the next one follows."""
    found = queries.lesson_for(request.user, lesson_id)
    lessons = queries.lessons_of(found.course)
    after = next((each for each in lessons if each.position > found.position), None)
    if request.method == "POST":
        mark_read(actor=request.user, lesson_id=lesson_id)
        if after is not None:
            return redirect("training:lesson", after.pk)
        messages.success(request, f"《{found.course.title}》的课都学完了。")
        return redirect("training:course", found.course.code)
    before = next((each for each in reversed(lessons) if each.position < found.position), None)
    context = {
        "lesson": found,
        "body": drawn(found.text),
        "files": found.files.all(),
        "lessons": lessons,
        "read": queries.read_lessons(request.user, found.course),
        "may_manage": request.user.may(Right.MANAGE_TRAINING),
        "before": before,
        "after": after,
    }
    return render(request, "training/lesson.html", context)


@door()
def lesson_file(request: SignedInRequest, file_id: int) -> HttpResponseBase:
    """Answer with a picture, PDF or video of a lesson."""
    return stored_file(queries.lesson_file_for(request.user, file_id))
