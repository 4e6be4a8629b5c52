"""The look of the pages in cookies, so that the very first byte of a page has it and nothing flashes."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hudang.accounts.appearance import look_of

_YEAR = 365 * 24 * 3600


def look_in(request: HttpRequest) -> dict[str, str]:
    """Return the look that this browser remembers."""
    return look_of(request.COOKIES)


def keep_look(response: HttpResponse, chosen: Mapping[str, str]) -> HttpResponse:
    """Let this browser remember a look; at sign-in that of the account, because desks are shared."""
    for aspect, value in look_of(chosen).items():
        response.set_cookie(aspect, value, max_age=_YEAR, samesite="Lax", secure=settings.HTTPS)
    return response
