"""档案树: from the fonds down to a page, opened level by level, with the catalogue of the chosen node."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.archives.queries.catalogues import catalogue_for, line_count
from hudang.archives.queries.tree import Branch, children_of, holding_of, node_at, tree_for
from hudang.archives.rules.tree_paths import LEVEL_LABELS, Level, Place, place_of
from hudang.kernel.errors import NotVisible
from hudang.printing.actions.catalogues import print_catalogue
from hudang.printing.tasks import start_printing_catalogue
from hudang.web.archives.ways import ways
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response

ROWS_ON_PAGE = 100
# a longer catalogue is printed by the worker
PRINTED_AT_ONCE = 500


def _place(request: HttpRequest) -> Place:
    place = place_of(request.GET.get("at", ""))
    if place is None:
        raise NotVisible
    return place


@door(Right.VIEW_HOUSEHOLDS)
def tree(request: SignedInRequest) -> HttpResponse:
    """Show the tree opened along the way to a node, and the node's catalogue."""
    place = _place(request)
    branches = tree_for(request.user, place)
    if not place.parts and len(branches) == 1:
        place = branches[0].node.place
        branches = tree_for(request.user, place)
    node = node_at(branches, place)
    context = {
        "tabs": ways(request, "archives:tree"),
        "branches": branches,
        "place": place,
        "node": node,
        "level_label": LEVEL_LABELS[place.level],
        "may_print": request.user.may(Right.PRINT),
        "opens": _opens(request, place),
    }
    shown = _catalogue(request, place) if node is not None else {}
    return render(request, "archives/tree.html", context | shown)


def _catalogue(request: SignedInRequest, place: Place) -> dict[str, Any]:
    """Return the first lines of a node's catalogue."""
    catalogue = catalogue_for(request.user, place)
    rows = list(islice(catalogue.rows, ROWS_ON_PAGE + 1))
    headings = [heading for heading, _, _ in catalogue.columns]
    return {
        "catalogue": catalogue,
        "rows": [list(zip(headings, row, strict=True)) for row in rows[:ROWS_ON_PAGE]],
        "more": len(rows) > ROWS_ON_PAGE,
    }


def _opens(request: SignedInRequest, place: Place) -> dict[str, str] | None:
    """Return the page of the thing itself: box, pouch, item, page."""
    found: Any = holding_of(request.user, place)
    if found is None:
        return None
    if place.level == Level.BOX:
        return {"label": "打开村盒", "url": reverse("archives:box", args=[found.pk])}
    if place.level == Level.POUCH:
        return {"label": "打开户袋", "url": reverse("archives:pouch", args=[found.pk])}
    page = f"#page-{place.parts[-1]}" if place.level == Level.PAGE else ""
    return {"label": "打开这一页" if page else "打开这一件", "url": reverse("archives:item", args=[found.pk]) + page}


@door(Right.VIEW_HOUSEHOLDS)
def branch(request: SignedInRequest) -> HttpResponse:
    """Give the nodes below one, for the page's script."""
    place = _place(request)
    below = [Branch(node) for node in children_of(request.user, place)]
    return render(request, "archives/tree_branch.html", {"branches": below, "depth": place.level + 1})


@door(Right.PRINT)
def catalogue(request: SignedInRequest) -> HttpResponse:
    """Print the catalogue of a node."""
    place = _place(request)
    if place.level == Level.ROOT:
        return redirect("archives:tree")
    rows = line_count(request.user, place)
    if rows > PRINTED_AT_ONCE:
        return redirect("jobs:detail", start_printing_catalogue(actor=request.user, place=place, rows=rows).pk)
    return pdf_response(f"目录-{place.text}", print_catalogue(actor=request.user, place=place))
