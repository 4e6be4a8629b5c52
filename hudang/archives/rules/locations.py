"""存放位置: 库房-区-列-节-层-面-顺序 (archive.md §3)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hudang.archives.errors import BadLocation

_SHELF = re.compile(r"K\d{1,2}(-[A-Z]\d{0,2}((-\d{1,2}){1,3}(-[LR])?(-\d{1,3})?)?)?")
_SHAPE = re.compile(r"K\d{1,2}-[A-Z]\d{0,2}(-\d{1,2}){1,3}(-[LR])?(-\d{1,3})?")


def normalise_location(text: str) -> str:
    """Return the location code in capitals without spaces; raises ``BadLocation`` for another shape."""
    return _normalised(text, _SHAPE)


def normalise_shelf(text: str) -> str:
    """Return the beginning of location codes, a room (K1), an area or a shelf (K1-A-02); raises ``BadLocation``."""
    return _normalised(text, _SHELF)


def _normalised(text: str, shape: re.Pattern[str]) -> str:
    code = text.strip().upper().replace(" ", "").replace("—", "-").replace("－", "-")
    if not shape.fullmatch(code):
        raise BadLocation(code=text.strip())
    return code


def holds_one(code: str) -> bool:
    """Tell whether a location is the place of a single box: it names side and position (K1-A-02-3-4-L-05)."""
    return bool(re.search(r"-[LR]-\d{1,3}$", code))


@dataclass(frozen=True)
class Held:
    """A place that is in use or set up, with what stands there."""

    code: str
    boxes: int
    capacity: int | None = None
    note: str = ""


@dataclass(frozen=True)
class PlaceRow:
    """One line of the tree of places: a place or what encloses places, with all boxes in it."""

    code: str
    depth: int
    boxes: int
    capacity: int | None
    note: str

    @property
    def over(self) -> bool:
        """Whether more boxes stand here than have room."""
        return self.capacity is not None and self.boxes > self.capacity


def _natural(code: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", code))


def place_rows(places: Iterable[Held]) -> list[PlaceRow]:
    """Return the tree of places line by line: each room, row and shelf before what is in it.

    What encloses places holds their boxes; it has room for their sum where each of them says so.
    """
    inside: dict[str, list[Held]] = defaultdict(list)
    own = {held.code: held for held in places}
    for held in own.values():
        parts = held.code.split("-")
        for depth in range(1, len(parts) + 1):
            inside["-".join(parts[:depth])].append(held)
    return [_row(code, inside[code], own.get(code)) for code in sorted(inside, key=_natural)]


def _row(code: str, held: list[Held], own: Held | None) -> PlaceRow:
    rooms = [each.capacity for each in held]
    room = own.capacity if own and own.capacity is not None else None
    if room is None and None not in rooms:
        room = sum(each or 0 for each in rooms)
    boxes = sum(each.boxes for each in held)
    return PlaceRow(code, code.count("-"), boxes, room, own.note if own else "")
