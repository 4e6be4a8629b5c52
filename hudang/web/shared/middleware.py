"""The outermost door: refusals become pages, and the caller's address reaches the log."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from hudang.audit.log import request_address
from hudang.kernel.errors import NotAllowed, NotVisible, Refusal

_TEXT = ("text/", "application/json")


class CompressedPages(GZipMiddleware):
    """Compress pages and JSON on their way; pictures, PDFs and workbooks are compressed already.

    A hundred random bytes at most are added to each answer, so that its length tells nothing about the form's token.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is text and as a whole at hand."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith(_TEXT):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


class DoorMiddleware:
    """Answer refusals: 404 outside one's division, 403 without the right, otherwise the sentence itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_address.set(str(request.META.get("REMOTE_ADDR", ""))[:45])
        try:
            response = self.get_response(request)
        finally:
            request_address.reset(token)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal that no view caught into an answer."""
        if not isinstance(exception, Refusal):
            return None
        if isinstance(exception, NotVisible):
            return render(request, "404.html", status=404)
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"message": exception.message}, status=403)
        return refused(request, exception)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Show a refusal: as JSON to scripts of the page, as a message on the page the user came from."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": refusal.code, "message": refusal.message}, status=409)
    came_from = request.headers.get("Referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        messages.error(request, refusal.message)
        return redirect(came_from)
    return render(request, "refused.html", {"message": refusal.message}, status=409)
