"""The plan and the sessions of a division and of those above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hudang.accounts.access import within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post, Right
from hudang.divisions.queries import path_labels
from hudang.kernel import clock
from hudang.kernel.division_codes import contains, county_code, scope_prefix, township_code
from hudang.kernel.errors import NotVisible
from hudang.platform.digests import lookup_hash
from hudang.training.models import Attendance, PlanEntry, SessionFile, Test, TrainingSession
from hudang.training.vocabulary import TestState

_CODE_LENGTH = 12


def _seen(user: User) -> Q:
    """What the user's own offices hold, and what is held below him."""
    above = (user.division_code, township_code(user.division_code), county_code(user.division_code))
    return Q(division_code__in=above) | within(user, "division_code")


def plan_for(user: User, year: int) -> list[PlanEntry]:
    """Return the plan of a year, with how many sessions were held of each entry."""
    rows = PlanEntry.objects.filter(_seen(user), year=year).select_related("course")
    return list(rows.annotate(held=Count("sessions", filter=Q(sessions__state="closed"))))


def plan_entry_for(user: User, plan_id: int) -> PlanEntry:
    """Return an entry of the user's own plan; raises ``NotVisible``."""
    found = PlanEntry.objects.filter(within(user, "division_code"), pk=plan_id).first()
    if found is None:
        raise NotVisible
    return found


def sessions_for(user: User) -> QuerySet[TrainingSession]:
    """Return the sessions that concern the user, the latest first, with how many came."""
    rows = TrainingSession.objects.filter(_seen(user)).annotate(present=Count("attendances"))
    return rows.order_by("-starts_at", "-pk")


def session_for(user: User, session_id: int) -> TrainingSession:
    """Return one session; raises ``NotVisible``."""
    found = TrainingSession.objects.filter(_seen(user), pk=session_id).select_related("course", "plan_entry").first()
    if found is None:
        raise NotVisible
    return found


def session_to_manage(user: User, session_id: int) -> TrainingSession:
    """Return a session that the user's division organises; raises ``NotVisible``."""
    found = session_for(user, session_id)
    if not contains(user.division_code, found.division_code):
        raise NotVisible
    return found


def session_file_for(user: User, file_id: int) -> SessionFile:
    """Return a file of a session that the user sees; raises ``NotVisible``."""
    found = SessionFile.objects.filter(pk=file_id).select_related("session").first()
    if found is None or not TrainingSession.objects.filter(_seen(user), pk=found.session_id).exists():
        raise NotVisible
    return found


def sign_in_code(session: TrainingSession) -> str:
    """Return today's code of a session, which stands in its QR code and nowhere else."""
    return lookup_hash(f"{session.pk}:{session.sign_in_salt}:{clock.today()}", "sign-in")[:_CODE_LENGTH]


def invited(session: TrainingSession) -> QuerySet[User]:
    """Return the people of the session's division whose post it is for; of the whole division when for all."""
    people = User.objects.filter(state=AccountState.ACTIVE).exclude(post=Post.CONSOLE)
    people = people.filter(within_division(scope_prefix(session.division_code), "division_code"))
    return people.filter(post__in=session.posts) if session.posts else people


@dataclass(frozen=True)
class Attendee:
    """One who came: with his unit, and his mark, from the product's test or from paper."""

    attendance: Attendance
    unit: str
    score: int | None
    passed: bool | None

    @property
    def result(self) -> str:
        """合格, 不合格, or nothing without a test."""
        return "" if self.passed is None else "合格" if self.passed else "不合格"


def attendees_of(session: TrainingSession) -> list[Attendee]:
    """Return who came, in the order of signing in; the best mark of the session counts."""
    rows = list(Attendance.objects.filter(session=session).select_related("learner"))
    units = path_labels({row.learner.division_code for row in rows})
    marks = _best(Test.objects.filter(session=session).exclude(state=TestState.OPEN))
    pass_mark = session.course.pass_mark if session.course else 60
    found = []
    for row in rows:
        score = marks.get(row.learner_id, row.score)
        passed = None if score is None else score >= pass_mark
        unit = f"{units[row.learner.division_code]} {row.learner.post_label}"
        found.append(Attendee(row, unit, score, passed))
    return found


def _best(tests: Iterable[Test]) -> dict[int, int]:
    best: dict[int, int] = {}
    for test in tests:
        best[test.learner_id] = max(best.get(test.learner_id, 0), test.score or 0)
    return best


def may_manage(user: User, session: TrainingSession) -> bool:
    """Tell whether the user organises this session."""
    return user.may(Right.MANAGE_TRAINING) and contains(user.division_code, session.division_code)
