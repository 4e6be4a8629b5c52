"""One box for everything: people and households, files and items, places; grouped, within the user's division."""

from __future__ import annotations

from dataclasses import dataclass, field

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.finding import FileHit, files_by_code
from hudang.divisions.queries import DivisionName, places_under
from hudang.households.names import name_keys
from hudang.households.queries.finding import PersonHit, people_for
from hudang.households.queries.search import is_private
from hudang.kernel.division_codes import DivisionLevel, is_division_code, township_code
from hudang.kernel.identity import tidy_identity
from hudang.kernel.variants import fold_name

_LONGEST = 60
_HOUSEHOLD_CODE = 16


@dataclass(frozen=True)
class PlaceHit:
    """A village or township of the user's division."""

    code: str
    name: str
    township: str
    short_code: str
    is_village: bool


@dataclass(frozen=True)
class Found:
    """What fits a text, by group; ``more`` says that a group holds further ones."""

    people: list[PersonHit] = field(default_factory=list)
    files: list[FileHit] = field(default_factory=list)
    places: list[PlaceHit] = field(default_factory=list)
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.people or self.files or self.places)


def found_for(user: User, text: str, limit: int) -> Found:
    """Return up to ``limit`` of each group that fit the text; a fixed number of queries. Raises ``NotAllowed``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    text = text.strip()[:_LONGEST]
    if not text:
        return Found()
    people, files = people_for(user, text, limit + 1), files_by_code(user, text, limit + 1)
    places = _places(user, text, limit + 1)
    more = any(len(group) > limit for group in (people, files, places))
    return Found(people[:limit], files[:limit], places[:limit], more)


def only_one(user: User, text: str) -> PersonHit | FileHit | None:
    """Return what a whole number stands for (identity, account, household code, 档号), when it is exactly one."""
    typed = tidy_identity(text)
    if is_private(text) or (len(typed) == _HOUSEHOLD_CODE and is_division_code(typed[:12])):
        people = people_for(user, text, 2)
        return people[0] if len(people) == 1 else None
    files = files_by_code(user, text, 2) if "-" in text else []
    return files[0] if files and (len(files) == 1 or files[0].reference_code == typed) else None


def _places(user: User, text: str, limit: int) -> list[PlaceHit]:
    """Return the places whose name, alias, pinyin, initials, code or short code begins with (or holds) the text."""
    places = {place.code: place for place in places_under(user.scope)}
    wanted = fold_name(text)
    ranked = [(rank, place) for place in places.values() if (rank := _rank(place, wanted)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].code))
    return [_place_hit(place, places) for _, place in ranked[:limit]]


def _rank(place: DivisionName, wanted: str) -> int | None:
    """Return 0 for the whole name or code, 1 for a beginning, 2 for a part of a name; ``None`` for nothing."""
    names = [fold_name(name) for name in (place.name, *place.aliases)]
    spelled = [key for keys in name_keys(place.name) for key in keys.split()]
    if wanted in names or wanted in (place.code, place.short_code.lower()):
        return 0
    if any(key.startswith(wanted) for key in (*names, *spelled)):
        return 1
    if len(wanted) >= 6 and place.code.startswith(wanted):
        return 1
    return 2 if not wanted.isascii() and any(wanted in name for name in names) else None


def _place_hit(place: DivisionName, places: dict[str, DivisionName]) -> PlaceHit:
    town = places.get(township_code(place.code))
    return PlaceHit(
        code=place.code,
        name=place.name,
        township=town.name if town and town is not place else "",
        short_code=place.short_code,
        is_village=place.level == DivisionLevel.VILLAGE,
    )
