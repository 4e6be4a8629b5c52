"""排期: who is under which rule, one task for each rule, subject and period."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.audit.models import AuditEntry
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.recertification.actions.completing import complete_tasks
from hudang.recertification.actions.planning import plan_households
from hudang.recertification.models import RecertificationTask, RuleVersion, Standing, Visit
from hudang.recertification.vocabulary import TaskState
from tests.factories.households import make_household
from tests.factories.recertification import (
    COUNTY,
    disabled_elder,
    disabled_without_income,
    head_of,
    household_with_student,
    plan,
    plan_through,
    tasks_of,
)
from tests.people import XINTIAN, People

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def visited(people: People, household: Household, on: date, method: str = "HOME") -> Visit:
    return Visit.objects.create(
        household=household, form_code="F20", method=method, state="accepted", on=on, made_by=people.assistant
    )


def test_the_three_rules_of_the_article_make_their_tasks(people: People) -> None:
    elder, poor, pupil = disabled_elder(), disabled_without_income(), household_with_student()
    made = plan(people, DAY)
    assert [(t.due_on, t.late_after) for t in tasks_of(elder, "D-A")] == [(date(2027, 3, 10), date(2027, 3, 25))]
    assert [(t.period, t.due_on) for t in tasks_of(poor, "D-B")] == [("2026-11", date(2026, 11, 30))]
    assert tasks_of(elder, "D-B") == [] and tasks_of(pupil, "D-C") == []
    assert Standing.objects.filter(household=pupil, rule_code="D-C").exists()
    plan(people, date(2027, 3, 1))
    assert [(t.period, t.late_after) for t in tasks_of(pupil, "D-C")] == [("2027-03", date(2027, 4, 30))]
    assert made.tasks == RecertificationTask.objects.filter(made_at__date__lte=DAY).count()


def test_a_second_run_makes_nothing(people: People) -> None:
    disabled_elder(), disabled_without_income(), household_with_student()
    assert plan(people, DAY).tasks > 0
    again = plan(people, DAY)
    assert (again.tasks, again.entered, again.left, again.cancelled) == (0, 0, 0, 0)


def test_a_task_goes_to_the_assistant_of_the_village(people: People) -> None:
    here, there = disabled_without_income(), disabled_without_income("李二", village=XINTIAN)
    plan(people, DAY)
    assert tasks_of(here, "D-B")[0].assignee == people.assistant
    assert tasks_of(here, "D-B")[0].state == TaskState.ASSIGNED
    assert tasks_of(there, "D-B")[0].state in (TaskState.PLANNED, TaskState.ASSIGNED)
    assert tasks_of(there, "D-B")[0].assignee != people.assistant


def test_the_next_is_dated_from_what_was_done_early_or_late(people: People) -> None:
    elder = disabled_elder()
    plan(people, DAY)
    following = complete_tasks(tasks_of(elder, "D-A"), visited(people, elder, date(2026, 12, 5)))
    assert [t.due_on for t in following] == [date(2027, 12, 5)]
    complete_tasks(following, visited(people, elder, date(2028, 1, 20)))
    assert [t.due_on for t in tasks_of(elder, "D-A")] == [date(2027, 3, 10), date(2027, 12, 5), date(2029, 1, 20)]
    assert plan(people, date(2028, 1, 21)).made["D-A"] == 0


def test_months_do_not_move_with_what_was_done(people: People) -> None:
    poor = disabled_without_income()
    plan(people, DAY)
    following = complete_tasks(tasks_of(poor, "D-B"), visited(people, poor, date(2026, 11, 24), "PHONE"))
    assert [t.period for t in following] == ["2026-12"]
    plan_through(people, date(2026, 11, 30), date(2027, 1, 2))
    assert [t.period for t in tasks_of(poor, "D-B")] == ["2026-11", "2026-12", "2027-01"]
    assert Standing.objects.get(household=poor, rule_code="D-B").phone_in_a_row == 1


def test_an_income_ends_the_monthly_visits_and_says_why(people: People) -> None:
    poor = disabled_without_income()
    plan(people, DAY)
    IncomeItem.objects.filter(household=poor).update(amount=300)
    plan(people, date(2026, 11, 24))
    standing, task = Standing.objects.get(household=poor, rule_code="D-B"), tasks_of(poor, "D-B")[0]
    assert standing.until == date(2026, 11, 24) and "核定月收入：300 元" in standing.why_left
    assert task.state == TaskState.CANCELLED and task.cancelled_because == standing.why_left
    IncomeItem.objects.filter(household=poor).update(amount=0)
    plan(people, date(2026, 11, 25))
    assert [t.state for t in tasks_of(poor, "D-B")] == [TaskState.ASSIGNED]


def test_a_household_that_is_no_longer_paid_has_no_tasks(people: People) -> None:
    poor = disabled_without_income()
    plan(people, DAY)
    Household.objects.filter(pk=poor.pk).update(state="STOPPED")
    plan(people, date(2026, 11, 24))
    assert {t.state for t in RecertificationTask.objects.filter(household=poor)} == {TaskState.CANCELLED}
    assert not Standing.objects.filter(household=poor, until=None).exists()
    assert "不再在保" in tasks_of(poor, "D-B")[0].cancelled_because


def test_a_rule_switched_off_ends_and_switched_on_again_goes_on(people: People) -> None:
    elder = disabled_elder()
    plan(people, DAY)
    rule = RuleVersion.objects.get(code="D-A")
    off = {"code": "D-A", "text": rule.text, "made_at": rule.made_at, "reason": "试用期间暂停"}
    RuleVersion.objects.create(**off, number=2, enabled=False, valid_from=date(2026, 11, 24))
    plan(people, date(2026, 11, 24))
    assert [t.state for t in tasks_of(elder, "D-A")] == [TaskState.CANCELLED]
    RuleVersion.objects.create(**off, number=3, enabled=True, valid_from=date(2026, 11, 25))
    plan(people, date(2026, 11, 25))
    assert [(t.state, t.due_on) for t in tasks_of(elder, "D-A")] == [(TaskState.ASSIGNED, date(2027, 3, 10))]


def test_who_moves_to_another_household_stays_under_the_rule_there(people: People) -> None:
    old, new = disabled_without_income(), make_household("钱七", village=XINTIAN)
    plan(people, DAY)
    member = head_of(old)
    HouseholdMember.objects.filter(pk=member.pk).update(until=DAY)
    member.pk, member.household, member.relation = None, new, "50"
    member.save()
    IncomeItem.objects.create(household=new, kind="101", amount=0, since=date(2020, 1, 1))
    plan(people, date(2026, 11, 24))
    task = RecertificationTask.objects.get(rule_code="D-B")
    assert task.household == new and task.state in (TaskState.PLANNED, TaskState.ASSIGNED)


def test_certificates_and_birthdays_make_tasks_once(people: People) -> None:
    poor = disabled_without_income()
    plan(people, date(2026, 11, 20))
    HouseholdMember.objects.filter(household=poor).update(disability_valid_until=date(2026, 12, 15))
    plan_through(people, date(2026, 11, 21), date(2026, 11, 25))
    tasks = tasks_of(poor, "E-1")
    assert [(t.trigger, t.period, t.due_on) for t in tasks] == [
        ("disability_expires", "disability_expires:2026-12-15", date(2026, 12, 4))
    ]
    assert "2026-12-15" in tasks[0].about


def test_what_a_change_touched_is_planned_at_once(people: People) -> None:
    poor = disabled_without_income()
    plan_households([poor.pk], COUNTY, DAY)
    assert [t.period for t in tasks_of(poor, "D-B")] == []
    plan(people, DAY)
    Household.objects.filter(pk=poor.pk).update(state="STOPPED")
    plan_households([poor.pk], COUNTY, DAY)
    assert {t.state for t in tasks_of(poor, "D-B")} == {TaskState.CANCELLED}


def test_the_run_is_in_the_log(people: People) -> None:
    disabled_elder()
    made = plan(people, DAY)
    entry = AuditEntry.objects.get(action="plan_tasks")
    assert entry.after["tasks"] == made.tasks
