"""档案墙: the boxes of the user's division as they stand on their shelves, with a fixed number of queries.

Where several townships are seen at once each village is one spine; within one township each box is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, FileFigure, Pouch
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.shelving import Shelf, Spine, numbers, retention_words, span
from hudang.archives.vocabulary import OPEN_STATES, UNCLOSED_STATES, BoxKind, PouchState
from hudang.divisions.queries import names_of, villages_of
from hudang.households.names import name_keys
from hudang.kernel.division_codes import scope_prefix, township_code

_IN_HOUSE = [*UNCLOSED_STATES, PouchState.CLOSED]


def _prefix(user: User, division: str) -> str:
    """Return the narrower of the user's own division and the chosen one."""
    chosen = scope_prefix(division) if division else ""
    return chosen if chosen.startswith(user.scope) else user.scope


def by_box(user: User, division: str = "") -> bool:
    """Tell whether each box has a spine of its own: within one township."""
    return len(_prefix(user, division)) > 6


def wall_for(user: User, division: str = "") -> list[Shelf]:
    """Return the shelves of the townships within the user's division and ``division`` (a code, or empty)."""
    require(user, Right.VIEW_HOUSEHOLDS)
    prefix = _prefix(user, division)
    villages = {village.code: village.name for village in villages_of(prefix)}
    spines = _box_spines(user, prefix) if by_box(user, division) else _village_spines(user, prefix)
    found: dict[str, list[dict[str, Any]]] = {}
    for spine in spines:
        found.setdefault(spine["village_code"], []).append(spine)
    towns = names_of({township_code(code) for code in {*villages, *found}})
    # a village that ended keeps its boxes on the shelf
    villages |= names_of(set(found) - set(villages))
    shelves: dict[str, Shelf] = {}
    for code in sorted(villages):
        town = township_code(code)
        shelf = shelves.setdefault(town, Shelf(towns.get(town, ""), town))
        shelf.spines += _spines(found.get(code) or [{"village_code": code}], villages[code], shelf.township)
    return list(shelves.values())


def _spines(boxes: Iterable[dict[str, Any]], village: str, township: str) -> Iterator[Spine]:
    """Yield the spines of one village's boxes with the words by which each is found."""
    named = f"{township}{village}".lower()
    spelled = f"{' '.join(name_keys(village))} {''.join(name_keys(township)[1:])}".lower()
    for values in boxes:
        keys = f"{named} {values['village_code']} {values.get('number', '')} {spelled}"
        yield Spine(village=village, township=township, keys=keys, **values)


def _village_spines(user: User, prefix: str) -> Iterator[dict[str, Any]]:
    """Yield for each village its boxes as one spine."""
    figures = {row.pop("village_code"): row for row in _village_figures(user, prefix)}
    retained = _retained()
    boxes = Box.objects.filter(within(user), within_division(prefix), kind=BoxKind.VILLAGE, retired_on=None).order_by(
        "village_code"
    )
    rows = boxes.values_list("village_code", "fonds__code").annotate(
        Count("pk"), Max("number"), Max("thickness_mm"), Min("pk")
    )
    for code, fonds, count, last, thickness, first in rows:
        yield {
            "village_code": code,
            "box_id": first if count == 1 else None,
            "boxes": count,
            "number": numbers(count, last),
            "thickness_mm": thickness,
            "fonds": fonds,
            **_words(figures.get(code), retained),
        }


def _box_spines(user: User, prefix: str) -> Iterator[dict[str, Any]]:
    """Yield each box as it stands, the stopped ones after their village's."""
    boxes = Box.objects.filter(within(user), within_division(prefix), retired_on=None).order_by(
        "village_code", "-kind", "number"
    )
    pouches = Pouch.objects.filter(box__in=boxes.order_by().values("pk"), state__in=_IN_HOUSE)
    figures = {row.pop("box_id"): row for row in _figures(pouches, "box_id", "file__")}
    retained = _retained()
    rows = boxes.values_list("pk", "village_code", "kind", "number", "thickness_mm", "fonds__code")
    for pk, code, kind, number, thickness, fonds in rows:
        yield {
            "village_code": code,
            "box_id": pk,
            "boxes": 1,
            "number": f"{number:02d}",
            "thickness_mm": thickness,
            "stopped": kind == BoxKind.STOPPED,
            "fonds": fonds,
            **_words(figures.get(pk), retained),
        }


def _village_figures(user: User, prefix: str) -> Iterable[dict[str, Any]]:
    """Return the same by village, from the figures that are kept."""
    kept = FileFigure.objects.filter(within(user), within_division(prefix), state__in=_IN_HOUSE, files__gt=0)
    rows: list[Any] = list(
        kept.order_by()
        .values("village_code")
        .annotate(
            pouches=Sum("files"),
            incomplete=Sum("incomplete", filter=Q(state__in=OPEN_STATES), default=0),
            first_year=Min("year"),
            last_year=Max("year"),
            one=Min("retention"),
            other=Max("retention"),
        )
    )
    return rows


def _figures(rows: QuerySet[Any], key: str, file: str) -> Iterable[dict[str, Any]]:
    """Return by ``key`` how many pouches there are, how many lack papers, their years and retention periods."""
    lacking = Q(**{f"{file}missing_count__gt": 0, f"{file}state__in": OPEN_STATES})
    return list(
        rows.order_by()
        .values(key)
        .annotate(
            pouches=Count("pk"),
            incomplete=Count("pk", filter=lacking),
            first_year=Min(f"{file}year"),
            last_year=Max(f"{file}year"),
            one=Min(f"{file}retention"),
            other=Max(f"{file}retention"),
        )
    )


def _retained() -> Callable[[str, str], str]:
    """Return the words of two retention periods; the same two stand on most boxes."""
    names = retention_names()
    return cache(lambda one, other: retention_words(names, one, other))


def _words(figures: dict[str, Any] | None, retained: Callable[[str, str], str]) -> dict[str, Any]:
    if figures is None:
        return {}
    return {
        "pouches": figures["pouches"],
        "incomplete": figures["incomplete"],
        "years": span(figures["first_year"], figures["last_year"]),
        "retention": retained(figures["one"], figures["other"]),
    }
