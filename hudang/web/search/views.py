"""查找: suggestions as somebody types, and a page of everything found that needs no script."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.households.queries.search import is_private
from hudang.search.queries import found_for, only_one
from hudang.web.search.hits import groups_of, url_of
from hudang.web.shared.door import SignedInRequest, door

SUGGESTED, LISTED, LONGEST = 6, 30, 60
TAIL = 6


@door(Right.VIEW_HOUSEHOLDS, methods=("GET", "POST"))
def results(request: SignedInRequest) -> HttpResponse:
    """Show everything that fits; a whole number opens what it stands for.

    The box sends its text (POST), because an identity number must not stay in an address.
    """
    text = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()[:LONGEST]
    straight = only_one(request.user, text)
    if straight is not None:
        return redirect(url_of(straight))
    if request.method == "POST" or is_private(text):
        kept = text[-TAIL:] if is_private(text) else text
        return redirect(f"{reverse('search:results')}?{urlencode({'q': kept})}")
    found = found_for(request.user, text, LISTED)
    context = {"text": text, "groups": list(groups_of(found, text)), "more": found.more}
    return render(request, "search/results.html", context)


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def suggest(request: SignedInRequest) -> HttpResponse:
    """Return the list under the search box; by POST, so that what is typed stands in no server's log."""
    text = request.POST.get("q", "").strip()
    found = found_for(request.user, text, SUGGESTED)
    return render(request, "search/suggestions.html", {"text": text, "groups": list(groups_of(found, text))})
