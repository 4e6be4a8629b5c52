"""Seeing at a glance: villages with what is open and late, the month day by day, who did how much, what expires.

Each is a constant number of queries, counted by the database over the open tasks; every figure opens the list that
it counts.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from hudang.accounts.access import require_any, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of, villages_of
from hudang.households.models import HouseholdMember
from hudang.households.vocabulary import IN_PAYMENT
from hudang.kernel import clock
from hudang.kernel.division_codes import township_code
from hudang.recertification.models import RecertificationTask
from hudang.recertification.queries.tasks import tasks_for
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.ladder import lateness
from hudang.recertification.rules.periods import month_end
from hudang.recertification.vocabulary import OPEN, TO_DO, Lateness, TaskState

_TO_DO = [state.value for state in TO_DO]
_OPEN = [state.value for state in OPEN]
_VILLAGE = "household__village_code"
_GRADES = list(Lateness)


@dataclass(frozen=True)
class VillageTile:
    """One village on the board."""

    code: str
    name: str
    to_do: int
    late: int
    this_month: int
    done: int
    worst: Lateness


@dataclass
class TownshipTiles:
    """The villages of a township."""

    code: str
    name: str
    villages: list[VillageTile] = field(default_factory=list)

    @property
    def late(self) -> int:
        """How many tasks are late in the township."""
        return sum(village.late for village in self.villages)

    @property
    def worst(self) -> int:
        """How bad its worst village is: 0 when nothing is late."""
        return max((_GRADES.index(village.worst) for village in self.villages), default=0)


def board_for(user: User) -> list[TownshipTiles]:
    """Return every village of the division with what is open, late and done this month; four queries."""
    day, limits = clock.today(), thresholds()
    late = Q(late_after__lt=day)
    first = day.replace(day=1)
    rows = (
        tasks_for(user)
        .filter(state__in=_TO_DO)
        .values(_VILLAGE)
        .annotate(
            to_do=Count("pk"),
            late=Count("pk", filter=late),
            orange=Count("pk", filter=Q(late_after__lte=day - timedelta(days=limits.orange_days))),
            red=Count("pk", filter=Q(late_after__lte=day - timedelta(days=limits.red_days)) | Q(told_to="county")),
            month=Count("pk", filter=Q(due_on__lte=month_end(day))),
        )
    )
    counted = {row[_VILLAGE]: row for row in rows.order_by()}
    done = dict(
        tasks_for(user)
        .filter(done_on__gte=first, done_on__lte=day)
        .values_list(_VILLAGE)
        .annotate(n=Count("pk"))
        .order_by()
    )
    board = []
    for code, villages in _places(user):
        town = TownshipTiles(*code)
        town.villages = [
            _tile(village, name, counted.get(village, {}), done.get(village, 0)) for village, name in villages
        ]
        board.append(town)
    return board


def _places(user: User) -> list[tuple[tuple[str, str], list[tuple[str, str]]]]:
    by_town: dict[str, list[tuple[str, str]]] = {}
    for village in villages_of(user.scope):
        by_town.setdefault(township_code(village.code), []).append((village.code, village.name))
    names = names_of(by_town)
    return [((town, names.get(town, town)), villages) for town, villages in by_town.items()]


def _tile(code: str, name: str, row: dict[str, Any], done: int) -> VillageTile:
    worst = Lateness.ON_TIME
    for key, colour in (("late", Lateness.YELLOW), ("orange", Lateness.ORANGE), ("red", Lateness.RED)):
        if row.get(key):
            worst = colour
    return VillageTile(code, name, row.get("to_do", 0), row.get("late", 0), row.get("month", 0), done, worst)


@dataclass(frozen=True)
class Day:
    """One day of the calendar."""

    on: date
    in_month: bool
    due: int
    open: int
    done: int
    late: bool


def month_for(user: User, month: date) -> list[list[Day]]:
    """Return the weeks of a month (Monday first) with what falls due and what was done each day; two queries."""
    first = month.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    begin, end = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    tasks = tasks_for(user).exclude(state=TaskState.CANCELLED)
    due: dict[date, Any] = {
        row["due_on"]: row
        for row in tasks.filter(due_on__range=(begin, end))
        .values("due_on")
        .annotate(due=Count("pk"), open=Count("pk", filter=Q(state__in=_OPEN)))
        .order_by()
    }
    done = dict(tasks.filter(done_on__range=(begin, end)).values_list("done_on").annotate(n=Count("pk")).order_by())
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    today = clock.today()
    made = [_day(day, first.month, due.get(day, {}), done.get(day, 0), today) for day in days]
    return [made[start : start + 7] for start in range(0, len(made), 7)]


def _day(day: date, month: int, row: dict[str, Any], done: int, today: date) -> Day:
    return Day(day, day.month == month, row.get("due", 0), row.get("open", 0), done, day < today)


@dataclass(frozen=True)
class PersonRow:
    """What one person had to do in a month, and what came of it."""

    name: str
    due: int
    done: int
    in_time: int
    not_reached: int
    submitted: int
    late: int
    assignee: str = ""

    @property
    def rate(self) -> int | None:
        """Percent done in time, of what fell due."""
        return self.in_time * 100 // self.due if self.due else None


@dataclass(frozen=True)
class PlaceRow(PersonRow):
    """The same of a township."""

    code: str = ""


_COUNTS = {
    "due": Count("pk"),
    "done": Count("pk", filter=Q(state=TaskState.DONE)),
    "in_time": Count("pk", filter=Q(state=TaskState.DONE, done_on__lte=F("late_after"))),
    "not_reached": Count("pk", filter=Q(state=TaskState.CANNOT_REACH)),
    "submitted": Count("pk", filter=Q(state=TaskState.SUBMITTED)),
}


def people_for(user: User, month: date) -> list[PersonRow]:
    """Return what fell due in a month by who had to do it, those without anybody last; one query."""
    rows = _due_in(user, month).values("assignee__display_name", "assignee_id").annotate(**_COUNTS, late=_late())
    rows = rows.order_by(F("assignee_id").asc(nulls_last=True))
    return [
        PersonRow(
            row["assignee__display_name"] or "还没有派人", **_figures(row), assignee=str(row["assignee_id"] or "none")
        )
        for row in rows
    ]


def places_for(user: User, month: date) -> list[PlaceRow]:
    """Return what fell due in a month by township; two queries."""
    found: dict[str, Counter[str]] = {}
    for row in _due_in(user, month).values(_VILLAGE).annotate(**_COUNTS, late=_late()).order_by():
        found.setdefault(township_code(row[_VILLAGE]), Counter()).update(_figures(row))
    names = names_of(found)
    return [PlaceRow(names.get(code, code), **_figures(found[code]), code=code) for code in sorted(found)]


def _late() -> Count:
    return Count("pk", filter=Q(state__in=_TO_DO, late_after__lt=clock.today()))


def _figures(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in ("due", "done", "in_time", "not_reached", "submitted", "late")}


def _due_in(user: User, month: date) -> QuerySet[RecertificationTask]:
    span = (month.replace(day=1), month_end(month))
    return tasks_for(user).filter(due_on__range=span).exclude(state=TaskState.CANCELLED)


@dataclass(frozen=True)
class Ending:
    """Something of a member that ends or is reached on a day."""

    on: date
    what: str
    household_code: str
    head: str
    name: str


def endings_for(user: User, days: int) -> list[Ending]:
    """Return certificates, student cards and studies of members that end from today within ``days``; one query."""
    require_any(user, Right.VISIT, Right.EXAMINE_VISITS)
    day = clock.today()
    until = day + timedelta(days=days)
    span = (day, until)
    fields = {
        "disability_valid_until": "残疾人证到期",
        "student_card_valid_until": "学生证到期",
        "graduates_on": "预计毕业",
    }
    asked = Q()
    for name in fields:
        asked |= Q(**{f"{name}__range": span})
    members = HouseholdMember.objects.filter(
        asked, within(user, _VILLAGE), until=None, covered=True, household__state__in=[s.value for s in IN_PAYMENT]
    )
    rows = members.values_list("household__code", "household__head_name", "person__name", *fields)
    found = [
        Ending(on, what, code, head, name)
        for code, head, name, *dates in rows
        for what, on in zip(fields.values(), dates, strict=True)
        if on is not None and day <= on <= until
    ]
    return sorted(found, key=lambda each: (each.on, each.household_code))


def late_levels(user: User) -> dict[Lateness, int]:
    """Return how many tasks are late, by colour; one query."""
    day, limits = clock.today(), thresholds()
    found: Counter[Lateness] = Counter()
    rows = (
        tasks_for(user).filter(state__in=_TO_DO, late_after__lt=day).values_list("late_after").annotate(n=Count("pk"))
    )
    for late_after, n in rows.order_by():
        found[lateness(late_after, day, limits)] += n
    return dict(found)


def due_in_month(user: User) -> int:
    """Return how many tasks that fall due this month are still to do; one query."""
    day = clock.today()
    return tasks_for(user).filter(state__in=_TO_DO, due_on__range=(day.replace(day=1), month_end(day))).count()
