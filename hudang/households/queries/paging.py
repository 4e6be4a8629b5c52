"""Pages of the list of households by key: the next page begins after the last row shown, wherever that is.

An OFFSET reads and throws away everything before the page; a key is looked up in the index of the order. Only a page
that is named by its number alone is counted to, from the nearer end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy, Q, QuerySet

from hudang.households.models import Household

PAGE_SIZE = 50


@dataclass(frozen=True)
class Position:
    """Where in a list: a page's number, and the household's code after (or before) which the page lies."""

    number: str | int = 1
    after: str = ""
    before: str = ""


class KeyedPage(Page[Any]):
    """A page that knows the codes of its first and last household, for the links to its neighbours."""

    first_code = last_code = ""


@dataclass(frozen=True)
class Order:
    """A column and its direction; equal values follow by code in the same direction."""

    field: str
    descending: bool = False

    def names(self, *, backwards: bool = False) -> tuple[str | OrderBy, ...]:
        """Return what ``order_by`` takes; no value is the least, whatever the database."""
        downwards = self.descending != backwards
        code = "-code" if downwards else "code"
        if self.field == "code":
            return (code,)
        field = F(self.field)
        return (field.desc(nulls_last=True) if downwards else field.asc(nulls_first=True), code)

    def beyond(self, value: Any, code: str, *, backwards: bool) -> Q:
        """Return the filter for rows that come after a row (before it, ``backwards``); no value is the least."""
        downwards = self.descending != backwards
        further = "lt" if downwards else "gt"
        if self.field == "code":
            return Q(**{f"code__{further}": code})
        tied = Q(**{self.field: value, f"code__{further}": code})
        if value is None:
            return tied if downwards else tied | Q(**{f"{self.field}__isnull": False})
        beyond = Q(**{f"{self.field}__{further}": value})
        # the range alone is what the index looks up
        reached = Q(**{f"{self.field}__{further}e": value})
        if downwards and self.field in _MAY_BE_MISSING:
            return (reached & (beyond | tied)) | Q(**{f"{self.field}__isnull": True})
        return reached & (beyond | tied)


_MAY_BE_MISSING = frozenset({"declared_size", "allowance", "approved_on"})


def keys_at(rows: QuerySet[Household], order: Order, place: Position, count: int, size: int) -> list[int]:
    """Return the primary keys of one page of the rows."""
    if code := place.after or place.before:
        backwards = not place.after
        mark = rows.filter(code=code).values_list(order.field, flat=True).first() if order.field != "code" else code
        beyond = rows.filter(order.beyond(mark, code, backwards=backwards))
        keys = list(beyond.order_by(*order.names(backwards=backwards)).values_list("pk", flat=True)[:size])
        return keys[::-1] if backwards else keys
    return _counted(rows, order, int(place.number), count, size)


def _counted(rows: QuerySet[Household], order: Order, number: int, count: int, size: int) -> list[int]:
    """Return the keys of page ``number``, counting from the nearer end."""
    start, stop = (number - 1) * size, min(number * size, count)
    if start <= count // 2:
        return list(rows.order_by(*order.names()).values_list("pk", flat=True)[start:stop])
    found = rows.order_by(*order.names(backwards=True)).values_list("pk", flat=True)[count - stop : count - start]
    return list(found)[::-1]


def keyed_page(items: Sequence[Any], codes: Sequence[str], paginator: Paginator[Any], number: int) -> KeyedPage:
    """Return what a page shows with the codes at its ends."""
    page = KeyedPage(items, number, paginator)
    if codes:
        page.first_code, page.last_code = codes[0], codes[-1]
    return page
