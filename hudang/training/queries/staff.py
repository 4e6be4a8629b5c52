"""人员台账与岗位配备 (R47)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post, Right
from hudang.archives.models import Box
from hudang.casework.models import Case
from hudang.casework.vocabulary import FINAL_STAGES
from hudang.divisions.queries import townships_of, villages_of
from hudang.kernel import clock
from hudang.kernel.division_codes import township_code
from hudang.kernel.errors import NotVisible
from hudang.training.models import Appraisal, Attendance, Certificate, Establishment, HandOver, OutsideTraining
from hudang.training.queries.lacking import records_of, staff_of
from hudang.training.rules.staff import MANNED_POSTS, Manning, usual_number
from hudang.training.vocabulary import COURSE_KIND_LABELS, CourseKind


@dataclass(frozen=True)
class TownshipManning:
    """The posts of one township."""

    code: str
    name: str
    posts: list[Manning]


def manning_for(user: User) -> list[TownshipManning]:
    """Return how the townships of the user's division are manned, and how many were trained this year."""
    require(user, Right.MANAGE_TRAINING)
    townships = townships_of(user.scope)
    villages = Counter(township_code(village.code) for village in villages_of(user.scope))
    people = list(staff_of(user))
    records = records_of(people, clock.today().year, clock.today())
    filled = Counter((township_code(person.division_code), person.post) for person in people)
    trained = Counter(
        (township_code(person.division_code), person.post) for person in people if records[person.pk].trained
    )
    rows = Establishment.objects.filter(within(user, "division_code")).values_list("division_code", "post", "wanted")
    wanted = {(code, post): number for code, post, number in rows}
    found = []
    for township in townships:
        posts = []
        for post in MANNED_POSTS:
            key = (township.code, post.value)
            number = wanted.get(key, usual_number(post, villages[township.code]))
            posts.append(Manning(post, number, filled[key], trained[key]))
        found.append(TownshipManning(township.code, township.name, posts))
    return found


@dataclass(frozen=True)
class LedgerLine:
    """One entry of somebody's training ledger."""

    on: date
    title: str
    kind: str
    way: str
    hours: Decimal
    result: str = ""


def member_for(user: User, username: str) -> User:
    """Return a colleague of the division of who organises training, or oneself; raises ``NotVisible``."""
    if user.username == username:
        return user
    if not user.may(Right.MANAGE_TRAINING):
        raise NotVisible
    people = User.objects.filter(within(user, "division_code"), username=username).exclude(post=Post.CONSOLE)
    found = people.select_related("profile").first()
    if found is None:
        raise NotVisible
    return found


def ledger_of(person: User) -> list[LedgerLine]:
    """Return everything that somebody learnt, the latest first."""
    lines = [
        LedgerLine(
            row.session.starts_at.astimezone(clock.CHINA).date(),
            row.session.title,
            row.session.kind_label,
            "场次",
            Decimal(str(row.session.hours)),
            f"{row.score} 分" if row.score is not None else "",
        )
        for row in Attendance.objects.filter(learner=person)
        .exclude(session__state="cancelled")
        .select_related("session")
    ]
    for row in Certificate.objects.filter(learner=person, revoked_on=None):
        kind = COURSE_KIND_LABELS[CourseKind(row.kind)]
        lines.append(
            LedgerLine(row.issued_on, row.course_title, kind, "课程", row.hours, f"{row.score} 分，{row.number}")
        )
    for outside in OutsideTraining.objects.filter(user=person):
        kind = COURSE_KIND_LABELS[CourseKind(outside.kind)]
        lines.append(LedgerLine(outside.on, outside.title, kind, outside.organiser, outside.hours, outside.result))
    return sorted(lines, key=lambda line: line.on, reverse=True)


def hours_of_year(lines: list[LedgerLine], year: int) -> Decimal:
    """Return the hours of a year."""
    return sum((line.hours for line in lines if line.on.year == year), Decimal(0))


def roster_for(user: User) -> list[User]:
    """Return the people of the division of who organises training, by division."""
    require(user, Right.MANAGE_TRAINING)
    rows = User.objects.filter(within(user, "division_code")).exclude(post=Post.CONSOLE)
    return list(rows.exclude(state=AccountState.PENDING).order_by("division_code", "username"))


def hand_over_for(user: User, hand_over_id: int) -> HandOver:
    """Return a hand-over sheet of the division, or one that concerns the user; raises ``NotVisible``."""
    found = HandOver.objects.filter(pk=hand_over_id).select_related("giver", "taker").first()
    if found is None:
        raise NotVisible
    concerned = user.pk in (found.giver_id, found.taker_id)
    if not concerned and not (user.may(Right.MANAGE_TRAINING) and found.division_code.startswith(user.scope)):
        raise NotVisible
    return found


def held_by(person: User) -> list[dict[str, str]]:
    """Return what the product knows that somebody holds, as lines of a hand-over sheet."""
    cases = Case.objects.filter(handler=person).exclude(stage__in=sorted(FINAL_STAGES)).count()
    boxes = Box.objects.filter(keeper=person, retired_on=None).count()
    return [
        {"what": "在办案件", "number": f"{cases} 件", "note": "在“申请办理”里移交"},
        {"what": "保管的村盒", "number": f"{boxes} 盒", "note": "在“保管责任”里移交"},
    ]


def appraisals_for(user: User, year: int) -> list[Appraisal]:
    """Return the appraisals of a year in the division of who organises training."""
    require(user, Right.MANAGE_TRAINING)
    rows = Appraisal.objects.filter(within(user, "division_code"), year=year).select_related("user")
    return list(rows.order_by("-total"))
