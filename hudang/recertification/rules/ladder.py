"""What is late, how late, and up to whom it goes (dynamic-review.md §4). Nothing here ever stops an allowance."""

from __future__ import annotations

from datetime import date

from hudang.recertification.rules.thresholds import Thresholds
from hudang.recertification.vocabulary import Lateness, Level


def days_late(late_after: date, day: date) -> int:
    """Return how many days a task is late; 0 in time."""
    return max((day - late_after).days, 0)


def lateness(late_after: date, day: date, limits: Thresholds) -> Lateness:
    """Return the colour of a task that is not done on ``day``."""
    late = days_late(late_after, day)
    if late == 0:
        return Lateness.ON_TIME
    if late >= limits.red_days:
        return Lateness.RED
    return Lateness.ORANGE if late >= limits.orange_days else Lateness.YELLOW


def level(late_after: date, day: date, missed_in_a_row: int, limits: Thresholds) -> Level | None:
    """Return up to whom a late task has to be told; ``None`` in time.

    ``missed_in_a_row`` counts the periods of a monthly rule that passed without a visit, this one included.
    """
    found = lateness(late_after, day, limits)
    if found == Lateness.ON_TIME:
        return None
    if found == Lateness.RED or missed_in_a_row >= limits.misses_to_county > 0:
        return Level.COUNTY
    return Level.TOWNSHIP if found == Lateness.ORANGE else Level.VILLAGE
