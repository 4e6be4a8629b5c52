"""What stands above a list: its saved views, its columns, and how both look now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from hudang.accounts.queries import habit_of, views_for
from hudang.accounts.rules import kept_query
from hudang.accounts.vocabulary import LISTING_LABELS, Listing
from hudang.web.shared.numbers import row_number

if TYPE_CHECKING:
    from hudang.accounts.models import SavedView, User

EVERYTHING = "all"
PAGES = {
    Listing.HOUSEHOLDS: "households:list",
    Listing.MISSING: "archives:missing",
    Listing.VILLAGES: "archives:villages",
    Listing.BOXES: "archives:boxes",
}


@dataclass(frozen=True)
class ColumnChoice:
    """A column in the chooser, those shown first and in their order."""

    key: str
    label: str
    shown: bool


@dataclass(frozen=True)
class ListTools:
    """The views and columns of one list for one user; ``query`` is the address as it stands."""

    listing: Listing
    label: str
    views: list[dict[str, object]]
    current: SavedView | None
    changed: bool
    own: bool
    choices: list[ColumnChoice]
    columns: list[str]
    query: str
    first_url: str


def tools_for(
    user: User, address: QueryDict, listing: Listing, labels: Mapping[str, str], usual: Sequence[str]
) -> ListTools:
    """Return what stands above the list at an address; two queries."""
    views, habit = views_for(user, listing), habit_of(user, listing)
    wanted = row_number(address.get("view", ""))
    current = next((view for view in views if view.pk == wanted), None)
    known = [key for key in (current.columns if current else habit.columns) if key in labels]
    columns = known or list(usual)
    first = next((view for view in views if view.pk == habit.opens_with_id), None)
    query = address.urlencode()
    return ListTools(
        listing=listing,
        label=LISTING_LABELS[listing],
        views=_links(listing, views, current, user),
        current=current,
        changed=current is not None and kept_query(query) != current.query,
        own=current is not None and current.owner_id == user.pk,
        choices=[ColumnChoice(key, labels[key], key in columns) for key in (*columns, *_rest(labels, columns))],
        columns=columns,
        query=query,
        first_url=address_of(first) if first and not query else "",
    )


def address_of(view: SavedView) -> str:
    """Return the list as the view has it."""
    query = "&".join(part for part in (view.query, urlencode({"view": view.pk})) if part)
    return f"{reverse(PAGES[Listing(view.listing)])}?{query}"


def _rest(labels: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    return [key for key in labels if key not in columns]


def _links(
    listing: Listing, views: Sequence[SavedView], current: SavedView | None, user: User
) -> list[dict[str, object]]:
    if not views:
        return []
    everything = {"label": "全部", "url": f"{reverse(PAGES[listing])}?view={EVERYTHING}", "current": current is None}
    named = [
        {
            "label": view.name if view.owner_id == user.pk else f"{view.name}（{view.owner.display_name}）",
            "url": address_of(view),
            "current": view == current,
        }
        for view in views
    ]
    return [everything, *named]
