"""年度计划与场次: planned, held, signed in, closed with an archive item of its own (R42, R48)."""

from __future__ import annotations

import secrets
from hmac import compare_digest
from typing import BinaryIO

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.division_codes import contains, county_code
from hudang.kernel.errors import InvalidInput
from hudang.training.actions.keeping_files import keep_file
from hudang.training.errors import SessionOver, SignInClosed, WrongSignInCode
from hudang.training.models import Attendance, Course, PlanEntry, SessionFile, TrainingSession
from hudang.training.queries.courses import courses_of
from hudang.training.queries.sessions import plan_entry_for, session_for, session_to_manage, sign_in_code
from hudang.training.rules.sessions import (
    PlanDraft,
    SessionDraft,
    plan_faults,
    session_faults,
    sign_in_refusal,
)
from hudang.training.vocabulary import FileKind, SessionState, SignInWay

_SALT_BYTES = 6
_HIGHEST = 100


def _course(actor: User, code: str) -> Course | None:
    if not code:
        return None
    found = courses_of(actor).filter(code=code).first()
    if found is None:
        raise InvalidInput({"course": "没有这门课，请从列表中选择。"})
    return found


@transaction.atomic
def plan_training(*, actor: User, draft: PlanDraft) -> PlanEntry:
    """Add an entry to the actor's division's plan of a year, under the next number."""
    require(actor, Right.MANAGE_TRAINING)
    faults = plan_faults(draft, clock.today().year)
    if faults:
        raise InvalidInput(faults)
    taken = PlanEntry.objects.select_for_update().filter(division_code=actor.division_code, year=draft.year)
    last = max((int(each.rsplit("-", 1)[-1]) for each in taken.values_list("number", flat=True)), default=0)
    entry = PlanEntry.objects.create(
        division_code=actor.division_code,
        year=draft.year,
        number=f"{draft.year}-{last + 1:02d}",
        month=draft.month,
        title=draft.title.strip(),
        kind=draft.kind,
        course=_course(actor, draft.course),
        posts=list(draft.posts),
        hours=draft.hours,
        made_by=actor.display_name,
    )
    record(actor, Act("plan_training", "training_plan", entry.pk, summary=f"编制培训计划 {entry}"))
    return entry


@transaction.atomic
def drop_plan_entry(*, actor: User, plan_id: int) -> None:
    """Take an entry out of the plan while no session rests on it."""
    require(actor, Right.MANAGE_TRAINING)
    entry = plan_entry_for(actor, plan_id)
    if entry.sessions.exists():
        raise InvalidInput({"plan": "已有场次依据这一项计划，不能删去。"})
    record(actor, Act("drop_plan_entry", "training_plan", entry.pk, summary=f"删去培训计划 {entry}"))
    entry.delete()


@transaction.atomic
def plan_session(*, actor: User, draft: SessionDraft) -> TrainingSession:
    """Enter a session of the actor's division. Raises ``InvalidInput`` by field."""
    require(actor, Right.MANAGE_TRAINING)
    faults = session_faults(draft)
    if faults:
        raise InvalidInput(faults)
    session = TrainingSession.objects.create(
        division_code=actor.division_code,
        plan_entry=plan_entry_for(actor, draft.plan_entry) if draft.plan_entry else None,
        course=_course(actor, draft.course),
        title=draft.title.strip(),
        kind=draft.kind,
        posts=list(draft.posts),
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        place=draft.place.strip(),
        lecturer=draft.lecturer.strip(),
        notice=draft.notice.strip(),
        sign_in_salt=secrets.token_hex(_SALT_BYTES),
        made_by=actor,
    )
    record(actor, Act("plan_session", "training_session", session.pk, summary=f"安排培训 {session.title}"))
    return session


def open_session(actor: User, session_id: int) -> TrainingSession:
    """Return a session that takes changes, locked; raises ``SessionOver``."""
    require(actor, Right.MANAGE_TRAINING)
    found = session_to_manage(actor, session_id)
    locked = TrainingSession.objects.select_for_update(of=("self",)).select_related("course", "plan_entry")
    return _unfinished(locked.get(pk=found.pk))


def _unfinished(session: TrainingSession) -> TrainingSession:
    if session.state != SessionState.PLANNED:
        raise SessionOver(title=session.title, state=session.state_label)
    return session


@transaction.atomic
def cancel_session(*, actor: User, session_id: int, reason: str) -> TrainingSession:
    """Call a session off, with a reason."""
    session = open_session(actor, session_id)
    said = reason_given(reason, "取消培训")
    session.state = SessionState.CANCELLED
    session.save(update_fields=["state"])
    record(
        actor, Act("cancel_session", "training_session", session.pk, summary=f"取消培训 {session.title}", reason=said)
    )
    return session


@transaction.atomic
def sign_in(*, actor: User, session_id: int, code: str) -> Attendance:
    """Sign in as oneself with the code of the screen. Raises ``WrongSignInCode``, ``SignInClosed``, ``SessionOver``."""
    session = _unfinished(session_for(actor, session_id))
    if not compare_digest(sign_in_code(session).encode(), code.encode()):
        raise WrongSignInCode
    why = sign_in_refusal(session.starts_at, session.ends_at, clock.now())
    if why:
        raise SignInClosed(title=session.title, why=why)
    return _attend(actor, session, actor, SignInWay.QR, "")


@transaction.atomic
def sign_in_for(*, actor: User, session_id: int, username: str, score: int | None = None) -> Attendance:
    """Note by hand that somebody of the session's own county was there, with the mark of a paper test if there was one.

    Raises ``InvalidInput`` at ``username`` or ``score``.
    """
    session = open_session(actor, session_id)
    learner = User.objects.filter(username=username).first()
    if learner is None:
        raise InvalidInput({"username": "没有这个用户，请从列表中选择。"})
    if not contains(county_code(session.division_code), learner.division_code):
        raise InvalidInput({"username": f"{learner.display_name}不是本县的人员，不能记入本县的培训。"})
    if score is not None and not 0 <= score <= _HIGHEST:
        raise InvalidInput({"score": "成绩应在 0 至 100 分之间。"})
    return _attend(actor, session, learner, SignInWay.BY_HAND, actor.display_name, score)


def _attend(
    actor: User, session: TrainingSession, learner: User, way: SignInWay, by: str, score: int | None = None
) -> Attendance:
    made, new = Attendance.objects.get_or_create(
        session=session, learner=learner, defaults={"way": way, "signed_at": clock.now(), "noted_by": by}
    )
    if score is not None:
        made.score = score
        made.save(update_fields=["score"])
    if new:
        told = f"{learner.display_name}签到：{session.title}"
        record(actor, Act("sign_in_training", "training_session", session.pk, summary=told))
    return made


@transaction.atomic
def add_session_file(*, actor: User, session_id: int, kind: FileKind, content: BinaryIO, name: str) -> SessionFile:
    """Keep slides or a photo with a session."""
    session = open_session(actor, session_id)
    kept = keep_file(content, name)
    if kind == FileKind.PHOTO and not kept.media_type.startswith("image/"):
        raise InvalidInput({"file": "照片应是图片文件（JPEG、PNG）。"})
    values = {"name": kept.name, "media_type": kept.media_type, "size": kept.size, "added_by": actor}
    made, _ = SessionFile.objects.get_or_create(session=session, kind=kind, sha256=kept.sha256, defaults=values)
    record(actor, Act("add_session_file", "training_session", session.pk, summary=f"{session.title}：添加 {kept.name}"))
    return made


@transaction.atomic
def change_sign_in_code(*, actor: User, session_id: int) -> None:
    """Make the code on the screen worth nothing, because it was passed around."""
    session = open_session(actor, session_id)
    session.sign_in_salt = secrets.token_hex(_SALT_BYTES)
    session.save(update_fields=["sign_in_salt"])
    act = Act("change_sign_in_code", "training_session", session.pk, summary=f"更换签到码：{session.title}")
    record(actor, act)
