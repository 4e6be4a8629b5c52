"""从一次入户核查到减发：the assistant's survey, the township's check, the change, the new amount, the pouch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from hudang.archives.models import Item
from hudang.benefits.models import Award
from hudang.casework.actions.change_deciding import confirm_change
from hudang.casework.actions.changing import finish_change, pass_change, submit_change
from hudang.casework.actions.county import take_up
from hudang.casework.models import Case
from hudang.casework.vocabulary import ChangeKind
from hudang.forms.queries.papers import papers_of
from hudang.households.models import Asset, Household, HouseholdMember
from hudang.kernel import clock
from hudang.recertification.actions.visiting import submit_visit
from hudang.recertification.models import Visit
from hudang.recertification.queries.visit_content import content_of
from tests.factories.changes import member, supported
from tests.factories.decisions import ready
from tests.factories.investigations import parameters
from tests.factories.recertification import CERTIFICATE, at, plan, tasks_of
from tests.factories.visits import begun, filled, photographed, survey
from tests.people import People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
_REST = {"health": "1", "work_capacity": "3", "self_care": "1", "employment": "7", "income": "0"}


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.frozen(at(DAY)):
        yield


def surveyed(people: People, household: Household) -> Visit:
    """The couple's field is let for 400 yuan a month instead of 250; nobody types what that comes to."""
    visit = begun(people.assistant, household, "F20")
    members = [_REST | row for row in content_of(visit)["members"]]
    members[0] |= {"certificate": "1", "certificate_until": "2036-05-01"}
    incomes = [{"group": "2", "declared": "250", "verified": "400", "reason": "承包地转租合同"}]
    said = {"members": members, "incomes": incomes, "due": "560", "received": "560", "proposed": "999", "outcome": "3"}
    told = {"reasons": "土地转租收入增加", "evidence": "转租合同复印件", "illnesses": []}
    visit = filled(people.assistant, visit, **survey(DAY, **said, **told))
    photographed(people.assistant, visit)
    return visit


def test_a_survey_leads_to_less_from_next_month(people: People) -> None:
    ready(people)
    household = supported(people)
    HouseholdMember.objects.filter(pk=member(household, "王德贵").pk).update(**CERTIFICATE)
    Household.objects.filter(pk=household.pk).update(approved_on=date(2024, 12, 10))
    plan(people, DAY)
    visit = surveyed(people, household)
    page = text_of(signed_in(people.assistant).get(reverse("recertification:visit", args=[visit.key])))
    assert "建议金额（元/月） 410" in page and "相应的建议 减发" in page
    submit_visit(actor=people.assistant, key=visit.key)
    said = content_of(Visit.objects.get())
    assert (Decimal(said["verified_per_head"]), Decimal(said["proposed"])) == (200, 410)

    township = signed_in(people.handler)
    assert "逐步说明" in text_of(township.get(reverse("recertification:visit", args=[visit.key])))
    township.post(reverse("recertification:check", args=[visit.key, "accept"]), {"opinion": "情况属实"})
    assert [task.due_on for task in tasks_of(household, "D-A")][-1] == date(2027, 11, 23)
    opened = township.post(reverse("recertification:check", args=[visit.key, "case"]))["Location"]
    case = Case.objects.get()
    assert opened.endswith(f"{case.number}/") and case.change_kind == ChangeKind.DECREASE
    assert {paper.form_code for paper in papers_of(people.handler, case_reference=case.number)} >= {"F20"}

    submit_change(actor=people.handler, number=case.number)
    finish_change(actor=people.handler, number=case.number)
    pass_change(actor=people.township_head, number=case.number, opinion="同意")
    take_up(actor=people.county_handler, number=case.number)
    confirm_change(actor=people.county_head, number=case.number, opinion="同意")
    awards = Award.objects.filter(household=household, void=False).order_by("since")
    assert [(a.since, a.total) for a in awards][-1] == (date(2026, 12, 1), 410)
    filed = set(Item.objects.filter(file__household=household).values_list("material__code", flat=True))
    assert {"M70", "M75"} <= filed


def test_an_asset_over_its_limit_leaves_the_amount_to_a_person(people: People) -> None:
    ready(people)
    household = supported(people)
    HouseholdMember.objects.filter(pk=member(household, "王德贵").pk).update(**CERTIFICATE)
    parameters(since=date(2026, 11, 1), assets={"car_value": "0"})
    Asset.objects.create(household=household, kind="31", value=Decimal(60000), since=DAY)
    plan(people, DAY)
    visit = surveyed(people, household)
    page = text_of(signed_in(people.assistant).get(reverse("recertification:visit", args=[visit.key])))
    assert "应当豁免的，在财产表里选豁免的原因" in page and "建议金额（元/月） 0" not in page
    submit_visit(actor=people.assistant, key=visit.key)
    assert Decimal(content_of(Visit.objects.get())["proposed"]) == 999
