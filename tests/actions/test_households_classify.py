"""Classes are derived, proposed anew after changes, and overridden only with a reason; incomes and assets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hudang.audit.models import AuditEntry
from hudang.households.actions.classification import accept_proposal, override_classification, reclassify
from hudang.households.actions.economy import IncomeLine, set_assets, set_incomes
from hudang.households.actions.members import add_member
from hudang.households.actions.opening import Opened
from hudang.households.errors import NothingProposed, ReasonMissing
from hudang.households.models import Classification, Household, HouseholdTag
from hudang.households.queries.detail import assets_on, incomes_on
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.acts import member_form
from tests.factories.households import add_member as put_member
from tests.factories.households import make_household, make_person
from tests.people import People

TODAY = clock.today()
EARLIER = date(2025, 1, 1)


def incomes(people: People, household: Household, *lines: IncomeLine, since: date = EARLIER) -> Opened:
    return set_incomes(actor=people.handler, code=household.code, version=None, since=since, lines=lines)


def override(people: People, household: Household, **more: Any) -> Opened:
    given = {"family_structure": "2", "income_source": "8", "reason": "入户核实后调整"} | more
    return override_classification(actor=people.handler, code=household.code, version=None, **given)


def add_wife(people: People, household: Household) -> Opened:
    return add_member(actor=people.handler, code=household.code, version=None, values=member_form(), since=EARLIER)


def classes(household: Household) -> Classification:
    return Classification.objects.get(household=household)


def test_first_classification_stands_at_once(people: People) -> None:
    household = make_household()
    done = reclassify([household.pk])
    assert done.created == [household.pk]
    current = classes(household)
    assert (current.family_structure, current.income_source) == ("6", "99")
    assert current.reasons
    assert HouseholdTag.objects.filter(household=household, tag="elder").exists()


def test_a_change_is_proposed_and_accepted(people: People) -> None:
    household = make_household()
    reclassify([household.pk])
    opened = add_wife(people, household)
    assert "家庭结构由“老人独居”改为“老年夫妻”" in opened.notices[-1]
    current = classes(household)
    assert (current.family_structure, current.proposed_structure) == ("6", "7")
    accept_proposal(actor=people.handler, code=household.code)
    current.refresh_from_db()
    assert (current.family_structure, current.has_proposal) == ("7", False)
    with pytest.raises(NothingProposed):
        accept_proposal(actor=people.handler, code=household.code)
    assert AuditEntry.objects.get(action="accept_proposal").before["family_structure"] == "老人独居"


def test_an_undecided_class_is_completed_at_once(people: People) -> None:
    household = make_household(declared_size=2)
    reclassify([household.pk])
    assert classes(household).family_structure == "99"
    opened = add_wife(people, household)
    assert classes(household).family_structure == "7"
    assert not classes(household).has_proposal
    assert any("分类已补全" in said for said in opened.notices)


def test_a_proposal_vanishes_when_the_cause_does(people: People) -> None:
    household = make_household()
    incomes(people, household, IncomeLine("401", "300"))
    incomes(people, household, IncomeLine("102", "900"), since=date(2026, 1, 1))
    assert classes(household).proposed_source == "2"
    incomes(people, household, IncomeLine("401", "320"), since=date(2026, 2, 1))
    assert not classes(household).has_proposal


def test_override_needs_a_reason_and_survives_the_import(people: People) -> None:
    household = make_household()
    reclassify([household.pk])
    with pytest.raises(ReasonMissing):
        override(people, household, reason="嗯")
    with pytest.raises(InvalidInput) as refusal:
        override(people, household, family_structure="77", income_source="")
    assert set(refusal.value.fields) == {"family_structure", "income_source"}
    override(people, household)
    entry = AuditEntry.objects.get(action="override_classification")
    assert (entry.reason, entry.after["family_structure"]) == ("入户核实后调整", "一人户")
    reclassify([household.pk])
    current = classes(household)
    assert (current.family_structure, current.overridden, current.has_proposal) == ("2", True, False)
    put_member(household, "10", make_person("李秀英", sex="2"))
    Household.objects.filter(pk=household.pk).update(declared_size=2)
    reclassify([household.pk])
    current.refresh_from_db()
    assert (current.family_structure, current.proposed_structure) == ("2", "7")
    override(people, household, family_structure="3")
    current.refresh_from_db()
    assert (current.family_structure, current.derived_structure, current.has_proposal) == ("3", "7", False)


def test_incomes_hold_from_a_day_and_the_past_stays(people: People) -> None:
    household = make_household()
    member = household.members.get()
    incomes(people, household, IncomeLine("401", "1,200", "year", member.pk))
    assert [i.monthly for i in incomes_on(household, TODAY)] == [100]
    assert classes(household).income_source == "7"
    incomes(people, household, IncomeLine("401", "1200", "year", member.pk), IncomeLine("403", "50"), since=TODAY)
    assert len(incomes_on(household, TODAY)) == 2
    assert len(incomes_on(household, TODAY - timedelta(days=1))) == 1
    entry = AuditEntry.objects.filter(action="set_incomes").latest("sequence")
    assert entry.before == {"incomes": "王德贵离退休金、养老金 1200 元/年"}


def test_no_line_says_no_income(people: People) -> None:
    household = make_household()
    incomes(people, household)
    assert classes(household).income_source == "1"
    assert [i.kind for i in incomes_on(household, TODAY)] == ["无收入"]


def test_incomes_refuse(people: People) -> None:
    household, other = make_household(number=1), make_household("李大有", number=2)
    wrong = IncomeLine("777", "-1", "week", other.members.get().pk)
    with pytest.raises(InvalidInput) as refusal:
        incomes(people, household, IncomeLine("102", "1"), wrong)
    assert set(refusal.value.fields) == {"line_1_kind", "line_1_amount", "line_1_period", "line_1_member"}
    with pytest.raises(InvalidInput):
        incomes(people, household, IncomeLine("102", "1"), since=TODAY + timedelta(days=1))
    incomes(people, household, IncomeLine("102", "1"))
    with pytest.raises(InvalidInput):
        incomes(people, household, IncomeLine("102", "2"), since=EARLIER - timedelta(days=1))


def test_assets_are_replaced_from_a_day(people: People) -> None:
    household = make_household()

    def put(since: date, *lines: dict[str, Any]) -> None:
        set_assets(actor=people.handler, code=household.code, version=None, since=since, lines=lines)

    put(EARLIER, {"kind": "11", "description": "邮储存款", "value": "5000"})
    put(TODAY, {"kind": "34", "description": "手扶拖拉机", "value": "3000"})
    assert [a.kind for a in assets_on(household, TODAY)] == ["农机"]
    assert [a.kind for a in assets_on(household, EARLIER)] == ["存款"]
    with pytest.raises(InvalidInput) as refusal:
        put(TODAY, {"kind": "", "value": "x"})
    assert set(refusal.value.fields) == {"line_0_kind", "line_0_value"}


def test_reclassifying_many_takes_no_more_queries(people: People) -> None:
    def queries(count: int, first: int) -> int:
        ids = [make_household(number=first + n).pk for n in range(count)]
        with CaptureQueriesContext(connection) as captured, transaction.atomic():
            reclassify(ids)
        return len(captured)

    assert queries(3, 100) == queries(30, 200)


def test_wrong_person_and_wrong_place(people: People) -> None:
    household = make_household()
    line = [IncomeLine("102", "1")]
    for who in (people.assistant, people.auditor, people.county_head):
        with pytest.raises(NotAllowed):
            set_incomes(actor=who, code=household.code, version=None, since=EARLIER, lines=line)
        with pytest.raises(NotAllowed):
            set_assets(actor=who, code=household.code, version=None, since=EARLIER, lines=[])
        with pytest.raises(NotAllowed):
            accept_proposal(actor=who, code=household.code)
    with pytest.raises(NotVisible):
        set_incomes(actor=people.neighbour, code=household.code, version=None, since=EARLIER, lines=line)
    with pytest.raises(NotVisible):
        override_classification(
            actor=people.neighbour,
            code=household.code,
            version=None,
            family_structure="2",
            income_source="1",
            reason="试一试看",
        )
    assert not AuditEntry.objects.exists()
