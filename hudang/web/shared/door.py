"""The door of a page: who may open it, and by which method."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from hudang.accounts.access import require
from hudang.accounts.vocabulary import Right

if TYPE_CHECKING:
    from hudang.accounts.models import User

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request of somebody who signed in; for type checking."""

    user: User  # type: ignore[assignment]


def door(*rights: Right, methods: tuple[str, ...] = ("GET",), fresh_password: bool = True) -> Callable[[View], View]:
    """Let in only signed-in users whose post includes all the rights, by the given methods.

    A user who must change the password first is led there, unless ``fresh_password`` is off.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect(f"/sign-in/?next={request.path}")
            if request.method not in (*methods, "HEAD"):
                return HttpResponseNotAllowed(methods)
            if fresh_password and request.user.must_change_password:
                return redirect("accounts:password")
            for right in rights:
                require(request.user, right)
            return view(request, *args, **kwargs)

        guarded.door_rights = rights  # type: ignore[attr-defined]
        guarded.door_methods = methods  # type: ignore[attr-defined]
        return guarded

    return decorate
