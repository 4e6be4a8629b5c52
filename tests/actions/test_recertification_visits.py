"""走访: begun, filled in, handed in, checked, and what follows (dynamic-review.md §3, §5)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Count, Sum

from hudang.archives.models import Item
from hudang.forms.models import Paper
from hudang.forms.rules.posted import stored
from hudang.households.models import Dwelling, Household, HouseholdMember, Person
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from hudang.notifications.models import Delivery
from hudang.recertification.actions.attempts import record_attempt
from hudang.recertification.actions.visit_checking import accept_visit, return_visit
from hudang.recertification.actions.visiting import drop_visit, save_visit, start_visit, submit_visit
from hudang.recertification.errors import NotYourTask, NotYourVisit, OwnVisit, WrongVisitState
from hudang.recertification.models import Attempt, RecertificationTask, Standing, Visit
from hudang.recertification.queries.reckoning import reckoned
from hudang.recertification.queries.visit_content import content_of
from hudang.recertification.vocabulary import PAPER_PHOTO, TaskState, VisitState
from tests.factories.archives import make_bureau, make_file
from tests.factories.investigations import parameters
from tests.factories.recertification import (
    at,
    disabled_elder,
    disabled_without_income,
    head_of,
    household_with_student,
    plan,
    tasks_of,
)
from tests.factories.visits import at_home, begun, call, filled, heard, photographed, survey
from tests.people import XINTIAN, People

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.frozen(at(DAY)):
        yield


def planned(people: People, household: Household, day: date = DAY) -> Household:
    make_bureau()
    make_file(household)
    plan(people, day)
    return household


def of_head(household: Household) -> dict[str, Any]:
    return {"person_id": head_of(household).person_id}


def submitted_call(people: People, household: Household, **values: Any) -> Visit:
    visit = begun(people.assistant, household, method="PHONE", **of_head(household))
    visit = filled(people.assistant, visit, **call(DAY, **values))
    return submit_visit(actor=people.assistant, key=visit.key, version=visit.version)


def faults_of(people: People, visit: Visit, **values: Any) -> dict[str, str]:
    visit = filled(people.assistant, visit, **values)
    with pytest.raises(InvalidInput) as refusal:
        submit_visit(actor=people.assistant, key=visit.key)
    return refusal.value.fields


def test_begun_twice_with_one_key_it_is_one_visit(people: People) -> None:
    poor = planned(people, disabled_without_income())
    key = uuid.uuid4()
    named: dict[str, Any] = {"actor": people.assistant, "key": key, "household_code": poor.code, **of_head(poor)}
    assert start_visit(**named) == start_visit(**named)
    assert Visit.objects.count() == 1
    assert [t.state for t in tasks_of(poor, "D-B")] == [TaskState.DOING]
    with pytest.raises(NotVisible):
        start_visit(**named | {"actor": people.neighbour, "key": uuid.uuid4()})
    with pytest.raises(NotAllowed):
        start_visit(**named | {"actor": people.county_head, "key": uuid.uuid4()})


def test_somebody_elses_task_is_not_taken(people: People) -> None:
    poor = planned(people, disabled_without_income())
    RecertificationTask.objects.update(assignee=people.handler)
    with pytest.raises(NotYourTask, match="舍力经办"):
        begun(people.assistant, poor, **of_head(poor))


def test_a_call_is_checked_and_settles_the_month(people: People) -> None:
    poor = planned(people, disabled_without_income())
    visit = submitted_call(people, poor)
    assert tasks_of(poor, "D-B")[0].state == TaskState.SUBMITTED
    with pytest.raises(OwnVisit):
        visit.made_by = people.handler
        visit.save()
        accept_visit(actor=people.handler, key=visit.key)
    alone = visit.content
    visit.made_by, visit.content = people.assistant, stored(content_of(visit) | {"companion": "舍力经办"})
    visit.save()
    with pytest.raises(OwnVisit):  # nor does who went along
        accept_visit(actor=people.handler, key=visit.key)
    visit.content = alone
    visit.save()
    accept_visit(actor=people.handler, key=visit.key, opinion="情况属实。")
    done, following = tasks_of(poor, "D-B")
    assert (done.state, done.done_on, done.method) == (TaskState.DONE, DAY, "PHONE")
    assert (following.period, following.due_on) == ("2026-12", date(2026, 12, 31))
    paper = Paper.objects.get(form_code="F21")
    assert paper.item is not None and paper.item.material.code == "M71"
    assert Visit.objects.get().papers == [paper.pk]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"until": "08:30"}, "until", "早于开始时间"),
        ({"visited_at": "2026-11-23 11:00", "until": "11:10"}, "visited_at", "在现在以后"),
        ({"until": "09:00"}, "short_reason", "不足 60 秒"),
        ({"seen": "no"}, "not_seen_reason", ""),
        ({"checked": ["1", "2"]}, "checked", "三项"),
        ({"received": "300"}, "difference_reason", "差因"),
        ({"phone": ""}, "phone", "号码"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_at_its_field(
    people: People, values: dict[str, Any], field: str, words: str
) -> None:
    poor = planned(people, disabled_without_income())
    visit = begun(people.assistant, poor, method="PHONE", **of_head(poor))
    assert words in faults_of(people, visit, **call(DAY, **values))[field]
    assert tasks_of(poor, "D-B")[0].state == TaskState.DOING


def test_a_visit_at_home_shows_photograph_place_and_signature(people: People) -> None:
    poor = planned(people, disabled_without_income())
    visit = begun(people.assistant, poor, **of_head(poor))
    faults = faults_of(people, visit, **at_home(DAY, subject_signature=""))
    assert "照片" in faults["photos"] and "签字" in faults["refused_to_sign"] and "photo" not in faults
    photographed(people.assistant, visit, "本人")
    visit.refresh_from_db()
    assert "门牌" in faults_of(people, visit, **at_home(DAY))["photos"]
    photographed(people.assistant, visit)
    assert submit_visit(actor=people.assistant, key=visit.key).state == VisitState.SUBMITTED


def test_after_three_calls_only_a_visit_at_home_counts(people: People) -> None:
    poor = planned(people, disabled_without_income())
    Standing.objects.filter(rule_code="D-B").update(phone_in_a_row=3)
    visit = begun(people.assistant, poor, method="PHONE", **of_head(poor))
    assert "须家访" in faults_of(people, visit, **call(DAY))["way"]


def surveyed(people: People, household: Household, **values: Any) -> Visit:
    visit = begun(people.assistant, household, "F20")
    visit = filled(people.assistant, visit, **survey(DAY, **values))
    photographed(people.assistant, visit)
    return visit


def members_of(visit: Visit, **changes: Any) -> list[dict[str, Any]]:
    """The members as prefilled, with what the register lacks."""
    rest = {"health": "5", "work_capacity": "4", "self_care": "1", "employment": "7", "income": "0"}
    return [rest | row | changes for row in content_of(visit)["members"]]


def test_a_survey_settles_every_rule_and_writes_the_register(people: People) -> None:
    elder = planned(people, disabled_elder(approved_on=date(2024, 12, 10)))
    visit = begun(people.assistant, elder, "F20")
    rows = members_of(visit, self_care="2", certificate="1", certificate_until="2036-05-01")
    ill = [{"name": "赵长富", "illness": "高血压", "paid": "800", "stays": "0", "carer": "侄子"}]
    visit = filled(people.assistant, visit, **survey(DAY, members=rows, illnesses=ill))
    photographed(people.assistant, visit)
    photographed(people.assistant, visit, PAPER_PHOTO)
    visit = submit_visit(actor=people.assistant, key=visit.key)
    accept_visit(actor=people.township_head, key=visit.key)
    member = head_of(elder)
    assert (member.self_care, member.disability_valid_until) == ("2", date(2036, 5, 1))
    elder.refresh_from_db()
    assert elder.phone == "13904360001" and elder.dwelling.power_monthly == 30
    assert [t.due_on for t in tasks_of(elder, "D-A")][-1] == date(2027, 11, 23)
    forms = set(Paper.objects.values_list("form_code", flat=True))
    assert forms == {"F20", "F22"}
    # what was filled in on paper lies beside the survey that was made of it, not among the photographs
    counts = Item.objects.values_list("material__code").annotate(n=Count("pk"), pages=Sum("page_count"))
    filed = {material: (n, pages) for material, n, pages in counts}
    assert filed["M33p"] == (1, 1) and filed["M70"][0] == 3


def test_a_survey_is_reckoned_with_all_that_counts_and_says_what_does_not(people: People) -> None:
    parameters(rigid_expenses=[{"kind": "2", "rate": "1"}], assets={"car_value": "0"})
    elder = planned(people, disabled_elder(covered_size=1))
    visit = begun(people.assistant, elder, "F20")
    child = {"name": "赵小满", "identity": "220882202606010011", "change": "1", "relation": "40"}
    car = {"kind": "31", "what": "代步车", "value": "9000"}
    said = {
        "members": [*members_of(visit), members_of(visit)[0] | child], "covered": "2", "employment_cost": "60",
        "incomes": [{"group": "4", "declared": "120", "verified": "120"}, {"group": "5", "declared": "0", "verified": "0"}],
        "supporters": [{"name": "赵侄", "relation": "29", "payable": "50", "paid": "30"}],
        "rigid": "1200", "expenses": [{"item": "2", "value": "1200"}],
    }  # fmt: skip
    visit = filled(people.assistant, visit, **survey(DAY, **said), assets=[car])
    assert "选豁免的原因" in reckoned(visit).why
    found = reckoned(filled(people.assistant, visit, **survey(DAY, **said), assets=[car | {"exempt": "1"}]))
    # two standards less 70: a pension of 120, 100 of it spent on medicine, 50 that a nephew owes
    assert (found.values["per_head"], found.values["proposed"]) == (35, 740)
    told = "".join(found.left)
    assert "增加赵小满" in told and "就业成本每月 60 元没有扣减" in told and "保障人数" not in told
    assert {"asset_exempt", "rigid_expense", "support"} <= {step.key for step in found.steps}


def test_neighbours_are_asked_for_protected_and_no_kin(people: People) -> None:
    home = planned(people, household_with_student(), date(2026, 9, 1))
    visit = begun(people.assistant, home, "F20")
    rows = members_of(visit)
    people_of = {
        "students": [{**row, "grade": "二", "graduates": "2027-07"} for row in content_of(visit)["students"]],
        "illnesses": [{"name": "周大海", "illness": "腰伤", "paid": "0", "stays": "0"}],
        "incomes": [{"group": "1", "declared": "100", "verified": "100"}],
        "per_head": "50", "verified_per_head": "50",
    }  # fmt: skip
    photographed(people.assistant, visit)
    heard(people.assistant, visit, "赵邻", kin="no")
    heard(people.assistant, visit, "钱邻", kin="yes")
    visit.refresh_from_db()
    faults = faults_of(people, visit, **survey(DAY, members=rows, **people_of))
    assert "亲属不算" in faults["neighbours_missing"] and set(faults) == {"neighbours_missing"}
    heard(people.assistant, visit, "孙邻", kin="no")
    submit_visit(actor=people.assistant, key=visit.key)
    accept_visit(actor=people.handler, key=visit.key)
    assert Paper.objects.filter(form_code="F19").count() == 3
    assert [t.state for t in tasks_of(home, "D-C")][0] == TaskState.DONE


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"outcome": "3", "reasons": "有退休金"}, "evidence", ""),
        ({"surveyor_2": ""}, "surveyor_2", ""),
        ({"power_paid": "900"}, "power_alert", "本村平均"),
        ({"incomes": [{"group": "4", "declared": "0", "verified": "120"}]}, "incomes_0_reason", "理由"),
        ({"verified_per_head": "500"}, "outcome", "不低于保障标准"),
    ],
)
def test_what_is_wrong_with_a_survey_is_said_at_its_field(
    people: People, values: dict[str, Any], field: str, words: str
) -> None:
    elder = planned(people, disabled_elder(approved_on=date(2024, 12, 10)))
    Dwelling.objects.create(household=disabled_elder("李邻"), power_monthly=40)
    visit = surveyed(people, elder)
    rows = members_of(visit)
    ill = [{"name": "赵长富", "illness": "高血压", "paid": "800", "stays": "0"}]
    faults = faults_of(people, visit, **survey(DAY, members=rows, illnesses=ill, **values))
    assert words in faults[field]


def test_an_expired_certificate_is_not_valid(people: People) -> None:
    elder = planned(people, disabled_elder())
    visit = surveyed(people, elder)
    rows = members_of(visit, certificate="1", certificate_until="2026-01-01")
    ill = [{"name": "赵长富", "illness": "高血压", "paid": "800", "stays": "0"}]
    faults = faults_of(people, visit, **survey(DAY, members=rows, illnesses=ill))
    assert "已到期" in faults["members_0_certificate_until"]


def test_returned_with_a_reason_and_handed_in_again(people: People) -> None:
    poor = planned(people, disabled_without_income())
    visit = submitted_call(people, poor)
    with pytest.raises(InvalidInput):
        return_visit(actor=people.handler, key=visit.key, reason=" ")
    with pytest.raises(NotAllowed):
        return_visit(actor=people.assistant, key=visit.key, reason="请补服药情况")
    back = return_visit(actor=people.handler, key=visit.key, reason="请补服药情况")
    assert (back.state, tasks_of(poor, "D-B")[0].state) == (VisitState.RETURNED, TaskState.RETURNED)
    assert Delivery.objects.filter(user=people.assistant, message__link=f"/visits/visit/{visit.key}/").count() == 1
    with pytest.raises(NotYourVisit):
        filled(people.handler, back, medicine="降压药")
    again = filled(people.assistant, back, medicine="降压药")
    with pytest.raises(StaleForm):
        save_visit(actor=people.assistant, key=again.key, values={}, version=again.version - 1)
    submit_visit(actor=people.assistant, key=again.key)
    accept_visit(actor=people.handler, key=again.key)
    with pytest.raises(WrongVisitState):
        accept_visit(actor=people.handler, key=again.key)


def test_dropped_its_tasks_are_to_do_again(people: People) -> None:
    poor = planned(people, disabled_without_income())
    visit = begun(people.assistant, poor, **of_head(poor))
    drop_visit(actor=people.assistant, key=visit.key, reason="登记错了户")
    task = tasks_of(poor, "D-B")[0]
    assert (task.state, task.visit) == (TaskState.ASSIGNED, None)


def test_less_received_than_due_opens_a_check_and_protects_who_told(people: People) -> None:
    poor = planned(people, disabled_without_income())
    told = {"received": "300", "difference": "-105", "difference_reason": "10", "needs": "存折在会计手里"}
    visit = submitted_call(people, poor, **told)
    accept_visit(actor=people.handler, key=visit.key)
    (task,) = tasks_of(poor, "E-5")
    assert task.trigger == "payment_difference" and "会计" not in task.about and "300" not in task.about
    assert "会计" not in Paper.objects.get(form_code="F21").data
    assert "会计" in Paper.objects.get(form_code="F34").data


def test_an_attempt_sent_twice_by_the_telephone_is_one(people: People) -> None:
    poor = planned(people, disabled_without_income())
    for _ in range(2):
        record_attempt(actor=people.assistant, household_code=poor.code, on=DAY, method="HOME", result="敲门无人")
    assert Attempt.objects.filter(task=tasks_of(poor, "D-B")[0]).count() == 1


def test_not_reached_on_three_days_is_verified_and_never_stopped(people: People) -> None:
    poor = planned(people, disabled_without_income())
    named: dict[str, Any] = {"actor": people.assistant, "household_code": poor.code, "method": "PHONE"}
    for days in (2, 1, 1):
        record_attempt(**named, on=DAY - timedelta(days=days), result="无人接听")
    assert tasks_of(poor, "D-B")[0].state == TaskState.ASSIGNED and tasks_of(poor, "E-8") == []
    record_attempt(**named | {"method": "HOME"}, on=DAY, result="敲门无人")
    assert tasks_of(poor, "D-B")[0].state == TaskState.CANNOT_REACH
    assert [t.trigger for t in tasks_of(poor, "E-8")] == ["unreachable"]
    poor.refresh_from_db()
    assert poor.state == "ACTIVE"
    with pytest.raises(InvalidInput):
        record_attempt(**named, on=DAY + timedelta(days=1), result="x")
    assert tasks_of(disabled_without_income("李二", village=XINTIAN), "E-8") == []
    assert Person.objects.exists() and HouseholdMember.objects.exists()
