"""Assessments are stored as decided; a case is made from the register only where the register knows enough."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.actions.assessments import inputs_of, store_assessment
from hudang.assessment.errors import RegisterIncomplete
from hudang.assessment.models import Assessment
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.queries.assessments import assessment_for, assessments_of, last_inputs
from hudang.assessment.queries.register import case_for, case_of_household, cases_of_households
from hudang.assessment.rules.case import Case, read_case
from hudang.assessment.rules.means_test import assess
from hudang.assessment.vocabulary import Area, CaseKind
from hudang.audit.models import AuditEntry
from hudang.households.models import Asset, Household, IncomeItem
from hudang.kernel.errors import NotAllowed, NotVisible
from tests.factories.households import add_member, make_household, make_person
from tests.people import XINTIAN, People

DAY = date(2026, 11, 23)


def enter(people: People, **body: Any) -> None:
    form = SheetForm(Area.RURAL, date(2026, 1, 1), "吉民发〔2022〕15号", {"standard": "405", **body})
    enter_parameters(actor=people.archivist, county_code="220882", form=form)


def registered(**fields: Any) -> Household:
    """A head of 66 who earns 100 a month, and a severely disabled son."""
    household = make_household(**({"covered_size": 2, "declared_size": 2} | fields))
    add_member(household, "20", make_person("王小贵"), disability_kind="4", disability_level="1", health="6")
    head = household.members.get(relation="02")
    IncomeItem.objects.create(household=household, member=head, kind="201", amount=1200, period="year", since=DAY)
    IncomeItem.objects.create(household=household, kind="403", amount=50, since=DAY)
    Asset.objects.create(household=household, kind="21", since=DAY)
    return household


def test_a_case_from_the_register(people: People) -> None:
    household = registered()
    case = case_for(people.handler, household.code, DAY)
    assert (case.area, case.kind, len(case.covered)) == (Area.RURAL, CaseKind.DIBAO, 2)
    head, son = case.members
    assert (head.name, head.incomes[0].amount, head.incomes[0].period) == ("王德贵", 1200, "year")
    assert (son.severely_disabled, son.seriously_ill) == (True, True)
    assert (case.incomes[0].kind, case.assets[0].kind) == ("403", "21")
    enter(people)
    assert assess(case, parameters_in_force("220882", Area.RURAL, DAY)).total == 405 * 2 - 150
    with pytest.raises(NotVisible):
        case_for(people.neighbour, household.code, DAY)


def test_members_of_another_day_do_not_count(people: People) -> None:
    household = registered()
    household.members.filter(relation="20").update(until=DAY)
    with pytest.raises(RegisterIncomplete, match="保障对象 1 人，与保障人口 2 人不符"):
        case_of_household(household, DAY)


def test_those_not_counted_and_a_single_person(people: People) -> None:
    household = registered(assistance="12", covered_size=1)
    household.members.filter(relation="02").update(covered=False)
    add_member(household, "21", make_person("王大"), covered=False, not_counted="1")
    case = case_of_household(household, DAY)
    assert case.kind is CaseKind.SINGLE_PERSON
    assert [member.name for member in case.counted] == ["王德贵", "王小贵"]
    assert [member.name for member in case.covered] == ["王小贵"]


def test_what_the_register_does_not_know_stops_the_test(people: People) -> None:
    unasked, nobody = make_household("无问"), make_household("无人")
    nobody.members.all().delete()
    found = cases_of_households([unasked.pk, nobody.pk, registered().pk], DAY)
    assert [type(each) for each in found.values()].count(Case) == 1
    assert "没有登记收入" in str(found[unasked.pk])
    assert "没有登记保障对象" in str(found[nobody.pk])


def test_queries_do_not_grow_with_households(people: People, django_assert_num_queries: Any) -> None:
    keys = [registered().pk for _ in range(5)]
    with django_assert_num_queries(4):
        cases_of_households(keys[:1], DAY)
    with django_assert_num_queries(4):
        cases_of_households(keys, DAY)


def store(people: People, household: Household, **more: Any) -> Assessment:
    case = case_of_household(household, DAY)
    result = assess(case, parameters_in_force("220882", Area.RURAL, DAY))
    return store_assessment(
        actor=people.handler,
        case=case,
        result=result,
        village_code=household.village_code,
        household=household,
        **more,
    )


def test_stored_as_decided(people: People) -> None:
    enter(people)
    household = registered()
    kept = store(people, household, case_reference="2026220882105A00001")
    assert (kept.total, kept.verdict, kept.version) == (660, "eligible", "220882-rural-20260101")
    again = assessment_for(people.county_head, kept.pk)
    assert again.result["total"] == "660"
    assert any("基本低保金" in step["text"] and "§9.1" in step["article"] for step in again.result["reasons"])
    assert read_case(again.inputs) == case_of_household(household, DAY)
    assert AuditEntry.objects.get(action="store_assessment").household_code == household.code
    later = store(people, household)
    assert assessments_of(people.handler, household) == [later, kept]
    assert kept.case_reference == "2026220882105A00001"
    assert last_inputs([household.pk]) == {household.pk: later.inputs}


def test_an_assessment_stays_as_it_is(people: People) -> None:
    enter(people)
    kept = store(people, registered())
    for change in (
        lambda: Assessment.objects.update(total=Decimal(1)),
        lambda: Assessment.objects.filter(pk=kept.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="kept as decided"), transaction.atomic():
            change()


def test_who_sees_and_stores(people: People) -> None:
    enter(people)
    household = registered()
    kept = store(people, household)
    with pytest.raises(NotVisible):
        assessment_for(people.neighbour, kept.pk)
    assert assessments_of(people.neighbour, household) == []
    case = case_of_household(household, DAY)
    result = assess(case, parameters_in_force("220882", Area.RURAL, DAY))
    with pytest.raises(NotVisible):
        store_assessment(actor=people.handler, case=case, result=result, village_code=XINTIAN)
    with pytest.raises(NotAllowed):
        store_assessment(actor=people.auditor, case=case, result=result, village_code=household.village_code)
    assert inputs_of(case)["members"][0]["incomes"][0]["amount"] == "1200.00"
