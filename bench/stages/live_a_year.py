"""Live through a year of the archive's county, and reckon beside it what tasks there should be."""

from __future__ import annotations

import random
import sys
import time
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from bench.measuring import give
from hudang.accounts.actions.console import acting_user
from hudang.households.models import Classification, Household, HouseholdMember, IncomeItem
from hudang.kernel import clock
from hudang.recertification.actions.completing import complete_tasks
from hudang.recertification.actions.planning import plan_county
from hudang.recertification.models import RecertificationTask, Visit

FIRST = date(2027, 1, 1)
INTERVALS = {"D-A": 12, "L-1": 12, "L-2": 6}
AGES = (16, 18, 60, 70)
PAID = ("ACTIVE", "GRADUAL", "PAUSED")
NOT_EARNING = ("3", "4", "5", "6", "10")
Expected = set[tuple[str, str, str]]


def later(day: date, months: int) -> date:
    """Return the same day some months later, the month's last where there is none, month by month."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class Reckoning:
    """What tasks there should be, from plain loops over the register."""

    def __init__(self) -> None:
        self.expected: Expected = set()
        self.under: dict[tuple[str, str], date] = {}
        self.last: dict[tuple[str, str], date] = {}
        self.due: dict[tuple[str, str], date] = {}

    def night(self, day: date) -> None:
        """Reckon what the night before a day should bring."""
        standing = set()
        for rule, subject, approved in _under(day):
            key = (rule, subject)
            standing.add(key)
            if rule == "D-B" or (rule == "D-C" and day.month in (3, 9)):
                self.expected.add((*key, f"{day.year}-{day.month:02d}"))
            if rule in INTERVALS and key not in self.due:
                self.due[key] = self._first(key, approved, day)
                self.expected.add((*key, str(self.due[key])))
        for key in [key for key in self.due if key not in standing]:
            del self.due[key]
        for rule, subject, what in _birthdays(day):
            self.expected.add((rule, subject, what))

    def _first(self, key: tuple[str, str], approved: date | None, day: date) -> date:
        months = INTERVALS[key[0]]
        if key in self.last:
            return later(self.last[key], months)
        due, n = later(approved or day, months), 1
        while due < day:
            n += 1
            due = later(approved or day, months * n)
        return due

    def done(self, task: RecertificationTask, on: date, standing: bool) -> None:
        """Note what was done; the next of an interval counts from it, the next month follows."""
        key = (task.rule_code, task.subject)
        if task.trigger or not standing:
            return
        self.last[key] = max(on, self.last.get(key, on))
        if task.rule_code in INTERVALS:
            self.due[key] = later(on, INTERVALS[task.rule_code])
            self.expected.add((*key, str(self.due[key])))
        else:
            following = later(date.fromisoformat(task.period + "-01"), 1)
            while task.rule_code == "D-C" and following.month not in (3, 9):
                following = later(following, 1)
            self.expected.add((*key, f"{following.year}-{following.month:02d}"))


def _under(day: date) -> Iterator[tuple[str, str, date | None]]:
    """Yield who is under which rule on a day."""
    incomes: dict[int, float] = defaultdict(float)
    known = set()
    for item in IncomeItem.objects.all():
        known.add(item.household_id)
        if item.since <= day and (item.until is None or item.until > day):
            share = float(item.amount) / (12 if item.period == "year" else 1)
            incomes[item.member_id or 0] += share
    sources = dict(Classification.objects.values_list("household_id", "income_source"))
    members = defaultdict(list)
    for member in HouseholdMember.objects.select_related("person").filter(covered=True, since__lte=day):
        if member.until is None or member.until > day:
            members[member.household_id].append(member)
    for household in Household.objects.filter(state__in=PAID):
        people = members[household.pk]
        for m in people:
            until = m.disability_valid_until
            certified = (m.disability_kind or m.disability_level) and (until is None or until >= day)
            born = m.person.born_on
            if certified and born and later(born, 60 * 12) <= day and not _leap(born, day, 60):
                yield "D-A", f"P{m.person_id}", household.approved_on
            asked = household.pk in known or m.employment in NOT_EARNING
            if certified and asked and incomes[m.pk] == 0:
                yield "D-B", f"P{m.person_id}", household.approved_on
        if any(_pupil(m, day) for m in people):
            yield "D-C", f"H{household.pk}", household.approved_on
        source = sources.get(household.pk)
        works = [m.work_capacity in ("1", "2") for m in people if m.work_capacity]
        unsteady = None if source is None else source in ("2", "9", "99")
        able = True if any(works) else (False if len(works) == len(people) else None)
        if unsteady and able:
            yield "L-2", f"H{household.pk}", household.approved_on
        elif unsteady is False or able is False:
            yield "L-1", f"H{household.pk}", household.approved_on


def _leap(born: date, day: date, age: int) -> bool:
    """Tell whether somebody of 29 February is not of that age yet on the last of February."""
    return (born.month, born.day) == (2, 29) and day == date(born.year + age, 2, 28)


def _pupil(m: HouseholdMember, day: date) -> bool:
    if m.education_stage == "0" or (m.graduates_on and m.graduates_on < day):
        return False
    card = m.student_card and (m.student_card_valid_until is None or m.student_card_valid_until >= day)
    return m.employment == "5" or bool(m.school or m.education_stage or card)


def _birthdays(day: date) -> Iterator[tuple[str, str, str]]:
    rows = HouseholdMember.objects.filter(covered=True, until=None, household__state__in=PAID, since__lte=day)
    for born, person in rows.exclude(person__born_on=None).values_list("person__born_on", "person_id"):
        age = day.year - born.year
        leap = (born.month, born.day) == (2, 29) and monthrange(day.year, 2)[1] == 28
        birthday = (3, 1) if leap else (born.month, born.day)
        if age in AGES and (day.month, day.day) == birthday:
            yield "E-3", f"P{person}", f"age:{age}"


def _live(draw: random.Random, day: date) -> None:
    """Let things happen to a few people: incomes begin and end, certificates lapse, people die, households leave."""
    members = list(HouseholdMember.objects.filter(until=None, household__state__in=PAID).order_by("pk"))
    for member in draw.sample(members, min(len(members), 2)):
        what = draw.randrange(6)
        if what == 0:
            IncomeItem.objects.create(
                household_id=member.household_id, member=member, kind="102", amount=200, since=day
            )
        elif what == 1:
            IncomeItem.objects.filter(member=member, until=None, since__lt=day).update(until=day)
        elif what == 2:
            HouseholdMember.objects.filter(pk=member.pk).update(disability_valid_until=day + timedelta(days=-1))
        elif what == 3:
            HouseholdMember.objects.filter(pk=member.pk).update(disability_kind="4", disability_valid_until=None)
        elif what == 4 and member.relation != "02" and member.since < day:
            HouseholdMember.objects.filter(pk=member.pk).update(until=day, leaving="21")
        elif what == 5 and draw.random() < 0.2:
            Household.objects.filter(pk=member.household_id).update(state="STOPPED")


def _visit(draw: random.Random, day: date, actor: Any, reckoning: Reckoning) -> int:
    """Do some of what is open: a few early, most near their day, some late, some never."""
    open_now = RecertificationTask.objects.filter(state__in=["planned", "assigned"], opens_on__lte=day)
    done = 0
    for task in open_now.select_related("household").order_by("pk"):
        if draw.random() > (0.25 if task.due_on - timedelta(days=5) <= day else 0.01):
            continue
        method = draw.choice(["PHONE", "HOME"])
        standing = _stands(task)
        with transaction.atomic():
            visit = Visit.objects.create(
                household=task.household, form_code="F21", method=method, state="accepted", on=day, made_by=actor
            )
            complete_tasks([task], visit)
        reckoning.done(task, day, standing)
        done += 1
    return done


def _stands(task: RecertificationTask) -> bool:
    return any((task.rule_code, task.subject) == (rule, subject) for rule, subject, _ in _today)


_today: list[tuple[str, str, date | None]] = []


def _compare(reckoning: Reckoning) -> dict[str, int]:
    tasks = list(RecertificationTask.objects.exclude(rule_code__in=["E-1", "E-2", "E-5", "E-7"]))
    actual = Counter((task.rule_code, task.subject, task.period) for task in tasks)
    under_way = Counter(
        (task.rule_code, task.subject)
        for task in tasks
        if task.rule_code in INTERVALS and task.state in ("planned", "assigned")
    )
    wrong = [t for t in tasks if t.rule_code in INTERVALS and str(t.due_on) != t.period]
    wrong += [t for t in tasks if t.rule_code in ("D-B", "D-C") and str(t.due_on + timedelta(days=1))[8:] != "01"]
    for each in sorted(reckoning.expected - set(actual))[:5]:
        print("missing", *each, file=sys.stderr)
    for each in sorted(set(actual) - reckoning.expected)[:5]:
        print("invented", *each, file=sys.stderr)
    return {
        "missing": len(reckoning.expected - set(actual)),
        "invented": len(set(actual) - reckoning.expected),
        "doubled": sum(n - 1 for n in actual.values()) + sum(n - 1 for n in under_way.values()),
        "wrong_dates": len(wrong),
        "tasks": len(tasks),
    }


def main() -> None:
    """Live."""
    draw, days = random.Random(int(sys.argv[1])), int(sys.argv[2])
    actor = acting_user(None)
    county, reckoning, done = actor.division_code[:6], Reckoning(), 0
    began = time.perf_counter()
    for n in range(days):
        day = FIRST + timedelta(days=n)
        with clock.frozen(datetime(day.year, day.month, day.day, 2, tzinfo=clock.CHINA)):
            _live(draw, day)
            plan_county(actor=actor, county_code=county, day=day)
            _today[:] = _under(day)
            reckoning.night(day)
            done += _visit(draw, day, actor, reckoning)
    seconds = round(time.perf_counter() - began, 1)
    households = Household.objects.count()
    give(_compare(reckoning) | {"done": done, "nights": days, "seconds": seconds, "households": households})


if __name__ == "__main__":
    main()
