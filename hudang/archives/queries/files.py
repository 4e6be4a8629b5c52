"""Household files, pouches and boxes within a user's division."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, HouseholdFile, Item, Pouch
from hudang.archives.vocabulary import OPEN_STATES, BoxKind, PouchState
from hudang.divisions.models import Division
from hudang.households.models import Household
from hudang.households.vocabulary import BenefitState
from hudang.kernel.errors import NotVisible

IN_PAYMENT = (BenefitState.ACTIVE, BenefitState.GRADUAL, BenefitState.PAUSED)


def files_for(user: User) -> QuerySet[HouseholdFile]:
    """Return the household files of the user's division."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return HouseholdFile.objects.filter(within(user)).select_related("household", "fonds", "series")


def file_for(user: User, file_id: int) -> HouseholdFile:
    """Return one file; raises ``NotVisible`` outside the user's division."""
    file = files_for(user).filter(pk=file_id).first()
    if file is None:
        raise NotVisible
    return file


def pouch_for(user: User, pouch_id: int) -> Pouch:
    """Return one pouch with its file, household and box; raises ``NotVisible``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    pouches = Pouch.objects.filter(within(user)).select_related(
        "file__fonds", "file__series", "household", "box__location"
    )
    pouch = pouches.filter(pk=pouch_id).first()
    if pouch is None:
        raise NotVisible
    return pouch


def box_for(user: User, box_id: int) -> Box:
    """Return one box; raises ``NotVisible``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    box = Box.objects.filter(within(user), pk=box_id).select_related("fonds", "location").first()
    if box is None:
        raise NotVisible
    return box


def pouches_in(box: Box) -> QuerySet[Pouch]:
    """Return the pouches in a box in their order; the caller has the box from ``box_for``."""
    pouches = Pouch.objects.filter(box=box).select_related("file", "household")
    return pouches.order_by("file__year", "file__sequence", "part")


def boxes_of(village_codes: Iterable[str]) -> list[Box]:
    """Return the boxes of these villages with the number of pouches in each as ``pouch_count``."""
    boxes = Box.objects.filter(village_code__in=list(village_codes)).select_related("location", "fonds")
    return list(boxes.annotate(pouch_count=Count("pouches")).order_by("village_code", "kind", "number"))


def open_file_of(household: Household) -> HouseholdFile | None:
    """Return the household's file in use, or its latest; the caller has the household from its own query."""
    files = HouseholdFile.objects.filter(household=household).select_related("fonds", "series")
    return files.filter(state__in=OPEN_STATES).first() or files.order_by("-pk").first()


def pouches_of(file: HouseholdFile) -> list[Pouch]:
    """Return the pouches of a file in order."""
    return list(file.pouches.select_related("box__location").order_by("part"))


def items_of(file: HouseholdFile) -> QuerySet[Item]:
    """Return the items of a file in order."""
    return Item.objects.filter(file=file).select_related("material").order_by("number")


def missing_counts(household_codes: Sequence[str]) -> dict[str, int]:
    """Return how many papers the open file of each household lacks; codes come from a scoped query."""
    rows = HouseholdFile.objects.filter(household__code__in=household_codes, state__in=OPEN_STATES)
    return dict(rows.values_list("household__code", "missing_count"))


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


def _tally(rows: QuerySet[Any], **aggregates: Any) -> dict[str, dict[str, Any]]:
    return {row.pop("village_code"): row for row in rows.order_by().values("village_code").annotate(**aggregates)}


def villages_for(user: User, township: str = "") -> list[VillageRow]:
    """Return every live village of the user's division with its figures; three queries however many villages."""
    require(user, Right.VIEW_HOUSEHOLDS)
    scope = within(user, "code") & (within_division(township[:9], "code") if township else Q())
    villages = list(Division.objects.filter(scope, level="village", valid_until=None).values_list("code", "name"))
    place = within_division(township[:9], "village_code") if township else Q()
    households = _tally(Household.objects.filter(within(user), place, state__in=IN_PAYMENT), total=Count("pk"))
    files = _tally(
        HouseholdFile.objects.filter(within(user), place, state__in=[*OPEN_STATES, PouchState.CLOSED]),
        total=Count("pk"),
        incomplete=Count("pk", filter=Q(missing_count__gt=0)),
        items=Sum("item_count"),
    )
    boxes = _tally(Box.objects.filter(within(user), place, kind=BoxKind.VILLAGE), total=Count("pk"))
    names = dict(Division.objects.filter(within(user, "code") | Q(level="township")).values_list("code", "name"))
    return [
        VillageRow(
            code=code,
            name=name,
            township=names.get(code[:9] + "000", ""),
            households=households.get(code, {}).get("total", 0),
            files=files.get(code, {}).get("total", 0),
            incomplete=files.get(code, {}).get("incomplete", 0),
            boxes=boxes.get(code, {}).get("total", 0),
            items=files.get(code, {}).get("items") or 0,
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
    files = HouseholdFile.objects.filter(within(user), state__in=OPEN_STATES)
    figures = files.aggregate(total=Count("pk"), incomplete=Count("pk", filter=Q(missing_count__gt=0)))
    without = Household.objects.filter(within(user), state__in=IN_PAYMENT).exclude(
        pk__in=HouseholdFile.objects.filter(within(user)).exclude(state=PouchState.DESTROYED).values("household")
    )
    return Counts(
        files=figures["total"],
        incomplete=figures["incomplete"],
        without_pouch=without.count(),
        boxes=Box.objects.filter(within(user)).count(),
    )


def missing_for(user: User, prefix: str = "", material: str = "") -> QuerySet[HouseholdFile]:
    """Return the open files that lack papers, in the user's division, within ``prefix``, lacking ``material``."""
    files = files_for(user).filter(state__in=OPEN_STATES, missing_count__gt=0)
    if prefix:
        files = files.filter(within_division(prefix))
    if material:
        # the list is stored as JSON text on every database; the quotes keep M02 apart from M02a
        files = files.annotate(missing_text=Cast("missing", TextField())).filter(missing_text__contains=f'"{material}"')
    return files.order_by("village_code", "year", "sequence")


def files_within(user: User, prefix: str) -> Iterator[HouseholdFile]:
    """Return every file of the user's division within ``prefix``, read as it is asked for."""
    files = files_for(user).filter(within_division(prefix)).exclude(state=PouchState.DESTROYED)
    return files.order_by("village_code", "year", "sequence").iterator(chunk_size=500)
