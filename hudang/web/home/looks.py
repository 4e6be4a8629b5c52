"""How the pages look for this user: light or dark, roomy or compact, in large letters, with the first steps or not."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hudang.accounts.actions.guidance import show_first_steps
from hudang.accounts.actions.looks import choose_look
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.looks import keep_look
from hudang.web.shared.undo import say_with_undo


@door(methods=("POST",))
def look(request: SignedInRequest) -> HttpResponse:
    """Keep what was chosen with the account and in this browser; back to the page, or nothing for its script."""
    chosen = choose_look(actor=request.user, chosen=request.POST.dict())
    if request.headers.get("X-Requested-With"):
        return keep_look(HttpResponse(status=204), chosen)
    came_from = request.headers.get("Referer", "")
    back = came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else "/"
    return keep_look(redirect(back), chosen)


@door(methods=("POST",))
def first_steps(request: SignedInRequest) -> HttpResponse:
    """Put the first steps away, or bring them back to the home page."""
    shown = request.POST.get("shown") == "on"
    show_first_steps(actor=request.user, shown=shown)
    if not shown:
        say_with_undo(request, "入门步骤已收起，在使用指南里可再打开", reverse("first-steps"), shown="on")
    return redirect("home")
