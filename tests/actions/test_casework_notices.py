"""Public notices: what hangs, from when to when, never taken down early, objections and hearings."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hudang.archives.models import Item
from hudang.casework.actions.examining import report
from hudang.casework.actions.keeping_out import keep_out, make_exempt
from hudang.casework.actions.notices import (
    Posting,
    close_notice,
    drop_notice,
    photograph_notice,
    post_notice,
    prepare_notice,
)
from hudang.casework.actions.objections import (
    HearingEntry,
    ObjectionEntry,
    Present,
    answer_objection,
    call_hearing,
    record_hearing,
    register_objection,
    reinvestigate,
    settle_objection,
)
from hudang.casework.errors import NotForNotice, NoticeNotOver, NoticeWrongState, NotYet
from hudang.casework.models import Case, NoticeBatch, NoticeEntry, Objection
from hudang.casework.queries.notices import objections_of, waiting_for_notice
from hudang.casework.rules.hearing import Votes
from hudang.casework.vocabulary import CaseStage, NoticeState
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of
from hudang.kernel import clock
from hudang.kernel.clock import CHINA
from hudang.kernel.errors import InvalidInput, NotVisible
from tests.factories.cases import accepted, declaration
from tests.factories.decisions import PHONE, on_notice, posted, published, ready
from tests.factories.investigations import to_examine
from tests.factories.scans import drawing, png
from tests.people import MINFU, MINQIANG, People

DAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 2, 1, tzinfo=UTC)):
        yield


def later(days: int) -> datetime:
    return datetime(2026, 11, 2, 1, tzinfo=UTC) + timedelta(days=days)


def test_the_sheet_carries_the_whitelist_only(people: People) -> None:
    ready(people)
    case = on_notice(people)
    assert waiting_for_notice(people.handler) == [case]
    batch = posted(people, case)
    assert (batch.starts_on, batch.ends_on, batch.state) == (DAY, date(2026, 11, 9), NoticeState.POSTED)
    assert waiting_for_notice(people.handler) == []
    assert batch.paper is not None
    told = str(data_of(batch.paper))
    assert "王德贵" in told and PHONE in told and "560" in told
    for secret in (declaration()["address"], declaration()["phone"], "2208821958", "年老体弱", "李秀英"):
        assert secret not in told


def test_it_is_not_taken_down_early_and_not_without_photos(people: People) -> None:
    ready(people)
    case = on_notice(people)
    batch = posted(people, case)
    with clock.frozen(later(7)), pytest.raises(NoticeNotOver, match="2026-11-09"):
        close_notice(actor=people.handler, number=batch.number)
    with clock.frozen(later(8)), pytest.raises(InvalidInput, match="1 处"):
        close_notice(actor=people.handler, number=batch.number)
    with pytest.raises(InvalidInput):
        photograph_notice(
            actor=people.handler, number=batch.number, last=True, photo=io.BytesIO(png(drawing("x"))), name="x.png"
        )
    published(people, batch)
    case.refresh_from_db()
    assert case.stage == CaseStage.NOTICE_CLEAR
    filed = set(Item.objects.filter(file=case.file).values_list("material__code", flat=True))
    assert {"M41", "M42"} <= filed


def test_the_database_itself_refuses_an_early_end(people: People) -> None:
    ready(people)
    batch = posted(people, on_notice(people))
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeBatch.objects.filter(pk=batch.pk).update(state="closed", closed_on=batch.ends_on)


def test_what_does_not_belong_on_a_notice(people: People) -> None:
    ready(people)
    with pytest.raises(NotForNotice, match="初审同意后才公示"):
        posted(people, accepted(people.handler))
    exempt = to_examine(people.handler)
    make_exempt(actor=people.county_handler, number=exempt.number, reason="依规定免公示", readers=[])
    Case.objects.filter(pk=exempt.pk).update(stage=CaseStage.TO_PUBLISH)
    with pytest.raises(NotVisible):
        posted(people, exempt)
    with pytest.raises(NotForNotice, match="免公示"):
        prepare_notice(
            actor=people.county_handler,
            village_code=MINQIANG,
            numbers=[exempt.number],
            telephone=PHONE,
            starts_on=clock.today(),
        )
    elsewhere = on_notice(people, village=MINFU)
    with pytest.raises(NotForNotice, match="不在这个村"):
        prepare_notice(
            actor=people.handler, village_code=MINQIANG, numbers=[elsewhere.number], telephone=PHONE, starts_on=DAY
        )
    assert not NoticeBatch.objects.exists()


def test_hung_on_another_day_the_sheet_is_made_anew(people: People) -> None:
    ready(people)
    case = on_notice(people)
    batch = prepare_notice(
        actor=people.handler, village_code=MINQIANG, numbers=[case.number], telephone=PHONE, starts_on=clock.today()
    )
    first = batch.paper
    with clock.frozen(later(2)):
        batch = post_notice(
            actor=people.handler, number=batch.number, posting=Posting("村部", "协理员甲", date(2026, 11, 4))
        )
    assert batch.ends_on == date(2026, 11, 11)
    assert first is not None and batch.paper is not None and batch.paper.pk != first.pk
    first.refresh_from_db()
    assert first.annulled


def test_a_prepared_notice_can_be_dropped_a_posted_one_not(people: People) -> None:
    ready(people)
    case = on_notice(people)
    batch = prepare_notice(
        actor=people.handler, village_code=MINQIANG, numbers=[case.number], telephone=PHONE, starts_on=clock.today()
    )
    drop_notice(actor=people.handler, number=batch.number, reason="写错了村名")
    assert waiting_for_notice(people.handler) == [case]
    hung = posted(people, case)
    with pytest.raises(NoticeWrongState):
        drop_notice(actor=people.handler, number=hung.number, reason="想撤下来")


def objection(**fields: object) -> ObjectionEntry:
    return ObjectionEntry(
        **{"way": "visit", "contents": "该户在镇上有门市房出租", "received_on": clock.today(), **fields}  # type: ignore[arg-type]
    )


def test_a_nameless_objection_stops_the_case_and_protects_whoever_spoke(people: People) -> None:
    ready(people)
    case = on_notice(people)
    batch = posted(people, case)
    register_objection(actor=people.assistant, number=case.number, entry=objection())
    case.refresh_from_db()
    assert case.stage == CaseStage.OBJECTED and case.complaint
    assert objections_of(people.assistant, case) == []
    assert [each.contents for each in objections_of(people.handler, case)] == ["该户在镇上有门市房出租"]
    published(people, batch)
    case.refresh_from_db()
    assert case.stage == CaseStage.OBJECTED


def test_an_objection_is_answered_before_the_case_goes_on(people: People) -> None:
    ready(people)
    case = on_notice(people)
    posted(people, case)
    found = register_objection(actor=people.handler, number=case.number, entry=objection(objector="赵某"))
    reinvestigate(actor=people.handler, number=case.number)
    with pytest.raises(NotYet, match="1 条异议没有结论"):
        settle_objection(actor=people.handler, number=case.number)
    answer_objection(
        actor=people.handler,
        number=case.number,
        objection_id=found.pk,
        result="unfounded",
        finding="门市房系其兄所有，查不动产登记属实",
        answered_on=clock.today(),
        answered_how="当面答复",
    )
    settle_objection(actor=people.handler, number=case.number)
    case.refresh_from_db()
    assert case.stage == CaseStage.RE_EXAMINATION
    assert Item.objects.filter(file=case.file, material__code="M44").exists()


VOTES = Votes(12, 2, 2)
NUMBERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"


def hearing(votes: Votes = VOTES, people_there: int = 16, **fields: object) -> HearingEntry:
    present = [Present(f"代表{NUMBERS[n]}", "resident" if n % 2 else "party") for n in range(people_there)]
    return HearingEntry(
        **{  # type: ignore[arg-type]
            "held_at": clock.now() - timedelta(hours=2),
            "place": "村部会议室",
            "chair": "李主任",
            "clerk": "张文书",
            "invited": 20,
            "present": present,
            "votes": votes,
            "briefing": "宣讲低保政策，介绍家庭情况",
            **fields,
        }
    )


def at_hearing(people: People) -> Case:
    case = on_notice(people)
    posted(people, case)
    register_objection(actor=people.handler, number=case.number, entry=objection())
    return call_hearing(actor=people.handler, number=case.number)


def test_a_hearing_advises_and_is_kept_whatever_it_says(people: People) -> None:
    ready(people)
    case = at_hearing(people)
    found = record_hearing(actor=people.handler, number=case.number, entry=hearing(Votes(5, 9, 2)))
    assert not found.agreed
    assert Item.objects.filter(file=case.file, material__code="M45").exists()
    answer_objection(
        actor=people.handler,
        number=case.number,
        objection_id=Objection.objects.get(case=case).pk,
        result="upheld",
        finding="评议反映与实际相符",
        answered_on=clock.today(),
        answered_how="匿名，无法答复",
    )
    settle_objection(actor=people.handler, number=case.number)
    case.refresh_from_db()
    assert case.stage == CaseStage.RE_EXAMINATION
    report(actor=people.handler, number=case.number)
    opinion = data_of(Paper.objects.filter(case_reference=case.number, form_code="F15").latest("pk"))
    assert "同意 5 票、不同意 9 票、弃权 2 票，未通过" in opinion["hearing"]


def test_too_few_wrong_votes_and_relatives_at_the_table(people: People) -> None:
    ready(people)
    case = at_hearing(people)
    for wrong, name in (
        (hearing(people_there=10, votes=Votes(8, 1, 1)), "present"),
        (hearing(votes=Votes(12, 2, 1)), "votes"),
        (hearing(held_at=clock.now() + timedelta(days=1)), "held_at"),
    ):
        with pytest.raises(InvalidInput) as refused:
            record_hearing(actor=people.handler, number=case.number, entry=wrong)
        assert name in refused.value.fields
    keep_out(actor=people.handler, number=case.number, user_id=people.township_head.pk, relation="表兄")
    present = [*hearing().present[:-1], Present(people.township_head.display_name, "township")]
    with pytest.raises(InvalidInput) as refused:
        record_hearing(actor=people.handler, number=case.number, entry=hearing(present=present))
    assert "回避" in refused.value.fields["present"]


def test_a_case_hangs_on_one_notice_only(people: People) -> None:
    ready(people)
    case = on_notice(people)
    posted(people, case)
    with pytest.raises(NotForNotice, match="公示中"):
        posted(people, case)
    assert NoticeEntry.objects.filter(case=case, live=True).count() == 1


def test_next_township_sees_no_notice(people: People) -> None:
    ready(people)
    batch = posted(people, on_notice(people))
    with pytest.raises(NotVisible):
        close_notice(actor=people.neighbour, number=batch.number)
    assert batch.made_at.astimezone(CHINA).date() == DAY
