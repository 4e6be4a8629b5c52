"""Household files, pouches and boxes within a user's division."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, BoxFigure, HouseholdFile, Item, Pouch
from hudang.archives.queries.clearance import as_shown, readable
from hudang.archives.queries.figures import missing_count
from hudang.archives.vocabulary import OPEN_STATES, PouchState
from hudang.households.models import Household
from hudang.kernel.errors import NotVisible
from hudang.platform.reading import in_chunks


def files_for(user: User) -> QuerySet[HouseholdFile]:
    """Return the household files of the user's division."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return HouseholdFile.objects.filter(within(user)).select_related("household", "fonds", "series")


def file_for(user: User, file_id: int) -> HouseholdFile:
    """Return one file; raises ``NotVisible`` outside the user's division and where its class withholds it."""
    file = files_for(user).filter(readable(user), pk=file_id).first()
    if file is None:
        raise NotVisible
    return file


def pouch_for(user: User, pouch_id: int) -> Pouch:
    """Return one pouch with its file, household and box; raises ``NotVisible``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    pouches = Pouch.objects.filter(within(user), readable(user, "file__")).select_related(
        "file__fonds",
        "file__series",
        "file__scheme_class__scheme",
        "household",
        "box__location",
        "box__fonds",
        "box__keeper",
        "box__inspector",
    )
    pouch = pouches.filter(pk=pouch_id).first()
    if pouch is None:
        raise NotVisible
    return pouch


def box_for(user: User, box_id: int) -> Box:
    """Return one box; raises ``NotVisible``."""
    require(user, Right.VIEW_HOUSEHOLDS)
    box = Box.objects.filter(within(user), pk=box_id).select_related("fonds", "location", "keeper", "inspector").first()
    if box is None:
        raise NotVisible
    return box


def pouches_in(box: Box) -> QuerySet[Pouch]:
    """Return the pouches in a box in their order; the caller has the box from ``box_for``."""
    pouches = Pouch.objects.filter(box=box).select_related("file__scheme_class", "household")
    return pouches.order_by("file__year", "file__sequence", "part")


def boxes_of(village_codes: Iterable[str]) -> list[Box]:
    """Return the boxes of these villages with the number of pouches in each as ``pouch_count``."""
    codes = list(village_codes)
    boxes = Box.objects.filter(village_code__in=codes, retired_on=None).select_related("location", "fonds")
    pouches = dict(BoxFigure.objects.filter(village_code__in=codes).values_list("box_id", "pouches"))
    found = list(boxes.order_by("village_code", "kind", "number"))
    for box in found:
        box.pouch_count = pouches.get(box.pk, 0)  # type: ignore[attr-defined]
    return found


def open_file_of(household: Household) -> HouseholdFile | None:
    """Return the household's file in use, or its latest; the caller has the household from its own query."""
    files = HouseholdFile.objects.filter(household=household).select_related("fonds", "series", "scheme_class")
    return files.filter(state__in=OPEN_STATES).first() or files.order_by("-pk").first()


def open_references_of(household_ids: Iterable[int]) -> dict[int, str]:
    """Return the reference codes of the files that ``open_file_of`` finds for households, by household; two queries."""
    rows = HouseholdFile.objects.filter(household__in=household_ids).order_by("pk")
    latest = dict(rows.values_list("household_id", "reference_code"))
    return latest | dict(rows.filter(state__in=OPEN_STATES).values_list("household_id", "reference_code"))


def pouches_of(file: HouseholdFile) -> list[Pouch]:
    """Return the pouches of a file in order."""
    return list(file.pouches.select_related("box__location").order_by("part"))


def items_of(user: User, file: HouseholdFile) -> list[Item]:
    """Return the items of a file in order, as the user may know them; the caller has the file from its own query."""
    return as_shown(user, Item.objects.filter(file=file).select_related("material", "pouch").order_by("number"))


def with_open_file(files: QuerySet[HouseholdFile]) -> QuerySet[HouseholdFile]:
    """Keep the open ones of a few files; by an expression, lest SQLite begin with all open files of the archive."""
    return files.alias(kept=Concat("state", Value(""))).filter(kept__in=OPEN_STATES)


def missing_counts(user: User, household_codes: Sequence[str]) -> dict[str, int]:
    """Return how many papers the open file of each household lacks, where the user may know; codes are of his own."""
    rows = with_open_file(HouseholdFile.objects.filter(readable(user), household__code__in=household_codes))
    return dict(rows.values_list("household__code", "missing_count"))


def missing_for(user: User, prefix: str = "", material: str = "") -> QuerySet[HouseholdFile]:
    """Return the open files that lack papers, in the user's division, within ``prefix``, lacking ``material``."""
    files = files_for(user).select_related("scheme_class").filter(readable(user))
    files = files.filter(state__in=OPEN_STATES, missing_count__gt=0)
    if prefix:
        files = files.filter(within_division(prefix))
    if material:
        files = lacking(files, material)
    return files.order_by("village_code", "year", "sequence")


def lacking(files: QuerySet[HouseholdFile], material: str) -> QuerySet[HouseholdFile]:
    """Return those files that lack this material."""
    # the list is stored as JSON text on every database; the quotes keep M02 apart from M02a
    return files.annotate(missing_text=Cast("missing", TextField())).filter(missing_text__contains=f'"{material}"')


_COUNTY = 6


class MissingList(Sequence[HouseholdFile]):
    """The open files that lack papers, read page by page; what Django's paginator needs."""

    def __init__(self, user: User, prefix: str, material: str = "") -> None:
        self._user, self._prefix, self._material = user, prefix, material
        self._rows = missing_for(user, prefix, material)
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            counted = self._rows.count() if self._material else missing_count(self._user, self._prefix)
            self._count = counted
        return self._count

    def _in_order(self) -> QuerySet[HouseholdFile]:
        """Return the rows; a county's by expressions, which SQLite reads in their order instead of sorting them."""
        if self._material or len(max(self._prefix, self._user.scope, key=len)) > _COUNTY:
            return self._rows.select_related(None)
        files = with_open_file(HouseholdFile.objects.alias(place=Concat("village_code", Value(""))))
        inside = within(self._user, "place") & within_division(self._prefix or self._user.scope, "place")
        return files.filter(inside, readable(self._user), missing_count__gt=0).order_by(
            "village_code", "year", "sequence"
        )

    def __getitem__(self, wanted: int | slice) -> HouseholdFile | list[HouseholdFile]:  # type: ignore[override]
        if isinstance(wanted, int):
            return self._rows[wanted]
        # the keys alone are found within the index of the order
        keys = list(self._in_order().values_list("pk", flat=True)[wanted])
        files = files_for(self._user).in_bulk(keys)
        return [files[key] for key in keys]


def files_within(user: User, prefix: str) -> Iterator[HouseholdFile]:
    """Return every file of the user's division within ``prefix`` that he may look into, read as it is asked for."""
    files = files_for(user).filter(within_division(prefix), readable(user)).exclude(state=PouchState.DESTROYED)
    return in_chunks(files.order_by("village_code", "year", "sequence"))
