"""The thresholds of classification in force."""

from __future__ import annotations

from datetime import date

from hudang.households.rules.facts import AREA, Thresholds
from hudang.platform.parameters import in_force


def thresholds(day: date | None = None) -> Thresholds:
    """Return the thresholds that hold on ``day`` (today); one query, so read them once for each act or page."""
    return in_force(AREA, Thresholds, day)
