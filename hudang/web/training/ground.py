"""Every request of a trainee who practises is answered on his own ground, as his practice account.

What belongs to his real account stays in the archive: signing in and out, passwords, learning, the guide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.platform import ground
from hudang.training.actions.practising import identity_on_ground
from hudang.training.practice.places import known_ground
from hudang.training.rules.practice import TASKS, PracticeTask

KEY = "practice"
_REAL = ("/training/", "/sign-in/", "/sign-out/", "/password/", "/first-run/", "/look/", "/help/", "/users/")


@dataclass(frozen=True)
class Practice:
    """What the banner says."""

    task: PracticeTask
    post: str
    on_ground: bool

    @property
    def start_url(self) -> str:
        """Where the task begins."""
        return start_url(self.task)


def start_url(task: PracticeTask) -> str:
    """Return the page of the ground where a task begins."""
    return reverse(task.url, args=[task.argument] if task.argument else None)


class PracticeGround:
    """Put a trainee's request onto his ground."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the archive, or on the ground."""
        kept = practice_in(request)
        if kept is None:
            return self.get_response(request)
        task, post = kept
        real = _stays_real(request.path)
        request.practice = Practice(task, POST_LABELS[post], not real)  # type: ignore[attr-defined]
        # read here: the session and the account lie in the archive
        user: Any = request.user
        if real or not user.is_authenticated:
            return self.get_response(request)
        folder = known_ground(user.pk)
        if folder is None:
            end_practice(request)
            return redirect("training:practice")
        with ground.standing_on(folder):
            identity = identity_on_ground(post)
            if identity is None:
                return redirect("training:practice")
            request.user = identity
            return self.get_response(request)


def _stays_real(path: str) -> bool:
    return path.startswith(_REAL)


def begin_practice(request: HttpRequest, task: str, post: Post) -> None:
    """Let the requests of this session be answered on the ground from now on."""
    request.session[KEY] = {"task": task, "post": post.value}


def end_practice(request: HttpRequest) -> None:
    """Let them be answered in the archive again."""
    request.session.pop(KEY, None)


def practice_in(request: HttpRequest) -> tuple[PracticeTask, Post] | None:
    """Return what the session practises, and as which post."""
    kept = request.session.get(KEY)
    if not isinstance(kept, dict) or kept.get("task") not in TASKS or kept.get("post") not in set(Post):
        return None
    return TASKS[kept["task"]], Post(kept["post"])
