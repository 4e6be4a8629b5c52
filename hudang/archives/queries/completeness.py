"""What files lack: weighed from the requirements, the household's characteristics and the items filed."""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hudang.archives.models import HouseholdFile, Item
from hudang.archives.queries.requirements import requirement_lines
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.completeness import (
    CompletenessLine,
    RequirementLine,
    assistance_condition,
    complete,
    missing_codes,
)
from hudang.archives.rules.thresholds import Thresholds
from hudang.archives.vocabulary import Stage
from hudang.households.models import Household
from hudang.households.queries.facts import conditions_of, facts_of
from hudang.households.queries.thresholds import thresholds as household_thresholds
from hudang.households.rules.facts import HouseholdFacts
from hudang.kernel import clock

_Ages = tuple[tuple[str, int, str], ...]


def _ages(limits: Thresholds) -> _Ages:
    return (
        ("approved_a_month", limits.month_days, "批准已满一个月"),
        ("approved_half_a_year", limits.half_year_days, "批准已满半年"),
        ("approved_a_year", limits.year_days, "批准已满一年"),
    )


def _since_approval(household: Household, day: date, ages: _Ages) -> dict[str, str]:
    if household.approved_on is None:
        return {}
    age = day - household.approved_on
    return {name: phrase for name, days, phrase in ages if age >= timedelta(days=days)}


def holding_of(
    files: Sequence[HouseholdFile], day: date, facts: Mapping[int, HouseholdFacts] | None = None
) -> list[dict[str, str]]:
    """Return which characteristics and conditions hold of each file on ``day``, with their reasons, in their order."""
    known = facts_of([file.household_id for file in files], day) if facts is None else facts
    conditions, ages = conditions_of(known, household_thresholds(day)), _ages(thresholds(day))
    return [
        conditions.get(file.household_id, {})
        | _since_approval(file.household, day, ages)
        | assistance_condition(file.household.assistance)
        for file in files
    ]


def _lines_of(file: HouseholdFile, lines: Mapping[str, list[RequirementLine]]) -> list[RequirementLine]:
    """What the stop calls for comes on top of what the file called for before."""
    return [*lines[file.stage], *lines[Stage.STOP]] if file.stopped_on else lines[file.stage]


def missing_of(
    files: Sequence[HouseholdFile], facts: Mapping[int, HouseholdFacts] | None = None
) -> dict[int, list[str]]:
    """Return the missing material codes of each file; files come with their households loaded.

    ``facts`` by household where they are read already.
    """
    day = clock.today()
    lines, holding = requirement_lines(day), holding_of(files, day, facts)
    present: dict[int, set[str]] = defaultdict(set)
    rows = Item.objects.filter(file__in=[file.pk for file in files], annulled_on=None).values_list(
        "file_id", "material__code"
    )
    for file_id, code in rows:
        present[file_id].add(code)
    return {
        file.pk: missing_codes(_lines_of(file, lines), holds, present[file.pk])
        for file, holds in zip(files, holding, strict=True)
    }


def missing_of_new(
    files: Sequence[HouseholdFile], facts: Mapping[int, HouseholdFacts] | None = None
) -> list[list[str]]:
    """Return the same, in their order, of files that hold no item yet."""
    day = clock.today()
    lines, holding = requirement_lines(day), holding_of(files, day, facts)
    known: dict[tuple[str, bool, frozenset[str]], list[str]] = {}
    found = []
    for file, holds in zip(files, holding, strict=True):
        # households of the same kind lack the same
        key = (file.stage, file.stopped_on is not None, frozenset(holds))
        if key not in known:
            known[key] = missing_codes(_lines_of(file, lines), holds, ())
        found.append(list(known[key]))
    return found


def completeness_lines(file: HouseholdFile) -> list[CompletenessLine]:
    """Return the full list of a file: present, missing, not applicable, each with its reason."""
    return completeness_of([file])[file.pk]


def completeness_of(files: Sequence[HouseholdFile]) -> dict[int, list[CompletenessLine]]:
    """Return the full list of each file; files come with their households loaded."""
    day = clock.today()
    lines, holding = requirement_lines(day), holding_of(files, day)
    present: dict[int, Tally[str]] = defaultdict(Tally)
    rows = Item.objects.filter(file__in=[file.pk for file in files], annulled_on=None).values_list(
        "file_id", "material__code"
    )
    for file_id, code in rows:
        present[file_id][code] += 1
    return {
        file.pk: complete(_lines_of(file, lines), holds, present[file.pk])
        for file, holds in zip(files, holding, strict=True)
    }
