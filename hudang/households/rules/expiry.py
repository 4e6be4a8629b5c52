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


def eighteenth_birthday(born_on: date) -> date:
    """Return the day on which somebody comes of age; for those born on 29 February 1 March."""
    try:
        return born_on.replace(year=born_on.year + 18)
    except ValueError:
        return date(born_on.year + 18, 3, 1)


def expiries(
    day: date,
    *,
    disability_until: date | None,
    card_until: date | None,
    graduates_on: date | None,
    adult_on: date | None = None,
) -> tuple[Expiry, ...]:
    """Return what has ended by ``day`` or ends within the time of notice, the earliest first.

    ``adult_on`` is the eighteenth birthday, which counts until it has come.
    """
    coming = adult_on if adult_on is not None and adult_on >= day else None
    ends = (
        ("残疾人证到期", disability_until),
        ("学生证到期", card_until),
        ("预计毕业", graduates_on),
        ("满 18 周岁", coming),
    )
    near = [Expiry(what, on, on < day) for what, on in ends if on is not None and on <= day + NOTICE]
    return tuple(sorted(near, key=lambda expiry: expiry.on))
