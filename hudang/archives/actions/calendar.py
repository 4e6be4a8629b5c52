"""工作日历: adding the State Council's exchanged days of a year, or a county's own."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.errors import CountyMatter
from hudang.audit.log import Act, record
from hudang.kernel.errors import InvalidInput
from hudang.platform.calendar import shipped_days
from hudang.platform.models import CalendarDay

_COUNTY = 6
_LONGEST = 31


@transaction.atomic
def set_calendar_day(*, actor: User, day: date, working: bool, name: str) -> CalendarDay | None:
    """Say that a day is worked on or not, whatever its weekday; ``None`` when it is so already.

    For the county only, because deadlines of all its offices follow. Raises ``CountyMatter`` or ``InvalidInput``.
    """
    require(actor, Right.ARRANGE_BOXES)
    if len(actor.scope) != _COUNTY:
        raise CountyMatter
    said = name.strip()
    if not said or len(said) > 40:
        raise InvalidInput({"name": "请写明说明，例如“春节”，不超过 40 个字。"})
    known = shipped_days() | dict(CalendarDay.objects.values_list("day", "working"))
    was = known.get(day, day.isoweekday() < 6)
    if was == working:
        return None
    made, _ = CalendarDay.objects.update_or_create(day=day, defaults={"working": working, "name": said})
    word = "上班" if working else "放假"
    record(
        actor,
        Act("set_calendar_day", "calendar_day", day, summary=f"{day} {word}：{said}", after={"working": working}),
    )
    return made


@transaction.atomic
def set_calendar_days(*, actor: User, day: date, until: date | None, working: bool, name: str) -> int:
    """Say it of every day from the first to the last, as holidays are announced; return how many days changed."""
    days = ((until or day) - day).days + 1
    if not 1 <= days <= _LONGEST:
        raise InvalidInput({"until": f"最后一天不能早于第一天，一次最多 {_LONGEST} 天。"})
    each = (day + timedelta(days=number) for number in range(days))
    made = [set_calendar_day(actor=actor, day=one, working=working, name=name) for one in each]
    return sum(one is not None for one in made)
