"""村短码: one letter for the township and two digits for the village, as reference codes need them (archive.md §6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import ascii_uppercase

from hudang.kernel.division_codes import DivisionLevel, level_of, township_code

_VILLAGE = re.compile(r"([A-Z]+)(\d+)")


def letters(index: int) -> str:
    """Return the letters of the township at ``index`` (from 0): A … Z, AA, AB …"""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = ascii_uppercase[rest] + text
    return text


def assign(codes: Iterable[str], taken: Mapping[str, str]) -> dict[str, str]:
    """Return a short code for each division code that has none yet.

    ``taken`` holds the short codes given in this county so far, by division code, ended divisions
    included: a short code is never given twice. Townships follow the order of their codes, villages the
    order within their township.
    """
    given = dict(taken)
    fresh: dict[str, str] = {}
    for code in sorted(set(codes)):
        if given.get(code):
            continue
        level = level_of(code)
        if level is DivisionLevel.COUNTY:
            continue
        short = _next_township(given) if level is DivisionLevel.TOWNSHIP else _next_village(code, given)
        if short:
            given[code] = fresh[code] = short
    return fresh


def _next_township(given: Mapping[str, str]) -> str:
    used = {short for code, short in given.items() if level_of(code) is DivisionLevel.TOWNSHIP}
    index = 0
    while letters(index) in used:
        index += 1
    return letters(index)


def _next_village(code: str, given: Mapping[str, str]) -> str:
    town = given.get(township_code(code))
    if not town:
        return ""
    numbers = [int(m[2]) for short in given.values() if (m := _VILLAGE.fullmatch(short)) and m[1] == town]
    return f"{town}{max(numbers, default=0) + 1:02d}"
