"""使用指南: contents, chapters, search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from hudang.web.help.contents import CHAPTERS, GROUPS, OF_POST
from hudang.web.help.guide import chapter, chapters
from hudang.web.help.search import search
from hudang.web.shared.door import SignedInRequest, door

_LONGEST_SEARCH = 60


@door()
def contents(request: SignedInRequest) -> HttpResponse:
    """Show the chapters, that of the user's post first; or the sections in which words were found."""
    words = request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    context = {
        "words": words,
        "found": search(words),
        "own": chapter(OF_POST[request.user.post]) if request.user.post in OF_POST else None,
        "groups": [(title, chapters(names)) for title, names in GROUPS],
        "steps_hidden": request.user.first_steps_hidden,
    }
    return render(request, "help/contents.html", context)


@door()
def show(request: SignedInRequest, name: str) -> HttpResponse:
    """Show one chapter with its headings and its neighbours."""
    shown = chapter(name)
    place = CHAPTERS.index(name)
    context = {
        "chapter": shown,
        "before": chapter(CHAPTERS[place - 1]) if place else None,
        "after": chapter(CHAPTERS[place + 1]) if place + 1 < len(CHAPTERS) else None,
    }
    return render(request, "help/chapter.html", context)
