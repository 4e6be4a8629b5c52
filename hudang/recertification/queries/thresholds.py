"""The numbers of recertification in force."""

from __future__ import annotations

from datetime import date

from hudang.platform.parameters import in_force
from hudang.recertification.rules.thresholds import AREA, Thresholds


def thresholds(day: date | None = None) -> Thresholds:
    """Return the thresholds that hold on ``day`` (today); one query."""
    return in_force(AREA, Thresholds, day)
