"""Reminding people of their training: sessions, make-ups, certificates that run out, what the year still asks."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta

from hudang.accounts.actions.console import console_actor
from hudang.accounts.vocabulary import AccountState, Post
from hudang.divisions.queries import counties, names_of
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code, township_code
from hudang.notifications.actions.sending import send, send_to_post
from hudang.training.models import Certificate, Test, TrainingSession
from hudang.training.queries.lacking import Lacking, lacking_for
from hudang.training.queries.sessions import invited
from hudang.training.rules import messages
from hudang.training.rules.certificates import REMIND_DAYS
from hudang.training.vocabulary import Lack, SessionState, TestState

_SESSION_DAYS = 3
_MAKE_UP_DAYS = 7
_MONTHS_OF_A_QUARTER = 3
_LIST = "/training/staff/lacking/"
# a make-up and a certificate that runs out have messages of their own
_OF_THE_YEAR = (Lack.NO_TRAINING, Lack.NO_ETHICS)


def remind(day: date) -> int:
    """Tell whoever has to come, to make up or to renew, and once a quarter who lacks what; return how many messages."""
    return _sessions(day) + _make_ups(day) + _certificates(day) + _lacking(day)


def _sessions(day: date) -> int:
    begin = datetime.combine(day, time.max, tzinfo=clock.CHINA)
    soon = TrainingSession.objects.filter(
        state=SessionState.PLANNED, starts_at__gt=begin, starts_at__lte=begin + timedelta(days=_SESSION_DAYS)
    )
    sent = 0
    for session in soon:
        on = session.starts_at.astimezone(clock.CHINA).date()
        told = {"day": on, "session": session.title}
        for person in invited(session):
            key = f"training:session:{session.pk}:{on}:{person.pk}"
            sent += send(to=person, template=messages.SESSION_SOON, key=key, values=told, link=_page(session))
    return sent


def _page(session: TrainingSession) -> str:
    return f"/training/sessions/{session.pk}/"


def _make_ups(day: date) -> int:
    waiting = Test.objects.filter(
        state=TestState.OPEN, make_up=True, due_on__lte=day + timedelta(days=_MAKE_UP_DAYS),
        learner__state=AccountState.ACTIVE,
    )  # fmt: skip
    sent = 0
    for test in waiting.select_related("learner", "course"):
        template = messages.MAKE_UP_LATE if test.due_on and test.due_on < day else messages.MAKE_UP_DUE
        key = f"training:test:{test.pk}:{template.key}"
        told = {"course": test.course.title, "day": test.due_on}
        sent += send(to=test.learner, template=template, key=key, values=told, link=_course(test.course.code))
    return sent


def _course(code: str) -> str:
    return f"/training/courses/{code}/"


def _certificates(day: date) -> int:
    """Tell of certificates that run out, unless a later one of the same course is held."""
    held = Certificate.objects.filter(
        revoked_on=None, valid_until__gte=day, learner__state=AccountState.ACTIVE, course__retired_on=None
    )
    latest: dict[tuple[int, int], Certificate] = {}
    for each in held.select_related("learner", "course").order_by("valid_until"):
        latest[each.learner_id, each.course_id] = each
    ending = [each for each in latest.values() if each.valid_until < day + timedelta(days=REMIND_DAYS)]
    return sum(
        send(
            to=each.learner,
            template=messages.CERTIFICATE_ENDS,
            key=f"training:certificate:{each.pk}:ends",
            values={"course": each.course.title, "day": each.valid_until},
            link=_course(each.course.code),
        )
        for each in ending
    )


def _lacking(day: date) -> int:
    found = [each for county in counties() for each in lacking_for(console_actor(county.code), day=day)]
    period = f"{day.year}-{(day.month - 1) // _MONTHS_OF_A_QUARTER + 1}"
    return sum(_tell_person(each, day, period) for each in found) + _tell_managers(found, period)


def _tell_person(lacking: Lacking, day: date, period: str) -> bool:
    count = len(lacking.courses) + sum(lack in lacking.lacks for lack in _OF_THE_YEAR)
    if not count:
        return False
    key = f"training:lacking:{lacking.user.pk}:{period}"
    told = {"year": day.year, "count": count}
    return send(to=lacking.user, template=messages.TRAINING_LACKING, key=key, values=told, link="/training/")


def _tell_managers(found: list[Lacking], period: str) -> int:
    codes = [each.user.division_code for each in found]
    townships = Counter(township_code(code) for code in codes if code != county_code(code))
    whole = Counter(county_code(code) for code in codes)
    posts = [(Post.TOWNSHIP_HEAD, code, count) for code, count in townships.items()]
    posts += [(Post.COUNTY_HANDLER, code, count) for code, count in whole.items()]
    names = names_of({code for _, code, _ in posts})
    return sum(
        send_to_post(
            post=post,
            division_code=code,
            template=messages.STAFF_LACKING,
            key=f"training:staff-lacking:{post}:{code}:{period}",
            values={"place": names.get(code, ""), "count": count},
            link=_LIST,
        )
        for post, code, count in posts
    )
