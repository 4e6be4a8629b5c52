"""Keeping each file's list of missing papers current, so that lists and boxes need not weigh every rule again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hudang.archives.actions.classing import follow
from hudang.archives.models import HouseholdFile
from hudang.archives.queries.completeness import missing_of
from hudang.households.rules.facts import HouseholdFacts
from hudang.platform import bulk

_BATCH = 1000


def refresh(file_ids: Sequence[int], household_changed: bool = True) -> None:
    """Recalculate what these files lack; called inside the transaction of what changed them.

    Their classes follow their households, unless only papers came or went.
    """
    for start in range(0, len(file_ids), _BATCH):
        files = list(HouseholdFile.objects.filter(pk__in=file_ids[start : start + _BATCH]).select_related("household"))
        refresh_loaded(files)
        if household_changed:
            follow(files)


def refresh_loaded(files: Sequence[HouseholdFile], facts: Mapping[int, HouseholdFacts] | None = None) -> None:
    """The same for files that are loaded with their households; ``facts`` where they are read already."""
    for start in range(0, len(files), _BATCH):
        batch = files[start : start + _BATCH]
        missing = missing_of(batch, facts)
        for file in batch:
            file.missing = missing[file.pk]
            file.missing_count = len(file.missing)
        bulk.update(HouseholdFile, batch, ["missing", "missing_count"])


def refresh_households(household_ids: Sequence[int]) -> None:
    """Recalculate for the files of these households, after members or incomes changed."""
    ids: list[int] = []
    for start in range(0, len(household_ids), _BATCH):
        files = HouseholdFile.objects.filter(household__in=household_ids[start : start + _BATCH])
        ids.extend(files.values_list("pk", flat=True))
    refresh(ids)
