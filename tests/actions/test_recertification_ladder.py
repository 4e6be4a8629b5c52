"""催办 and 督办: what is late climbs to the county; nothing is ever stopped by it."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from hudang.library.models import InstitutionalItem
from hudang.notifications.models import Delivery
from hudang.recertification.actions.supervising import answer_supervision, close_supervision, issue_supervision
from hudang.recertification.actions.telling import tell_due, tell_late
from hudang.recertification.errors import NothingToSupervise, SupervisionClosed
from hudang.recertification.models import RecertificationTask
from hudang.recertification.queries.seeing import board_for, late_levels, month_for, people_for, places_for
from hudang.recertification.queries.supervisions import waiting_for
from hudang.recertification.vocabulary import Conclusion, Lateness
from tests.factories.archives import make_bureau
from tests.factories.recertification import COUNTY, at, disabled_elder, disabled_without_income, plan
from tests.people import FENGSHOU, SHELI, XINTIAN, People

pytestmark = pytest.mark.django_db


def told(user: object) -> list[str]:
    return list(Delivery.objects.filter(user=user).order_by("pk").values_list("message__title", flat=True))


def test_late_tasks_climb_step_by_step_and_are_told_once(people: People) -> None:
    disabled_without_income()
    plan(people, date(2026, 5, 20))
    assert tell_late(COUNTY, date(2026, 5, 31)) == {}
    assert tell_late(COUNTY, date(2026, 6, 1)) == {"village": 1}
    assert tell_late(COUNTY, date(2026, 6, 1)) == {}
    assert told(people.assistant) == ["民强村有 1 项核查逾期"] and told(people.county_handler) == []
    assert tell_late(COUNTY, date(2026, 6, 8)) == {"township": 1}
    assert told(people.township_head) == ["舍力镇有 1 项核查逾期"]
    assert tell_late(COUNTY, date(2026, 7, 1)) == {"county": 1}
    assert told(people.county_handler) == ["舍力镇有 1 项核查逾期"] and told(people.neighbour) == []


def test_two_months_missed_in_a_row_go_to_the_county_at_once(people: People) -> None:
    disabled_without_income()
    plan(people, date(2026, 5, 20))
    plan(people, date(2026, 6, 1))
    assert tell_late(COUNTY, date(2026, 7, 1)) == {"county": 2}


def test_nothing_late_ever_stops_an_allowance(people: People) -> None:
    poor = disabled_without_income()
    plan(people, date(2025, 1, 5))
    plan(people, date(2026, 11, 23))
    tell_late(COUNTY, date(2026, 11, 23))
    assert Household.objects.get(pk=poor.pk).state == "ACTIVE"


def test_reminders_come_on_the_days_of_the_rule(people: People) -> None:
    disabled_without_income(), disabled_elder()
    plan(people, date(2027, 2, 1))
    assert tell_due(COUNTY, date(2027, 2, 19)) == 0
    assert tell_due(COUNTY, date(2027, 2, 20)) == 1
    assert tell_due(COUNTY, date(2027, 2, 20)) == 0
    assert tell_due(COUNTY, date(2027, 2, 23)) == 1
    assert all("孙" not in each and "赵" not in each for each in told(people.assistant))


def supervised(people: People) -> int:
    make_bureau()
    disabled_without_income()
    plan(people, date(2026, 5, 20))
    tell_late(COUNTY, date(2026, 7, 2))
    with clock.frozen(at(date(2026, 7, 2))):
        made = issue_supervision(
            actor=people.county_handler, township=SHELI, responsible="王所长", demand="五日内逐户走访并报结果"
        )
    assert made.days_late == 32 and made.tasks.count() == 1 and made.finish_by == date(2026, 7, 16)
    return made.pk


def test_the_county_supervises_the_township_answers_the_county_closes(people: People) -> None:
    pk = supervised(people)
    assert InstitutionalItem.objects.filter(title__startswith="督办单").count() == 1
    assert waiting_for(people.county_handler) == []
    with pytest.raises(SupervisionClosed):
        close_supervision(actor=people.county_handler, pk=pk, conclusion=Conclusion.DONE)
    with pytest.raises(NotVisible):
        answer_supervision(actor=people.neighbour, pk=pk, answer="不是我们乡镇的")
    with pytest.raises(InvalidInput):
        answer_supervision(actor=people.handler, pk=pk, answer="好")
    answer_supervision(actor=people.handler, pk=pk, answer="已入户，老人住院，已补登记")
    assert told(people.county_handler)[-1] == "舍力镇反馈了督办单"
    close_supervision(actor=people.county_handler, pk=pk, conclusion=Conclusion.GO_ON)
    assert [(code, count) for code, _, count in waiting_for(people.county_handler)] == [(SHELI, 1)]
    with pytest.raises(SupervisionClosed):
        answer_supervision(actor=people.handler, pk=pk, answer="再补充一句话")


def test_who_may_supervise_and_about_what(people: People) -> None:
    make_bureau()
    with pytest.raises(NotAllowed):
        issue_supervision(actor=people.township_head, township=SHELI, responsible="王", demand="尽快办结")
    with pytest.raises(NothingToSupervise):
        issue_supervision(actor=people.county_handler, township=FENGSHOU, responsible="王", demand="尽快办结")
    with pytest.raises(InvalidInput) as refused:
        issue_supervision(
            actor=people.county_handler, township=SHELI, responsible=" ", demand="办", finish_by=date(2026, 1, 1)
        )
    assert set(refused.value.fields) == {"responsible", "demand", "finish_by"}


def test_the_board_shows_the_one_late_village_in_red(people: People) -> None:
    disabled_without_income(), disabled_elder(village=XINTIAN)
    plan(people, date(2026, 5, 20))
    with clock.frozen(at(date(2026, 7, 5))):
        board = {village.name: village for town in board_for(people.county_handler) for village in town.villages}
        assert (board["民强村"].worst, board["民强村"].late) == (Lateness.RED, 1)
        assert board["新田村"].worst == Lateness.ON_TIME and board["民富村"].to_do == 0
        assert {v.name for town in board_for(people.handler) for v in town.villages} == {"民强村", "民富村"}
        assert late_levels(people.county_handler) == {Lateness.RED: 1}


def test_the_month_and_the_people_count_what_fell_due(people: People) -> None:
    disabled_without_income(), disabled_without_income("李二", village=XINTIAN)
    plan(people, date(2026, 5, 20))
    RecertificationTask.objects.filter(rule_code="D-B", household__village_code=XINTIAN).update(
        state="done", done_on=date(2026, 5, 28)
    )
    with clock.frozen(at(date(2026, 6, 2))):
        days = [day for week in month_for(people.county_handler, date(2026, 5, 1)) for day in week]
        last = next(day for day in days if day.on == date(2026, 5, 31))
        assert (last.due, last.open, last.late) == (2, 1, True)
        assert next(day.done for day in days if day.on == date(2026, 5, 28)) == 1
        rows = people_for(people.county_handler, date(2026, 5, 1))
        assert sum(row.due for row in rows) == 2 and sum(row.in_time for row in rows) == 1
        towns = {
            row.name: (row.due, row.in_time, row.late, row.rate)
            for row in places_for(people.county_handler, date(2026, 5, 1))
        }
        assert towns == {"舍力镇": (1, 0, 1, 0), "丰收镇": (1, 1, 0, 100)}
