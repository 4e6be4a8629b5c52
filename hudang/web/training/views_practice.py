"""练习环境: the list of tasks, entering and leaving, making the ground anew, having a task checked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.training.actions.practising import check_practice, enter_practice, reset_practice, task_of
from hudang.training.queries.courses import courses_of
from hudang.training.queries.practising import runs_of
from hudang.training.rules.practice import TASKS
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.training.ground import begin_practice, end_practice, practice_in, start_url


@door()
def practice(request: SignedInRequest) -> HttpResponse:
    """List the tasks, with what the user has passed and which course asks for each."""
    courses = {course.practice: course for course in courses_of(request.user)}
    passed = runs_of(request.user)
    rows = [(task, courses.get(code), passed.get(code)) for code, task in TASKS.items()]
    return render(request, "training/practice.html", {"rows": rows})


@door(methods=("POST",))
def enter(request: SignedInRequest, task: str) -> HttpResponse:
    """Enter the practice ground for a task."""
    post = enter_practice(actor=request.user, task=task)
    begin_practice(request, task, post)
    return redirect(start_url(task_of(task)))


@door(methods=("POST",))
def leave(request: SignedInRequest) -> HttpResponse:
    """Go back to the archive; what was done on the ground stays there until it is made anew."""
    kept = practice_in(request)
    end_practice(request)
    messages.info(request, "已离开练习环境，回到真实的档案。")
    return redirect("training:practice-task", kept[0].code) if kept else redirect("training:practice")


@door(methods=("POST",))
def reset(request: SignedInRequest) -> HttpResponse:
    """Make the user's ground anew."""
    reset_practice(actor=request.user)
    messages.success(request, "练习环境已重置，从头开始。")
    kept = practice_in(request)
    return redirect(start_url(kept[0])) if kept else redirect("training:practice")


@door(methods=("GET", "POST"))
def result(request: SignedInRequest, task: str) -> HttpResponse:
    """Show a task; sent, what the user did is checked."""
    wanted = task_of(task)
    checked = check_practice(actor=request.user, task=task) if request.method == "POST" else None
    context = {
        "task": wanted,
        "checked": checked,
        "course": courses_of(request.user).filter(practice=task).first(),
        "run": runs_of(request.user).get(task),
        "start_url": start_url(wanted),
        "practising": practice_in(request) is not None,
    }
    return render(request, "training/practice_task.html", context)
