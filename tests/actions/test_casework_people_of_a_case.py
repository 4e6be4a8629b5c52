"""Who handles a case, and for how long: hand-over with a record, extension by two people, provisional clocks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hudang.archives.actions.calendar import set_calendar_day
from hudang.audit.models import AuditEntry
from hudang.casework.actions.clocks import recount_provisional
from hudang.casework.actions.deadlines import answer_extension, ask_extension
from hudang.casework.actions.handing_over import hand_over, hand_over_all
from hudang.casework.actions.keeping_out import keep_out
from hudang.casework.errors import ExtensionAsked, NotAColleague, NothingToExtend, NotYourAct
from hudang.casework.models import Case, CaseClock, CaseHandover, Extension
from hudang.casework.vocabulary import ClockKind
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of
from hudang.households.errors import ReasonMissing
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed, NotVisible, StaleForm
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, submitted
from tests.people import People

WHY = "需要外省协查收入"


def test_a_case_goes_to_another_officer_with_a_record(people: People) -> None:
    case = submitted(people.handler)
    hand_over(actor=people.handler, number=case.number, taker_id=people.township_head.pk, reason="经办人休假")
    case.refresh_from_db()
    kept = CaseHandover.objects.get()
    assert case.handler == people.township_head and (kept.giver, kept.by) == (people.handler, people.handler)
    entry = AuditEntry.objects.get(action="hand_over_case")
    assert entry.reason == "经办人休假" and entry.after["handler"] == "舍力负责人"


def test_a_case_goes_to_nobody_who_could_not_handle_it(people: People) -> None:
    case = submitted(people.handler)
    for person in (people.neighbour, people.archivist, people.auditor, people.handler):
        with pytest.raises(NotAColleague):
            hand_over(actor=people.handler, number=case.number, taker_id=person.pk, reason="经办人休假")
    keep_out(actor=people.handler, number=case.number, user_id=people.township_head.pk, relation="叔父")
    with pytest.raises(NotAColleague):
        hand_over(actor=people.handler, number=case.number, taker_id=people.township_head.pk, reason="经办人休假")
    with pytest.raises(ReasonMissing):
        hand_over(actor=people.handler, number=case.number, taker_id=people.county_handler.pk, reason=" ")
    with pytest.raises(NotVisible):
        hand_over(actor=people.neighbour, number=case.number, taker_id=people.neighbour.pk, reason="经办人休假")
    with pytest.raises(NotAllowed):
        hand_over(actor=people.assistant, number=case.number, taker_id=people.handler.pk, reason="经办人休假")
    with pytest.raises(StaleForm):
        hand_over(
            actor=people.handler,
            number=case.number,
            taker_id=people.county_handler.pk,
            reason="经办人休假",
            version=99999,
        )


def test_all_open_cases_of_a_colleague_are_handed_over(people: People) -> None:
    make_bureau()
    accepted(people.handler)
    kept = submitted(people.handler)
    keep_out(actor=people.handler, number=kept.number, user_id=people.county_handler.pk, relation="表兄")
    count = hand_over_all(
        actor=people.township_head, giver_id=people.handler.pk, taker_id=people.county_handler.pk, reason="人员调动"
    )
    assert count == 1
    assert Case.objects.get(pk=kept.pk).handler == people.handler
    with pytest.raises(NotVisible):
        hand_over_all(
            actor=people.neighbour, giver_id=people.handler.pk, taker_id=people.neighbour.pk, reason="人员调动"
        )


def test_more_time_is_asked_for_by_one_and_granted_by_another(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    before = CaseClock.objects.get(case=case, kind=ClockKind.TOTAL).due_on
    ask_extension(actor=people.handler, number=case.number, reason=WHY)
    with pytest.raises(ExtensionAsked):
        ask_extension(actor=people.handler, number=case.number, reason=WHY)
    with pytest.raises(NotYourAct):
        answer_extension(actor=people.handler, number=case.number, granted=True)
    answer_extension(actor=people.township_head, number=case.number, granted=True)
    running = CaseClock.objects.get(case=case, kind=ClockKind.TOTAL)
    assert running.days == 45 and running.due_on > before and running.extended_by == people.township_head
    with pytest.raises(NothingToExtend, match="延过一次"):
        ask_extension(actor=people.handler, number=case.number, reason=WHY)
    paper = Paper.objects.get(case_reference=case.number, form_code="F54")
    told = data_of(paper)
    assert (told["due_on"], told["extended_to"], told["reason"]) == (before, running.due_on, WHY)
    assert paper.item is not None and paper.item.material.code == "M54"
    assert {"ask_extension", "extend_case"} <= set(AuditEntry.objects.values_list("action", flat=True))


def test_a_refused_extension_says_why_and_changes_nothing(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    before = CaseClock.objects.get(case=case, kind=ClockKind.TOTAL).due_on
    ask_extension(actor=people.handler, number=case.number, reason=WHY)
    with pytest.raises(ReasonMissing):
        answer_extension(actor=people.township_head, number=case.number, granted=False, answer="")
    answer_extension(actor=people.township_head, number=case.number, granted=False, answer="材料已经齐全，应按期办结")
    assert CaseClock.objects.get(case=case, kind=ClockKind.TOTAL).due_on == before
    assert Extension.objects.get().granted is False
    assert not Paper.objects.filter(form_code="F54").exists()
    with pytest.raises(NotVisible):
        answer_extension(actor=people.township_head, number=case.number, granted=True)


def test_before_acceptance_there_is_nothing_to_extend(people: People) -> None:
    case = submitted(people.handler)
    with pytest.raises(NothingToExtend):
        ask_extension(actor=people.handler, number=case.number, reason=WHY)


def test_a_clock_that_lacked_a_year_is_counted_again_when_its_days_are_entered(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    running = CaseClock.objects.get(case=case, kind=ClockKind.TOTAL)
    year = running.lacking_year
    if year is None:
        pytest.skip("the shipped calendar reaches beyond the whole procedure today")
    day = running.due_on
    while day.isoweekday() > 5:
        day -= timedelta(days=1)
    set_calendar_day(actor=people.county_handler, day=day, working=False, name="元旦")
    assert recount_provisional() == 1
    running.refresh_from_db()
    assert running.lacking_year is None and running.due_on > day
    assert clock.today() < running.due_on
