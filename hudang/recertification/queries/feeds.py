"""日历订阅 as calendars read it (RFC 5545): household code and rule on the day by which it is to be done, no names."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Right
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.recertification.models import CalendarFeed, RecertificationTask
from hudang.recertification.vocabulary import TO_DO

_BACK, _AHEAD, _MOST = timedelta(days=60), timedelta(days=120), 2000
_LINE_BYTES = 73


def feed_of(user: User) -> CalendarFeed | None:
    """Return the user's own address, without its secret."""
    return CalendarFeed.objects.filter(user=user).first()


def calendar_of(secret: str) -> str:
    """Return the calendar of whoever has this secret; raises ``NotVisible`` when nobody has, or no longer may."""
    digest = sha256(secret.encode()).hexdigest()
    feed = CalendarFeed.objects.filter(digest=digest, user__state=AccountState.ACTIVE).select_related("user").first()
    if feed is None or not (feed.user.may(Right.VISIT) or feed.user.may(Right.EXAMINE_VISITS)):
        raise NotVisible
    day = clock.today()
    rows = RecertificationTask.objects.filter(
        within(feed.user, "household__village_code"),
        assignee=feed.user,
        state__in=[state.value for state in TO_DO],
        due_on__range=(day - _BACK, day + _AHEAD),
    )
    found = rows.order_by("due_on", "pk").values_list("pk", "household__code", "rule__text__name", "due_on", "version")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hudang//recertification//ZH", "X-WR-CALNAME:户档核查"]
    for pk, code, rule, due, version in found[:_MOST]:
        lines += _event(pk, code, rule, due, version)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(pk: int, code: str, rule: str, due: date, version: int) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:task-{pk}@hudang",
        f"SEQUENCE:{version}",
        f"DTSTAMP:{clock.now():%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{code} {rule}')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " ")


def _folded(line: str) -> str:
    """Break a line so that none is longer than 75 bytes, between letters and not within them."""
    parts, used = [""], 0
    for letter in line:
        size = len(letter.encode())
        if used + size > _LINE_BYTES:
            parts.append("")
            used = 0
        parts[-1] += letter
        used += size
    return "\r\n ".join(parts)
