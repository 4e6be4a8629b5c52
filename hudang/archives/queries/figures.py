"""The archive's figures within a user's division: kept by the database, so nothing is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Count, QuerySet, Sum

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, FileFigure, HouseholdFile, UnfiledFigure
from hudang.archives.queries.clearance import withheld, withheld_levels
from hudang.archives.vocabulary import OPEN_STATES, UNCLOSED_STATES, BoxKind, PouchState, VillageFilter
from hudang.divisions.models import Division
from hudang.divisions.queries import names_of
from hudang.households.models import Household
from hudang.households.queries.counts import households_by_village
from hudang.households.vocabulary import IN_PAYMENT
from hudang.kernel.division_codes import township_code

STANDING = (*UNCLOSED_STATES, PouchState.CLOSED)


@dataclass(frozen=True)
class VillageRow:
    """One village in the overview: households in payment, files, how many of them lack papers, boxes."""

    code: str
    name: str
    township: str
    households: int
    files: int
    incomplete: int
    boxes: int
    items: int

    @property
    def complete_percent(self) -> int:
        """Share of files that lack nothing."""
        return (self.files - self.incomplete) * 100 // self.files if self.files else 100


def _by_village(rows: QuerySet[Any], **sums: Any) -> dict[str, dict[str, Any]]:
    return {row.pop("village_code"): row for row in rows.order_by().values("village_code").annotate(**sums)}


def villages_for(user: User, township: str = "") -> list[VillageRow]:
    """Return every live village of the user's division with its figures; five queries however many villages."""
    require(user, Right.VIEW_HOUSEHOLDS)
    prefix = township[:9] or user.scope
    scope = within(user, "code") & within_division(prefix, "code")
    villages = Division.objects.filter(scope, level="village", valid_until=None).values_list("code", "name")
    return _rows(user, list(villages), prefix)


def narrowed(rows: Sequence[VillageRow], only: str = "", sort: str = "") -> list[VillageRow]:
    """Return the villages that a filter leaves (a ``VillageFilter``), ordered by a figure; ``-`` turns the order."""
    left = [row for row in rows if only not in _ONLY or _ONLY[only](row)]
    key = sort.removeprefix("-")
    return sorted(left, key=attrgetter(key), reverse=sort.startswith("-")) if key in _ORDERS else left


_ONLY: dict[str, Callable[[VillageRow], bool]] = {
    VillageFilter.INCOMPLETE: lambda row: row.incomplete > 0,
    VillageFilter.COMPLETE: lambda row: row.files > 0 and not row.incomplete,
    VillageFilter.BOXLESS: lambda row: not row.boxes,
    VillageFilter.WITHOUT: lambda row: not row.files,
}
_ORDERS = frozenset({"code", "households", "files", "boxes", "items", "incomplete", "complete_percent"})


def village_for(user: User, code: str) -> VillageRow | None:
    """Return the figures of one village, ``None`` when it is no live village of the user's division."""
    require(user, Right.VIEW_HOUSEHOLDS)
    villages = Division.objects.filter(within(user, "code"), code=code, level="village", valid_until=None)
    return next(iter(_rows(user, list(villages.values_list("code", "name")), code)), None)


def standing_in(code: str) -> tuple[int, int]:
    """Return how many households and boxes a village has, which go with it when it is merged into another."""
    boxes = Box.objects.filter(village_code=code, retired_on=None)
    return Household.objects.filter(village_code=code).count(), boxes.count()


def _rows(user: User, villages: Sequence[tuple[str, str]], prefix: str) -> list[VillageRow]:
    place = within(user) & within_division(prefix)
    households = households_by_village(user, prefix, IN_PAYMENT)
    files = _by_village(
        FileFigure.objects.filter(place, state__in=STANDING),
        total=Sum("files"),
        incomplete=Sum("incomplete"),
        held=Sum("items"),
    )
    boxes = _by_village(Box.objects.filter(place, kind=BoxKind.VILLAGE, retired_on=None), total=Count("pk"))
    names = names_of({township_code(code) for code, _ in villages})
    nothing = {"total": 0, "incomplete": 0, "held": 0}
    return [
        VillageRow(
            code=code,
            name=name,
            township=names.get(township_code(code), ""),
            households=households.get(code, 0),
            files=files.get(code, nothing)["total"],
            incomplete=files.get(code, nothing)["incomplete"],
            boxes=boxes.get(code, nothing)["total"],
            items=files.get(code, nothing)["held"],
        )
        for code, name in villages
    ]


@dataclass(frozen=True)
class Counts:
    """The archive's figures on the home page; each opens the list that it counts."""

    files: int
    incomplete: int
    without_pouch: int
    boxes: int


def counts_for(user: User) -> Counts:
    """Return the figures of the user's division."""
    require(user, Right.VIEW_HOUSEHOLDS)
    open_files = FileFigure.objects.filter(within(user), state__in=OPEN_STATES)
    figures = open_files.aggregate(total=Sum("files", default=0), lacking=Sum("incomplete", default=0))
    unfiled = UnfiledFigure.objects.filter(within(user)).aggregate(total=Sum("households", default=0))
    return Counts(
        files=figures["total"],
        incomplete=figures["lacking"] - _withheld_lacking(user, user.scope),
        without_pouch=unfiled["total"],
        boxes=Box.objects.filter(within(user), retired_on=None).count(),
    )


def missing_count(user: User, prefix: str = "") -> int:
    """Return how many open files lack papers, in the user's division and within ``prefix``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    place = within(user) & within_division(prefix or user.scope)
    figures = FileFigure.objects.filter(place, state__in=OPEN_STATES)
    total = figures.aggregate(total=Sum("incomplete", default=0))["total"]
    return int(total) - _withheld_lacking(user, prefix or user.scope)


def _withheld_lacking(user: User, prefix: str) -> int:
    """Return how many of the open files that lack papers the list does not show to the user."""
    if not withheld_levels(user):
        return 0
    files = HouseholdFile.objects.filter(withheld(user), within(user), within_division(prefix))
    return files.filter(state__in=OPEN_STATES, missing_count__gt=0).count()
