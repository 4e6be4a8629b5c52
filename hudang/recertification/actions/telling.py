"""催办与提醒: what is late climbs from the village to the county, what falls due is told before; nothing is stopped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hudang.accounts.access import within_division
from hudang.accounts.vocabulary import Post
from hudang.divisions.queries import names_of
from hudang.households.queries.facts import chunks
from hudang.kernel.division_codes import township_code
from hudang.notifications.actions.sending import send_to_post
from hudang.recertification.models import RecertificationTask
from hudang.recertification.queries.rules import enabled_rules
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.ladder import level
from hudang.recertification.rules.messages import LATE, REMINDER
from hudang.recertification.rules.periods import month_end
from hudang.recertification.vocabulary import TO_DO, Level

_TO_DO = [state.value for state in TO_DO]
_ORDER = ["", Level.VILLAGE.value, Level.TOWNSHIP.value, Level.COUNTY.value]
# who hears of it on which step of the ladder
_HEARERS = {
    Level.VILLAGE: (Post.VILLAGE_ASSISTANT, Post.TOWNSHIP_HANDLER),
    Level.TOWNSHIP: (Post.TOWNSHIP_HANDLER, Post.TOWNSHIP_HEAD),
    Level.COUNTY: (Post.TOWNSHIP_HEAD, Post.COUNTY_HANDLER),
}
LIST = "/visits/?when=late&whose=all"


@dataclass(frozen=True)
class _Late:
    pk: int
    village: str
    told_to: str
    level: Level


def tell_late(county: str, day: date) -> dict[str, int]:
    """Tell of what is late in a county (six digits), each task once a step of the ladder; return how many by step."""
    by_level: dict[Level, list[_Late]] = defaultdict(list)
    for late in _late(county, day):
        if _ORDER.index(late.level) > _ORDER.index(late.told_to):
            by_level[late.level].append(late)
    for step, found in by_level.items():
        with transaction.atomic():
            _tell(step, found, day)
            for keys in chunks(each.pk for each in found):
                RecertificationTask.objects.filter(pk__in=keys).update(told_to=step)
    return {step.value: len(found) for step, found in by_level.items()}


def _late(county: str, day: date) -> Iterator[_Late]:
    limits = thresholds(day)
    place = within_division(county, "household__village_code")
    rows = RecertificationTask.objects.filter(place, state__in=_TO_DO, late_after__lt=day).values_list(
        "pk", "rule_code", "subject", "trigger", "late_after", "told_to", "household__village_code"
    )
    found = list(rows)
    missed = Counter((code, subject) for _, code, subject, trigger, _, _, _ in found if not trigger)
    for pk, code, subject, _, late_after, told_to, village in found:
        step = level(late_after, day, missed[code, subject], limits)
        if step is not None:
            yield _Late(pk, village, told_to, step)


def _tell(step: Level, found: Iterable[_Late], day: date) -> None:
    by_place: Counter[str] = Counter()
    for late in found:
        by_place[late.village if step == Level.VILLAGE else township_code(late.village)] += 1
    names = names_of(by_place)
    for code, count in by_place.items():
        values = {"place": names.get(code, code), "count": count, "day": day}
        for post in _HEARERS[step]:
            key = f"recert-late:{step.value}:{code}:{day}:{post.value}"
            send_to_post(post=post, division_code=code, template=LATE, key=key, values=values, link=LIST)


def tell_due(county: str, day: date) -> int:
    """Remind the villages of what falls due, on the days that each rule names; return how many reminders."""
    sent = 0
    for rule in enabled_rules(day):
        due = {day + timedelta(days=ahead) for ahead in rule.text.remind_days}
        if day.day in rule.text.remind_on:
            due.add(month_end(day))
        if due:
            sent += _remind(county, rule.code, rule.text.name, due, day)
    return sent


def _remind(county: str, code: str, name: str, due: set[date], day: date) -> int:
    place = within_division(county, "household__village_code")
    rows = RecertificationTask.objects.filter(place, rule_code=code, state__in=_TO_DO, due_on__in=due)
    found = Counter(rows.values_list("household__village_code", "due_on"))
    names, sent = names_of(village for village, _ in found), 0
    for (village, on), count in found.items():
        sent += send_to_post(
            post=Post.VILLAGE_ASSISTANT,
            division_code=village,
            template=REMINDER,
            key=f"recert-due:{code}:{village}:{on}:{day}",
            values={"place": names.get(village, village), "count": count, "rule": name, "day": on},
            link="/visits/?when=month",
        )
    return sent
