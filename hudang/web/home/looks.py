"""How the pages look for this user: light or dark, roomy or compact, in large letters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from hudang.accounts.actions.looks import choose_look
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.looks import keep_look


@door(methods=("POST",))
def look(request: SignedInRequest) -> HttpResponse:
    """Keep what was chosen with the account and in this browser; back to the page, or nothing for its script."""
    chosen = choose_look(actor=request.user, chosen=request.POST.dict())
    if request.headers.get("X-Requested-With"):
        return keep_look(HttpResponse(status=204), chosen)
    came_from = request.headers.get("Referer", "")
    back = came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else "/"
    return keep_look(redirect(back), chosen)
