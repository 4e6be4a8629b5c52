"""The boxes of a user's division as a list: narrowed, ordered, with what stands in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, BoxFigure
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import usable
from hudang.archives.vocabulary import BOX_THICKNESSES_MM, BoxFilter
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import scope_prefix, township_code

_IN_ORDER = ("village_code", "kind", "number")
_ORDERS: dict[str, tuple[str, ...]] = {
    "village": _IN_ORDER,
    "pouches": ("pouch_count", *_IN_ORDER),
    "filled": ("filled", *_IN_ORDER),
    "place": ("location__code", *_IN_ORDER),
    "founded": ("created_at", *_IN_ORDER),
}


@dataclass(frozen=True)
class BoxFilters:
    """What the list is narrowed to; empty means all. ``sort`` is a key of the orders, ``-`` before it turns it."""

    division: str = ""
    kind: str = ""
    only: str = ""
    sort: str = ""


@dataclass(frozen=True)
class BoxRow:
    """A box with its place in words and how full it is, in per cent of what it takes."""

    box: Box
    village: str
    township: str
    pouches: int
    filled: int


def boxes_for(user: User, filters: BoxFilters) -> QuerySet[Box]:
    """Return the boxes in use of the user's division that the filters leave, in order."""
    require(user, Right.VIEW_HOUSEHOLDS)
    figures = BoxFigure.objects.filter(village_code=OuterRef("village_code"), box_id=OuterRef("pk"))
    boxes = Box.objects.filter(within(user), retired_on=None).annotate(
        pouch_count=Coalesce(Subquery(figures.values("pouches")[:1]), 0),
        filled=F("filled_micrometres") / F("thickness_mm"),
    )
    if filters.division:
        boxes = boxes.filter(within_division(scope_prefix(filters.division)))
    if filters.kind:
        boxes = boxes.filter(kind=filters.kind)
    if filters.only in _ONLY:
        boxes = boxes.filter(_ONLY[filters.only]())
    order = _ORDERS.get(filters.sort.removeprefix("-"), _IN_ORDER)
    turned = F(order[0]).desc(nulls_last=True) if filters.sort.startswith("-") else F(order[0]).asc(nulls_last=True)
    return boxes.select_related("location", "keeper", "fonds").order_by(turned, *order[1:])


def box_rows(boxes: Iterable[Box]) -> list[BoxRow]:
    """Return boxes of ``boxes_for`` as rows; one query more however many."""
    found, limits = list(boxes), thresholds()
    codes = {box.village_code for box in found}
    names = names_of(codes | {township_code(code) for code in codes})
    return [
        BoxRow(
            box,
            names.get(box.village_code, box.village_code),
            names.get(township_code(box.village_code), ""),
            box.pouch_count,  # type: ignore[attr-defined]
            min(100, box.filled_micrometres * 100 // usable(box.thickness_mm, limits)),
        )
        for box in found
    ]


def _full() -> Q:
    limits, full = thresholds(), Q()
    for thickness in BOX_THICKNESSES_MM:
        full |= Q(thickness_mm=thickness, filled_micrometres__gte=usable(thickness, limits))
    return full


_ONLY: dict[str, Callable[[], Any]] = {
    BoxFilter.EMPTY: lambda: Q(pouch_count=0),
    BoxFilter.FULL: _full,
    BoxFilter.UNPLACED: lambda: Q(location=None),
    BoxFilter.KEEPERLESS: lambda: Q(keeper=None),
}
