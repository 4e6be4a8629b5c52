"""移架: where each box of a shelf or room goes when the beginning of its place is replaced by another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hudang.archives.errors import BadLocation
from hudang.archives.rules.locations import holds_one, normalise_location


@dataclass(frozen=True)
class Standing:
    """A box and the code of the place where it stands."""

    box_id: int
    place: str


@dataclass(frozen=True)
class Transfer:
    """A box, where it stands and where it goes."""

    box_id: int
    origin: str
    target: str


def stands_within(place: str, shelf: str) -> bool:
    """Tell whether a place is the shelf itself or lies on it: K1-A-02-3 within K1-A-02, not within K1-A-0."""
    return place == shelf or place.startswith(f"{shelf}-")


def transfers(boxes: Iterable[Standing], shelf: str, target: str) -> list[Transfer]:
    """Return where each box on the shelf goes, in the order of their places."""
    on_shelf = [box for box in boxes if stands_within(box.place, shelf)]
    moved = [Transfer(box.box_id, box.place, target + box.place[len(shelf) :]) for box in on_shelf]
    return sorted(moved, key=lambda transfer: (transfer.origin, transfer.box_id))


def placings(box_ids: Sequence[int], start: str, a_place: int) -> list[Transfer]:
    """Return where boxes that stand nowhere yet go: ``a_place`` of them at ``start``, the next at the next place.

    The last number of the code counts up and keeps its digits; where only one box has room, each gets its own place.
    Raises ``BadLocation`` when the places run out.
    """
    head, _, last = normalise_location(start).rpartition("-")
    if not last.isdigit():
        raise BadLocation(code=start)
    each = 1 if holds_one(start) else max(1, a_place)
    targets = [f"{head}-{int(last) + place // each:0{len(last)}d}" for place in range(len(box_ids))]
    if targets:
        normalise_location(targets[-1])
    return [Transfer(box_id, "", target) for box_id, target in zip(box_ids, targets, strict=True)]


def taken(planned: Iterable[Transfer], boxes: Iterable[Standing], capacities: Mapping[str, int | None]) -> list[str]:
    """Return the target places where boxes that do not move leave too little room.

    ``capacities`` says how many boxes a place holds; a place with side and position holds one, others are not limited.
    """
    moving = {transfer.box_id: transfer.target for transfer in planned}
    arriving = Counter(moving.values())
    staying = Counter(box.place for box in boxes if box.box_id not in moving and box.place in arriving)
    limits = {place: capacities.get(place) or (1 if holds_one(place) else None) for place in staying}
    return sorted(
        place
        for place, count in staying.items()
        if (limit := limits[place]) is not None and count + arriving[place] > limit
    )
