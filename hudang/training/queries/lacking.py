"""缺训名单: who lacks what this year (R42); and who was trained, which the manning tables count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from hudang.accounts.access import within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState
from hudang.divisions.queries import path_labels
from hudang.kernel import clock
from hudang.training.models import Attendance, Certificate, Course, OutsideTraining, Test
from hudang.training.queries.courses import courses_of
from hudang.training.rules.certificates import expires_soon
from hudang.training.rules.staff import TRAINED_POSTS
from hudang.training.vocabulary import LACK_LABELS, CourseKind, Lack, TestState


@dataclass(frozen=True)
class Lacking:
    """One colleague with what he lacks; ``courses`` without a certificate in force, ``make_up`` by its last day."""

    user: User
    place: str
    lacks: tuple[Lack, ...]
    courses: tuple[str, ...] = ()
    make_ups: tuple[tuple[str, date | None], ...] = field(default=())

    @property
    def words(self) -> list[str]:
        """What he lacks, for the list."""
        told = {
            Lack.COURSE: f"{LACK_LABELS[Lack.COURSE]}：{'、'.join(self.courses)}",
            Lack.MAKE_UP: "；".join(f"《{title}》待补考（{due or '尽快'}以前）" for title, due in self.make_ups),
        }
        return [told.get(lack, LACK_LABELS[lack]) for lack in self.lacks]


def staff_of(user: User, prefix: str = "") -> QuerySet[User]:
    """Return the active people of the user's division who must be trained."""
    posts = [post.value for post in TRAINED_POSTS]
    rows = User.objects.filter(within(user, "division_code"), state=AccountState.ACTIVE, post__in=posts)
    return rows.filter(within_division(prefix, "division_code")) if prefix else rows


@dataclass
class _Record:
    """What one colleague did this year and holds now."""

    trained: bool = False
    ethics: bool = False
    held: dict[int, date] = field(default_factory=dict)
    make_ups: list[tuple[str, date | None]] = field(default_factory=list)


def records_of(people: Sequence[User], year: int, day: date) -> dict[int, _Record]:
    """Return the year's record of each, and what he holds on a day; a handful of queries whatever their number."""
    keys, records = [person.pk for person in people], defaultdict[int, _Record](_Record)
    begin, end = date(year, 1, 1), date(year, 12, 31)
    first = datetime(year, 1, 1, tzinfo=clock.CHINA)
    beyond = datetime(year + 1, 1, 1, tzinfo=clock.CHINA)
    held_then = Q(session__starts_at__gte=first, session__starts_at__lt=beyond)
    sessions = Attendance.objects.filter(held_then, learner__in=keys).exclude(session__state="cancelled")
    _note(records, sessions.values_list("learner_id", "session__kind"))
    given = Certificate.objects.filter(learner__in=keys, issued_on__range=(begin, end), revoked_on=None)
    _note(records, given.values_list("learner_id", "kind"))
    _note(records, OutsideTraining.objects.filter(user__in=keys, on__range=(begin, end)).values_list("user_id", "kind"))
    in_force = Certificate.objects.filter(learner__in=keys, revoked_on=None, valid_until__gte=day)
    for learner, course, until in in_force.values_list("learner_id", "course_id", "valid_until"):
        held = records[learner].held
        held[course] = max(until, held.get(course, until))
    waiting = Test.objects.filter(learner__in=keys, state=TestState.OPEN, make_up=True)
    for learner, title, due in waiting.values_list("learner_id", "course__title", "due_on"):
        records[learner].make_ups.append((title, due))
    return records


def _note(records: dict[int, _Record], rows: Iterable[tuple[int, str]]) -> None:
    for person, kind in rows:
        records[person].trained = True
        records[person].ethics |= kind == CourseKind.ETHICS


def lacking_for(user: User, *, prefix: str = "", year: int | None = None, day: date | None = None) -> list[Lacking]:
    """Return who of the user's division lacks what, by division; today, and this year."""
    day = day or clock.today()
    people = list(staff_of(user, prefix).order_by("division_code", "username"))
    courses = list(courses_of(user))
    records = records_of(people, year or day.year, day)
    places = path_labels({person.division_code for person in people})
    found = [_lacking(person, places[person.division_code], records[person.pk], courses, day) for person in people]
    return [each for each in found if each.lacks]


def _lacking(person: User, place: str, record: _Record, courses: Sequence[Course], day: date) -> Lacking:
    required = [course for course in courses if person.post in course.posts]
    without = tuple(course.title for course in required if course.pk not in record.held)
    expiring = any(course.pk in record.held and expires_soon(record.held[course.pk], day) for course in required)
    holds = {
        Lack.NO_TRAINING: not record.trained,
        Lack.NO_ETHICS: not record.ethics,
        Lack.COURSE: bool(without),
        Lack.MAKE_UP: bool(record.make_ups),
        Lack.EXPIRING: expiring,
    }
    lacks = tuple(lack for lack, lacking in holds.items() if lacking)
    return Lacking(person, place, lacks, without, tuple(record.make_ups))
