"""What held on a past day, told from the changes that came after it (R55)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Change:
    """One field changed: from which day on it counts, its place in the log, and both values in words."""

    field: str
    effective: date
    sequence: int
    before: str
    after: str


def value_on(day: date, field: str, current: str, changes: Iterable[Change]) -> str:
    """Return the value of a field at the end of ``day``: what the first later change replaced, else the present one.

    A change entered late counts from its effective day, so a stop entered in March for February shows in February.
    """
    later = [change for change in changes if change.field == field and change.effective > day]
    return min(later, key=lambda change: (change.effective, change.sequence)).before if later else current
