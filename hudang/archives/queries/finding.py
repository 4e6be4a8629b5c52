"""Household files and items by what is written on their labels: the reference code, whole, begun, or its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import HouseholdFile, Item, Pouch
from hudang.archives.queries.clearance import readable, readable_items, withheld_levels
from hudang.archives.queries.files import with_open_file
from hudang.archives.rules.reference_codes import normalise
from hudang.divisions.queries import villages_with_short_code
from hudang.platform.prefixes import begins

# A01-12 or A01-0012-003: village, household and item, as read from a label in the hand; of what stands before them on
# the label (2018·D5·) as much as was typed
_END = re.compile(r"(?P<before>[\w·]*·)?(?P<village>[\w一-鿿]{1,8})-(?P<sequence>\d{1,4})(-(?P<item>\d{1,3}))?")
_WHOLE = re.compile(r"[A-Z]\d{3}-.*")


@dataclass(frozen=True)
class FileHit:
    """A household file, or one item of it when ``item_id`` is set."""

    file_id: int
    item_id: int | None
    reference_code: str
    title: str
    household_code: str
    state_label: str


def files_by_code(user: User, text: str, limit: int) -> list[FileHit]:
    """Return the first files and items of the user's division whose reference code fits; three queries at most.

    A code that a file once had, as it still stands on an old label, leads to the file.
    """
    require(user, Right.VIEW_HOUSEHOLDS)
    code = normalise(text)
    if _WHOLE.fullmatch(code):
        found = _hits(user, begins("reference_code", code), begins("reference_code", code), limit)
        return found or _files(user, Q(former_codes__reference_code=code), limit)
    end = _END.fullmatch(code)
    villages = villages_with_short_code(user.scope, end["village"]) if end else []
    if end is None or not villages:
        return []
    household = Q(village_code__in=villages, sequence=int(end["sequence"]))
    if end["before"]:
        household &= Q(reference_code__contains=end["before"] + end["village"])
    if end["item"]:
        return _items(user, Q(number=int(end["item"])) & _of_file(household), limit)
    return _files(user, household, limit)


def _of_file(condition: Q) -> Q:
    return Q(file__in=HouseholdFile.objects.filter(condition).values("pk"))


def _hits(user: User, files: Q, items: Q, limit: int) -> list[FileHit]:
    found = _files(user, files, limit)
    return found if len(found) == limit else found + _items(user, items, limit - len(found))


def _files(user: User, condition: Q, limit: int) -> list[FileHit]:
    rows = HouseholdFile.objects.filter(condition, within(user), readable(user)).select_related("household")
    return [
        FileHit(
            file_id=file.pk,
            item_id=None,
            reference_code=file.reference_code,
            title=f"{file.household.head_name or '（户主待补）'}户",
            household_code=file.household.code,
            state_label=file.get_state_display(),
        )
        for file in rows.order_by("reference_code")[:limit]
    ]


def _items(user: User, condition: Q, limit: int) -> list[FileHit]:
    visible = within(user, "file__village_code") & readable_items(user)
    rows = Item.objects.filter(condition, visible).select_related("file__household")
    return [
        FileHit(
            file_id=item.file_id,
            item_id=item.pk,
            reference_code=item.reference_code,
            title=item.title,
            household_code=item.file.household.code,
            state_label="",
        )
        for item in rows.order_by("reference_code")[:limit]
    ]


@dataclass(frozen=True)
class PaperFacts:
    """What a list of households shows of a household's file in use."""

    reference_code: str
    # nothing where the reader must not know what a file holds
    missing_count: int | None
    items: int
    box_label: str


def papers_of(user: User, household_codes: Sequence[str]) -> dict[str, PaperFacts]:
    """Return the facts of each household's file in use, by the household's code; codes come from a scoped query."""
    files = with_open_file(HouseholdFile.objects.filter(household__code__in=household_codes))
    facts = ("pk", "household__code", "reference_code", "missing_count", "item_count", "scheme_class__access")
    rows, hidden = list(files.values_list(*facts)), withheld_levels(user)
    pouches = Pouch.objects.filter(file__in=[row[0] for row in rows]).order_by("-part")
    boxes = dict(pouches.values_list("file", "box__number"))
    return {
        code: PaperFacts(
            reference, None if access in hidden else missing, items, f"{boxes[pk]:02d}" if pk in boxes else ""
        )
        for pk, code, reference, missing, items, access in rows
    }
