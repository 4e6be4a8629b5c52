"""Choosing a division in a form: the county, its townships, their villages, grouped by township."""

from __future__ import annotations

from hudang.divisions.queries import names_of, townships_of, tree
from hudang.kernel.division_codes import county_code

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]


def division_choices(scope: str) -> list[Group]:
    """Return every division within a scope as grouped choices of a select."""
    county = county_code(scope.ljust(12, "0"))
    groups: list[Group] = []
    if len(scope) == 6:
        groups.append(("全县", [(county, names_of({county}).get(county, county))]))
    for town in tree(scope[:9]):
        choices = [(village.code, village.name) for village in town.villages if village.code.startswith(scope)]
        if len(scope) < 12:
            choices.insert(0, (town.division.code, f"{town.division.name}（全乡镇）"))
        groups.append((town.division.name, choices))
    return groups


def township_choices(scope: str) -> list[Choice]:
    """Return the townships within a scope as choices of a filter, the empty choice first."""
    return [("", "全部乡镇"), *((town.code, town.name) for town in townships_of(scope))]
