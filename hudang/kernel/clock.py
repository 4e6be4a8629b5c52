"""The clock that rules and actions read, so that tests and simulated years can set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
_fixed: ContextVar[datetime | None] = ContextVar("hudang_fixed_now", default=None)


def now() -> datetime:
    """Return the current time, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """Return the current date in China, which has one time zone and no summer time."""
    return now().astimezone(CHINA).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` (aware) inside the block."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
