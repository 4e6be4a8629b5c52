"""A session: planned, signed in by its code, tested, closed; it files itself as one item of its volume."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from hudang.accounts.vocabulary import Post
from hudang.audit.models import AuditEntry
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from hudang.library.models import InstitutionalItem
from hudang.training.actions.closing import close_session
from hudang.training.actions.learning import hand_in, open_test
from hudang.training.actions.sessions import (
    add_session_file,
    change_sign_in_code,
    plan_session,
    plan_training,
    sign_in,
    sign_in_for,
)
from hudang.training.errors import NobodyCame, SessionOver, SignInClosed, WrongSignInCode
from hudang.training.models import Attendance, TrainingSession
from hudang.training.queries.sessions import sign_in_code
from hudang.training.rules.sessions import PlanDraft, SessionDraft
from hudang.training.vocabulary import FileKind
from tests.factories import scans
from tests.factories.archives import make_bureau
from tests.people import People, make_user

pytestmark = pytest.mark.django_db


def draft(**changes: Any) -> SessionDraft:
    begun = clock.now() - timedelta(minutes=30)
    known: dict[str, Any] = {
        "title": "归档业务培训",
        "kind": "archive",
        "posts": [],
        "starts_at": begun,
        "ends_at": begun + timedelta(hours=2),
        "place": "镇政府三楼会议室",
        "lecturer": "郑雅琴",
        "notice": "请各村协理员、经办人员准时参加。",
        "course": "filing-scope",
    }
    return SessionDraft(**(known | changes))


@pytest.fixture
def session(people: People) -> TrainingSession:
    make_bureau()
    return plan_session(actor=people.township_head, draft=draft())


@pytest.mark.parametrize(("minutes", "said"), [(0, "零或负数"), (-60, "零或负数"), (60 * 30, "24 小时")])
def test_a_length_that_cannot_be_is_refused_at_its_field(people: People, minutes: int, said: str) -> None:
    begun = clock.now()
    with pytest.raises(InvalidInput) as refused:
        plan_session(
            actor=people.township_head, draft=draft(starts_at=begun, ends_at=begun + timedelta(minutes=minutes))
        )
    assert said in refused.value.fields["ends"]


def test_who_does_not_organise_plans_nothing(people: People) -> None:
    with pytest.raises(NotAllowed):
        plan_session(actor=people.assistant, draft=draft())


def test_signing_in_as_oneself_with_the_code_of_the_day(people: People, session: TrainingSession) -> None:
    code = sign_in_code(session)
    made = sign_in(actor=people.assistant, session_id=session.pk, code=code)
    assert sign_in(actor=people.assistant, session_id=session.pk, code=code) == made
    with pytest.raises(WrongSignInCode):
        sign_in(actor=people.handler, session_id=session.pk, code="0" * 12)
    change_sign_in_code(actor=people.township_head, session_id=session.pk)
    with pytest.raises(WrongSignInCode):
        sign_in(actor=people.handler, session_id=session.pk, code=code)
    with pytest.raises(NotVisible):
        sign_in(actor=people.neighbour, session_id=session.pk, code=code)


def test_nobody_signs_in_the_day_before(people: People) -> None:
    begun = clock.now() + timedelta(days=1)
    later = plan_session(actor=people.township_head, draft=draft(starts_at=begun, ends_at=begun + timedelta(hours=1)))
    with pytest.raises(SignInClosed):
        sign_in(actor=people.handler, session_id=later.pk, code=sign_in_code(later))


def test_an_attendee_of_another_county_is_refused_at_the_field(people: People, session: TrainingSession) -> None:
    make_user("waixian", Post.COUNTY_HANDLER, "220881000000", "邻县经办")
    with pytest.raises(InvalidInput) as refused:
        sign_in_for(actor=people.township_head, session_id=session.pk, username="waixian")
    assert "不是本县" in refused.value.fields["username"]
    with pytest.raises(InvalidInput) as refused:
        sign_in_for(actor=people.township_head, session_id=session.pk, username="xieli", score=101)
    assert "score" in refused.value.fields


def test_it_files_itself_with_record_papers_marks_and_photographs(people: People, session: TrainingSession) -> None:
    with pytest.raises(NobodyCame):
        close_session(actor=people.township_head, session_id=session.pk)
    sign_in(actor=people.handler, session_id=session.pk, code=sign_in_code(session))
    sign_in_for(actor=people.township_head, session_id=session.pk, username="xieli", score=85)
    test = open_test(actor=people.handler, code="filing-scope")
    hand_in(actor=people.handler, test_id=test.pk, answers=[])
    photo = io.BytesIO(scans.jpeg("培训现场"))
    add_session_file(
        actor=people.township_head, session_id=session.pk, kind=FileKind.PHOTO, content=photo, name="现场.jpg"
    )
    closed = close_session(actor=people.township_head, session_id=session.pk, summary="到会两人。")
    paper, item = Paper.objects.get(form_code="F36"), InstitutionalItem.objects.get()
    assert closed.paper_id == paper.pk
    assert closed.item_code == item.reference_code
    assert "RG06" in item.reference_code
    rows = {row["name"]: (row.get("score"), row.get("passed")) for row in data_of(paper)["attendees"]}
    assert rows == {"舍力经办": (0, "不合格"), "协理员甲": (85, "合格")}
    # the record, the paper of the test, the photograph
    assert item.pages.values("digital_object").distinct().count() == 3
    with pytest.raises(SessionOver):
        sign_in_for(actor=people.township_head, session_id=session.pk, username="jingban")
    assert AuditEntry.objects.filter(action="close_session").exists()
    assert Attendance.objects.count() == 2


def test_a_plan_is_numbered_by_year_and_takes_no_hours_below_zero(people: People) -> None:
    known: dict[str, Any] = {
        "year": clock.today().year,
        "month": 3,
        "title": "归档培训",
        "kind": "archive",
        "posts": [],
    }
    made = [plan_training(actor=people.county_handler, draft=PlanDraft(**known, hours=Decimal(2))) for _ in range(2)]
    assert [entry.number[-2:] for entry in made] == ["01", "02"]
    with pytest.raises(InvalidInput) as refused:
        plan_training(actor=people.county_handler, draft=PlanDraft(**known, hours=Decimal(-1)))
    assert "hours" in refused.value.fields
