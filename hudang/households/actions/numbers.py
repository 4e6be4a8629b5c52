"""户编号: village code and a number of four digits that only grows and is never given twice (A8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from hudang.audit.queries import household_codes_met
from hudang.divisions.queries import path_label
from hudang.households.errors import CodeTaken, NumbersExhausted
from hudang.households.models import Household, HouseholdNumber

LAST_NUMBER = 9999
CODE_LENGTH = 16


def take_codes(village_code: str, count: int) -> list[str]:
    """Return the next ``count`` household codes of a village; must run inside a transaction.

    A roster may bring a number far beyond the others. When the last one is used up, those that were passed over
    and never used follow. Raises ``NumbersExhausted`` when none is left.
    """
    counter, _ = HouseholdNumber.objects.select_for_update().get_or_create(village_code=village_code)
    following = range(counter.last + 1, min(counter.last + count, LAST_NUMBER) + 1)
    codes = [f"{village_code}{number:04d}" for number in following]
    if len(codes) < count:
        codes += passed_over(village_code, count - len(codes), set(codes))
    counter.last += len(following)
    counter.save(update_fields=["last"])
    return codes


def passed_over(village_code: str, count: int, taken: set[str]) -> list[str]:
    """Return the lowest codes of a village that were never used and are not ``taken``; raises ``NumbersExhausted``."""
    standing = Household.objects.filter(code__startswith=village_code).values_list("code", flat=True)
    used = taken | household_codes_met(village_code) | set(standing)
    every = (f"{village_code}{number:04d}" for number in range(1, LAST_NUMBER + 1))
    free = list(islice((code for code in every if code not in used), count))
    if len(free) < count:
        raise NumbersExhausted(village=path_label(village_code))
    return free


def note_codes(codes: Iterable[str]) -> None:
    """Remember codes that came from outside, so that the system never gives them; inside a transaction."""
    highest: dict[str, int] = defaultdict(int)
    for code in codes:
        highest[code[:12]] = max(highest[code[:12]], int(code[12:]))
    standing = dict(HouseholdNumber.objects.filter(village_code__in=highest).values_list("village_code", "last"))
    grown = [HouseholdNumber(village_code=v, last=n) for v, n in highest.items() if n > standing.get(v, -1)]
    HouseholdNumber.objects.bulk_create(
        grown, update_conflicts=True, unique_fields=["village_code"], update_fields=["last"]
    )


def is_household_code(code: str) -> bool:
    """Tell whether the text has the shape of a household code."""
    return len(code) == CODE_LENGTH and code.isdecimal() and code.isascii() and code[12:] != "0000"


def claim_code(code: str) -> str:
    """Take a code that was given; raises ``CodeTaken``."""
    if Household.objects.filter(code=code).exists():
        raise CodeTaken(household_code=code)
    note_codes([code])
    return code
