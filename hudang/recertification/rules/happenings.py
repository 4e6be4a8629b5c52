"""What the register itself tells: certificates that end, graduations, ages (dynamic-review.md §2, 触发式任务)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hudang.recertification.rules.periods import birthday
from hudang.recertification.vocabulary import Trigger


@dataclass(frozen=True)
class Dates:
    """The days of one person that matter."""

    born_on: date | None
    disability_until: date | None
    card_until: date | None
    graduates_on: date | None


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a person: ``key`` is the same however often it is found."""

    trigger: Trigger
    key: str
    on: date
    about: str


def happenings(dates: Dates, *, since: date, day: date, notice_days: int, ages: Iterable[int]) -> Iterator[Happening]:
    """Yield what happened after ``since`` up to ``day``; what ends is told ``notice_days`` before.

    ``since`` is the day up to which the register was looked through before: what ended long before the product was
    there is a matter of completeness, not of a visit.
    """
    horizon = day + timedelta(days=notice_days)
    ends = (
        (Trigger.DISABILITY_EXPIRES, dates.disability_until, "残疾人证 {:%Y-%m-%d} 到期"),
        (Trigger.CARD_EXPIRES, dates.card_until, "学生证 {:%Y-%m-%d} 到期"),
    )
    for trigger, until, words in ends:
        if until is not None and since < until <= horizon:
            yield Happening(trigger, f"{trigger.value}:{until}", day, words.format(until))
    if dates.graduates_on is not None:
        month = dates.graduates_on.replace(day=1)
        if month <= day and dates.graduates_on > since.replace(day=1) - timedelta(days=1):
            yield Happening(
                Trigger.GRADUATION, f"graduation:{month:%Y-%m}", day, f"预计 {dates.graduates_on:%Y-%m} 毕业"
            )
    if dates.born_on is not None:
        for age in ages:
            reached = birthday(dates.born_on, age)
            if since < reached <= day:
                yield Happening(Trigger.AGE, f"age:{age}", reached, f"{reached:%Y-%m-%d} 满 {age} 周岁")
