"""Columns and saved views of lists: each act goes back to the list it came from."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hudang.accounts.actions import listing as acts
from hudang.accounts.queries import habit_of, view_for, views_for
from hudang.accounts.vocabulary import LISTING_LABELS, Listing, Right
from hudang.kernel.errors import NotVisible
from hudang.web.lists.tools import PAGES, address_of
from hudang.web.shared.door import SignedInRequest, door


def _listing(text: str) -> Listing:
    try:
        return Listing(text)
    except ValueError as error:
        raise NotVisible from error


def _back(listing: Listing, query: str) -> HttpResponse:
    """Return to the list with its filters; a view has columns of its own, so it is left."""
    kept = [(name, value) for name, value in parse_qsl(query) if name != "view"] or [("view", "all")]
    return redirect(f"{reverse(PAGES[listing])}?{urlencode(kept)}")


def _moved(order: list[str], moved: str) -> list[str]:
    """Return the order with one column a place up or down (``up:size``)."""
    way, _, key = moved.partition(":")
    if key in order:
        at = order.index(key)
        to = at - 1 if way == "up" else at + 1
        if 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
    return order


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def columns(request: SignedInRequest, listing: str) -> HttpResponse:
    """Keep the columns of a list; ``move`` shifts one of them where no script does."""
    listed, sent = _listing(listing), request.POST
    shown = set(sent.getlist("shown"))
    order = [key for key in _moved(sent.getlist("order"), sent.get("move", "")) if key in shown]
    acts.choose_columns(actor=request.user, listing=listed, columns=[] if "usual" in sent else order)
    return _back(listed, sent.get("query", ""))


@door(Right.VIEW_HOUSEHOLDS, methods=("GET", "POST"))
def saved(request: SignedInRequest, listing: str) -> HttpResponse:
    """List the user's views of a list to rename, share or delete them; save one (POST)."""
    listed = _listing(listing)
    if request.method == "POST":
        return _save(request, listed)
    views = views_for(request.user, listed)
    context = {
        "listing": listed,
        "label": LISTING_LABELS[listed],
        "list_url": reverse(PAGES[listed]),
        "rows": [{"view": view, "url": address_of(view), "own": view.owner_id == request.user.pk} for view in views],
        "opens_with": habit_of(request.user, listed).opens_with_id,
    }
    return render(request, "lists/views.html", context)


def _save(request: SignedInRequest, listing: Listing) -> HttpResponse:
    sent = request.POST
    view = acts.save_view(
        actor=request.user,
        listing=listing,
        name=sent.get("name", ""),
        query=sent.get("query", ""),
        columns=sent.getlist("columns"),
        shared="shared" in sent,
    )
    if "first" in sent:
        acts.open_with(actor=request.user, listing=listing, view_id=view.pk)
    messages.success(request, f"已保存视图“{view.name}”。")
    return redirect(address_of(view))


@door(Right.VIEW_HOUSEHOLDS, methods=("POST",))
def change(request: SignedInRequest, view_id: int) -> HttpResponse:
    """Rename, share, delete a view, or let the list open with it."""
    act, user = request.POST.get("act", ""), request.user
    listing = Listing(view_for(user, view_id).listing)
    if act == "rename":
        acts.rename_view(actor=user, view_id=view_id, name=request.POST.get("name", ""))
    elif act in ("share", "keep"):
        acts.share_view(actor=user, view_id=view_id, shared=act == "share")
    elif act == "delete":
        messages.success(request, f"已删除视图“{acts.delete_view(actor=user, view_id=view_id).name}”。")
    elif act in ("first", "last"):
        acts.open_with(actor=user, listing=listing, view_id=view_id if act == "first" else None)
    return redirect("lists:views", listing=listing.value)
