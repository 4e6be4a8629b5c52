"""The door of a page: who may open it, and by which method."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.shortcuts import redirect, render

from hudang.accounts.access import require, require_any
from hudang.accounts.vocabulary import Right
from hudang.web.shared.kept import KEPT, kept_of

if TYPE_CHECKING:
    from hudang.accounts.models import User

View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request of somebody who signed in; for type checking."""

    user: User  # type: ignore[assignment]


def door(
    *rights: Right, any_of: tuple[Right, ...] = (), methods: tuple[str, ...] = ("GET",), fresh_password: bool = True
) -> Callable[[View], View]:
    """Let in only signed-in users whose post includes all the rights (and one of ``any_of``), by the given methods.

    A user who must change the password first is led there, unless ``fresh_password`` is off. What is asked can be
    read from the view, so that the access matrix of the tests knows what to expect.
    """

    # whoever may only send here must not act by asking for headers, which needs no token against forged requests
    allowed = (*methods, "HEAD") if "GET" in methods else methods

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if request.method not in allowed:
                return _not_so(request, methods)
            if fresh_password and request.user.must_change_password:
                return redirect("accounts:password")
            for right in rights:
                require(request.user, right)
            if any_of:
                require_any(request.user, *any_of)
            return view(request, *args, **kwargs)

        guarded.door_rights = rights  # type: ignore[attr-defined]
        guarded.door_any_of = any_of  # type: ignore[attr-defined]
        guarded.door_methods = methods  # type: ignore[attr-defined]
        return guarded

    return decorate


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, and from there back to the page that was asked for."""
    if request.headers.get("HX-Request"):
        # a part of a page cannot hold the sign-in page: htmx loads it as a whole
        return HttpResponse(status=204, headers={"HX-Redirect": settings.LOGIN_PATH})
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"message": "登录已过期。请在另一个标签页登录，再回到这里重新上传。"}, status=401)
    if request.method == "POST" and kept_of(request):
        # sent on as it is: the sign-in page keeps what was typed until the user is back
        return HttpResponseRedirect307(f"{settings.LOGIN_PATH}?{urlencode({KEPT: request.get_full_path()})}")
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect(f"{settings.LOGIN_PATH}?{urlencode({'next': back})}")


class HttpResponseRedirect307(HttpResponseRedirectBase):
    """A redirect after which the browser sends the same form to the other address."""

    status_code = 307


def _not_so(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """Answer an address that only takes what its page sends."""
    response = render(request, "405.html", status=405)
    response["Allow"] = ", ".join(methods)
    return response
