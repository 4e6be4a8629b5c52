"""A session ends: its record (F36), its test papers and photographs become one item of its volume (R48)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import receive_made, register
from hudang.digitization.models import DigitalObject
from hudang.forms.actions.papers import make_paper
from hudang.forms.queries.offices import office_name
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.printing.actions.papers import document, fonts
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted
from hudang.training.actions.sessions import open_session
from hudang.training.errors import NobodyCame
from hudang.training.models import Test, TrainingSession
from hudang.training.queries.sessions import Attendee, attendees_of
from hudang.training.rules.papers import mark
from hudang.training.rules.questions import told
from hudang.training.vocabulary import FILE_KIND_LABELS, FileKind, SessionState, TestState

_OF_ASSISTANTS, _OF_STAFF = "RG07", "RG06"
_COLUMNS = (
    Column("题号", 12, "center"),
    Column("题目", 92),
    Column("正确答案", 26),
    Column("作答", 26),
    Column("结果", 14, "center"),
)


@transaction.atomic
def close_session(*, actor: User, session_id: int, summary: str = "") -> TrainingSession:
    """End a session and file it: record with notice, sign-in and marks, the papers of its tests, its photographs.

    Raises ``NobodyCame``, ``SessionOver``, ``InvalidInput``.
    """
    session = open_session(actor, session_id)
    if clock.now() < session.starts_at:
        raise InvalidInput({"summary": "培训还没有开始，不能结束归档。"})
    attendees = attendees_of(session)
    if not attendees:
        raise NobodyCame(title=session.title)
    session.summary = summary.strip()[:500]
    paper = make_paper(
        actor=actor,
        form="F36",
        data=_record(session, attendees, actor),
        village_code=session.division_code,
        issued_by=session.division_code,
    )
    entry = InstitutionalEntry(
        series=_OF_ASSISTANTS if session.posts == [Post.VILLAGE_ASSISTANT] else _OF_STAFF,
        title=f"{session.title}培训材料",
        division_code=session.division_code,
        dated=session.starts_at.astimezone(clock.CHINA).date(),
        objects=[paper.digital_object, *_test_papers(session, actor), *_pictures(session)],
        cause=f"training:{session.pk}",
        creator=office_name(session.division_code),
        document_number=paper.number,
    )
    item = file_institutional(actor=actor, entry=entry)
    session.state, session.closed_on, session.paper_id = SessionState.CLOSED, clock.today(), paper.pk
    session.item_id, session.item_code = item.pk, item.reference_code
    session.save()
    after = {"reference_code": item.reference_code, "attendees": len(attendees)}
    act = Act("close_session", "training_session", session.pk, summary=f"培训结束归档 {session.title}", after=after)
    record(actor, act)
    return session


def _record(session: TrainingSession, attendees: list[Attendee], actor: User) -> dict[str, Any]:
    """Return the fields of F36."""
    begun = session.starts_at.astimezone(clock.CHINA)
    files = "、".join(f"{FILE_KIND_LABELS[FileKind(each.kind)]}：{each.name}" for each in session.files.all())
    examined = [each for each in attendees if each.score is not None]
    return {
        "title": session.title,
        "plan_number": session.plan_entry.number if session.plan_entry else "",
        "kind": session.kind,
        "lecturer": session.lecturer,
        "posts": session.post_labels,
        "held_at": begun.strftime("%Y-%m-%d %H:%M"),
        "hours": str(session.hours),
        "place": session.place,
        "notice": session.notice[:600],
        "slides": files[:400],
        "attendees": [_row(each) for each in attendees],
        "present": len(attendees),
        "examined": len(examined),
        "passed_count": sum(1 for each in examined if each.passed),
        "summary": session.summary,
        "organiser": actor.display_name,
        "organiser_on": clock.today().isoformat(),
    }


def _row(attendee: Attendee) -> dict[str, Any]:
    attendance = attendee.attendance
    return {
        "name": attendance.learner.display_name,
        "unit": attendee.unit,
        "signed_at": attendance.signed_at.astimezone(clock.CHINA).strftime("%m-%d %H:%M"),
        "way": attendance.way_label,
        "score": attendee.score,
        "passed": attendee.result,
    }


def _test_papers(session: TrainingSession, actor: User) -> list[DigitalObject]:
    """Return the papers of the session's tests with what was answered, as one PDF; none without a test."""
    tests = Test.objects.filter(session=session).exclude(state=TestState.OPEN).select_related("learner", "course")
    papers = [_sheet(test) for test in tests.order_by("learner_id", "number")]
    if not papers:
        return []
    title = f"{session.title} 试卷"
    content, _ = render_noted(papers, document(title, actor), fonts=fonts())
    return [register(receive_made(content, f"{title}.pdf")).object]


def _sheet(test: Test) -> Register:
    right = mark(test.paper, test.answers).right
    given = [*test.answers, *([] for _ in test.paper)]
    rows = tuple(
        (
            str(number),
            question["text"],
            told(question["kind"], question["options"], question["answer"]),
            told(question["kind"], question["options"], answer) or "未作答",
            "对" if well else "错",
        )
        for number, (question, answer, well) in enumerate(zip(test.paper, given, right, strict=False), 1)
    )
    name = test.learner.display_name
    return Register(
        title=f"{test.course.title}测验试卷",
        bookmark=f"试卷　{name}　第 {test.number} 次",
        fonds_name=office_name(test.session.division_code) if test.session else "",
        columns=_COLUMNS,
        rows=rows,
        facts=(
            (
                Fact("姓名", 18, name, 40),
                Fact("成绩", 18, f"{test.score} 分 {test.state_label}", 40),
                Fact("组卷种子", 22, test.seed, 40),
            ),
        ),
    )


def _pictures(session: TrainingSession) -> list[DigitalObject]:
    """Return photographs and slides that the archive can hold as pages; a video is named in the record."""
    digests = [each.sha256 for each in session.files.all() if not each.media_type.startswith("video/")]
    found = {each.sha256: each for each in DigitalObject.objects.filter(sha256__in=digests)}
    return [found[digest] for digest in digests if digest in found]
