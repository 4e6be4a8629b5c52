"""The pages of last resort: each says what happened, what was kept, and how to go on."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hudang.web.shared.kept import kept_of, sent_from_here


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be read; separately what is too large."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that does not exist."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when the product itself failed; nothing that needs the database."""
    return render(request, "500.html", status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token: what one of our own pages sent may be sent again, with a new token."""
    kept = kept_of(request) if sent_from_here(request) else None
    return render(request, "403_csrf.html", {"kept": kept}, status=403)
