"""工作日: weekdays, but for the days that the State Council's yearly notice exchanges (holidays, 调休)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 6


@dataclass(frozen=True)
class Calendar:
    """Which days are worked on; ``exceptions`` maps a day to whether it is worked on, whatever its weekday."""

    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Tell whether the day is a working day."""
        return self.exceptions.get(day, day.isoweekday() < _SATURDAY)

    def knows(self, year: int) -> bool:
        """Tell whether the notice of the year was entered: without it a count goes by weekdays only."""
        return any(day.year == year for day in self.exceptions)

    def after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``; the day itself does not count."""
        while count > 0:
            day += _DAY
            count -= self.works(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after ``first`` up to and including ``last``."""
        return sum(self.works(first + _DAY * n) for n in range(1, (last - first).days + 1))

    def late_since(self, today: date, count: int) -> date:
        """Return the last day whose ``count`` working days are over today: what is of that day or before is late."""
        day = today
        passed = 0
        while passed <= count:
            passed += self.works(day)
            day -= _DAY
        return day
