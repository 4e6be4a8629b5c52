"""移架: what a move of a shelf or room would do, and the moves that were made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models import Count

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, Location, ShelfMove
from hudang.archives.rules.locations import Held, PlaceRow, normalise_location, normalise_shelf, place_rows
from hudang.archives.rules.shelves import Standing, Transfer, placings, taken, transfers
from hudang.kernel.division_codes import county_code, scope_prefix
from hudang.kernel.errors import NotVisible

_SHOWN = 16


@dataclass(frozen=True)
class ShelfPlan:
    """The move as it would be now; ``token`` changes when any box of it does."""

    origin: str
    target: str
    transfers: list[Transfer]
    taken: list[str]
    boxes: dict[int, Box]

    @property
    def token(self) -> str:
        """A digest by which the action knows that nothing changed since the preview."""
        told = "\n".join(f"{each.box_id} {each.origin} {each.target}" for each in self.transfers)
        return hashlib.sha256(told.encode()).hexdigest()[:_SHOWN]


def plan_for(user: User, origin: str, target: str) -> ShelfPlan:
    """Return what moving everything at ``origin`` to ``target`` would do within the user's division.

    Both are the beginning of location codes: a room (K1-A), a row or a shelf. Raises ``BadLocation``.
    """
    require(user, Right.ARRANGE_BOXES)
    first, last = normalise_shelf(origin), normalise_shelf(target)
    rows = Box.objects.filter(retired_on=None, location__county_code=county_code(user.division_code))
    places = [Standing(pk, code) for pk, code in rows.values_list("pk", "location__code")]
    mine = set(rows.filter(within(user)).values_list("pk", flat=True))
    planned = transfers((each for each in places if each.box_id in mine), first, last)
    return _plan(user, first, last, planned, places)


def placing_for(user: User, division: str, start: str, a_place: int) -> ShelfPlan:
    """Return where the boxes of a division that stand nowhere yet would go, village by village from ``start`` on.

    Raises ``BadLocation``.
    """
    require(user, Right.ARRANGE_BOXES)
    mine = Box.objects.filter(within(user), within_division(scope_prefix(division)), retired_on=None, location=None)
    ids = list(mine.order_by("village_code", "-kind", "number").values_list("pk", flat=True))
    rows = Box.objects.filter(retired_on=None, location__county_code=county_code(user.division_code))
    places = [Standing(pk, code) for pk, code in rows.values_list("pk", "location__code")]
    return _plan(user, "", normalise_location(start), placings(ids, normalise_location(start), a_place), places)


def places_for(user: User) -> list[PlaceRow]:
    """Return the places of the county as a tree, with the boxes of the user's division in each."""
    require(user, Right.ARRANGE_BOXES)
    standing = Box.objects.filter(within(user), retired_on=None).exclude(location=None).order_by()
    boxes = dict(standing.values_list("location").annotate(Count("pk")))
    rows = Location.objects.filter(county_code=county_code(user.division_code))
    told = rows.values_list("pk", "code", "capacity", "note")
    return place_rows(Held(code, boxes.get(pk, 0), capacity, note) for pk, code, capacity, note in told)


def unplaced_count(user: User) -> int:
    """Return how many boxes of the user's division stand nowhere yet."""
    require(user, Right.ARRANGE_BOXES)
    return Box.objects.filter(within(user), retired_on=None, location=None).count()


def _plan(user: User, origin: str, target: str, planned: list[Transfer], places: list[Standing]) -> ShelfPlan:
    boxes = Box.objects.in_bulk([each.box_id for each in planned])
    limited = Location.objects.filter(county_code=county_code(user.division_code), capacity__isnull=False)
    capacities = dict(limited.values_list("code", "capacity"))
    return ShelfPlan(origin, target, planned, taken(planned, places, capacities), boxes)


def shelf_moves_for(user: User) -> list[ShelfMove]:
    """Return the latest moves of shelves in the user's county."""
    require(user, Right.ARRANGE_BOXES)
    return list(ShelfMove.objects.filter(county_code=county_code(user.division_code))[:20])


def shelf_move_for(user: User, move_id: int) -> ShelfMove:
    """Return one move with all its boxes in the user's division; raises ``NotVisible``."""
    require(user, Right.ARRANGE_BOXES)
    move = ShelfMove.objects.filter(pk=move_id, county_code=county_code(user.division_code)).first()
    if move is None:
        raise NotVisible
    ids = [place["box"] for place in move.places]
    if Box.objects.filter(within(user), pk__in=ids).count() != len(ids):
        raise NotVisible
    return move


def boxes_moved(move: ShelfMove) -> list[tuple[Box, str, str]]:
    """Return each box of a move with the places it came from and went to; the caller has it from its own query."""
    boxes = Box.objects.in_bulk([place["box"] for place in move.places])
    return [(boxes[place["box"]], place["from"], place["to"]) for place in move.places if place["box"] in boxes]
