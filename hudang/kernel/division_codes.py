"""行政区划代码 GB/T 2260 + GB/T 10114: twelve digits, province 2, city 2, county 2, township 3, village 3 (A2)."""

from __future__ import annotations

import re
from enum import StrEnum

_SHAPE = re.compile(r"\d{12}")
# no township bears this number (GB/T 10114 ends with 599): under it the county keeps households apart
APART = "999"


class DivisionLevel(StrEnum):
    """Levels in use; the value is stored."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


LEVEL_LABELS = {
    DivisionLevel.COUNTY: "县（市、区）",
    DivisionLevel.TOWNSHIP: "乡镇（街道）",
    DivisionLevel.VILLAGE: "村（社区）",
}


def is_division_code(code: str) -> bool:
    """Tell whether the text has the shape of a county, township or village code of twelve digits."""
    return bool(_SHAPE.fullmatch(code)) and code[:6] != "000000" and not (code[6:9] == "000" and code[9:] != "000")


def level_of(code: str) -> DivisionLevel:
    """Return the level a twelve-digit code stands for."""
    if code[9:] != "000":
        return DivisionLevel.VILLAGE
    return DivisionLevel.TOWNSHIP if code[6:9] != "000" else DivisionLevel.COUNTY


def scope_prefix(code: str) -> str:
    """Return the significant digits: 6 for a county, 9 for a township, 12 for a village."""
    return {DivisionLevel.COUNTY: code[:6], DivisionLevel.TOWNSHIP: code[:9], DivisionLevel.VILLAGE: code}[
        level_of(code)
    ]


def prefix_range(prefix: str) -> tuple[str, str]:
    """Return the half-open range of twelve-digit codes that begin with ``prefix``.

    A range can use an ordinary index on every database; LIKE with an escape cannot on SQLite.
    """
    upper = str(int(prefix) + 1).zfill(len(prefix))
    return prefix.ljust(12, "0"), upper.ljust(12, "0")


def township_code(code: str) -> str:
    """Return the code of the township that a village belongs to."""
    return code[:9] + "000"


def county_code(code: str) -> str:
    """Return the code of the county that a division belongs to."""
    return code[:6] + "000000"


def contains(outer: str, inner: str) -> bool:
    """Tell whether the division ``inner`` lies within (or is) the division ``outer``."""
    return inner.startswith(scope_prefix(outer))


def is_urban(code: str) -> bool:
    """Tell whether a village code is a residents' committee (001–199, 400–499), by GB/T 10114."""
    number = int(code[9:] or "0")
    return 1 <= number <= 199 or 400 <= number <= 499


def apart_code(county: str, number: int) -> str:
    """Return the place at which a county keeps one household apart, in no township and no village."""
    if not 1 <= number <= 999:
        raise ValueError(number)
    return f"{county[:6]}{APART}{number:03d}"


def first_apart(county: str) -> str:
    """Return the code with which the places kept apart begin; all others of the county are below it."""
    return f"{county[:6]}{APART}000"


def is_apart(code: str) -> bool:
    """Tell whether this is a place kept apart."""
    return code[6:9] == APART
