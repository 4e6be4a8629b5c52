"""Certificates of members that expire: what must be brought anew, and how soon (archive.md §2.2, yearly papers)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

NOTICE = timedelta(days=90)


@dataclass(frozen=True)
class Expiry:
    """Something of a member that ends on a day; ``lapsed`` when it has ended already."""

    what: str
    on: date
    lapsed: bool


def expiries(
    day: date, *, disability_until: date | None, card_until: date | None, graduates_on: date | None
) -> tuple[Expiry, ...]:
    """Return what has ended by ``day`` or ends within the time of notice, the earliest first."""
    ends = (("残疾人证到期", disability_until), ("学生证到期", card_until), ("预计毕业", graduates_on))
    near = [Expiry(what, on, on < day) for what, on in ends if on is not None and on <= day + NOTICE]
    return tuple(sorted(near, key=lambda expiry: expiry.on))
