"""Applying again: after a stop, after a refusal or a withdrawal, from the edge; and what a refusal then takes away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hudang.archives.actions.stopping import stop_household
from hudang.archives.models import HouseholdFile
from hudang.archives.vocabulary import PouchState, Stage
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.deciding import terminate
from hudang.casework.actions.desk import save_draft, submit, withdraw
from hudang.casework.models import Case
from hudang.casework.queries.declarations import faults_of_declaration
from hudang.casework.queries.earlier import declared_of
from hudang.casework.rules.declaration import still_left
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from tests.factories.acts import member_form
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, declaration, draft
from tests.factories.quick import plain_papers
from tests.people import People

PLEDGED = {"signed_on": clock.today().isoformat()}
PLAIN = {
    "ethnicity": "01",
    "registration": "2",
    "marital": "10",
    "health": "1",
    "work_capacity": "1",
    "employment": "1",
    "pledge": PLEDGED,
}
pytestmark = pytest.mark.usefixtures("people")


def put(case: Case, state: BenefitState, stage: Stage) -> Household:
    """Put the household of a case into a state, its pouch in use, and end the case."""
    Case.objects.filter(pk=case.pk).update(stage="confirmed")
    Household.objects.filter(pk=case.household_id).update(state=state)
    HouseholdFile.objects.filter(household=case.household_id).update(state=PouchState.LIVE, stage=stage)
    HouseholdFile.objects.get(household=case.household_id).pouches.update(state=PouchState.LIVE)
    return Household.objects.get(pk=case.household_id)


def again(people: People, household: Household, declared: dict[str, Any]) -> Case:
    return accepted(people.handler, declared, household_code=household.code)


def test_a_withdrawn_applicant_is_free_to_apply_again(people: People) -> None:
    make_bureau()
    declared = declaration()
    case = accepted(people.handler, declared)
    withdraw(actor=people.handler, number=case.number, reason="申请人自愿撤回")
    household = Household.objects.get(pk=case.household_id)
    assert household.state == BenefitState.REFUSED
    assert HouseholdFile.objects.get(household=household).stage == Stage.REFUSED
    second = again(people, household, declared)
    household.refresh_from_db()
    file = HouseholdFile.objects.get(household=household)
    assert household.state == BenefitState.APPLYING and second.file == file
    assert (file.stage, file.state) == (Stage.NEW, PouchState.PRE)


def test_a_stopped_household_gets_a_new_file_after_the_old_one(people: People) -> None:
    make_bureau()
    declared = declaration()
    household = put(accepted(people.handler, declared), BenefitState.ACTIVE, Stage.NEW)
    old = HouseholdFile.objects.get(household=household)
    stop_household(
        actor=people.handler,
        code=household.code,
        version=None,
        on=clock.today(),
        stop_reason="01",
        reason="收入超过标准",
    )
    case = again(people, household, declared)
    assert case.file is not None and case.file.pk != old.pk and case.file.previous == old
    assert case.state_before == BenefitState.STOPPED


def test_who_was_on_the_edge_stays_there_when_nothing_comes_of_it(people: People) -> None:
    make_bureau()
    declared = declaration()
    household = put(accepted(people.handler, declared), BenefitState.EDGE, Stage.EDGE)
    case = again(people, household, declared)
    assert HouseholdFile.objects.get(household=household).stage == Stage.NEW
    terminate(actor=people.township_head, number=case.number, reason="拒不配合入户调查")
    household.refresh_from_db()
    assert household.state == BenefitState.EDGE
    assert HouseholdFile.objects.get(household=household).stage == Stage.EDGE


def test_what_changed_since_is_written_into_the_register(people: People) -> None:
    make_bureau()
    first = accepted(people.handler, declaration())
    withdraw(actor=people.handler, number=first.number, reason="申请人自愿撤回")
    household = Household.objects.get(pk=first.household_id)
    case = draft(people.handler, household_code=household.code, declared=declaration())
    known = declared_of(household)
    head, wife = known["members"]
    son = member_form("王小军", "20", born=date(2000, 5, 1), sex="1") | {"incomes": [], **PLAIN}
    wife |= {"relation": "02", "phone": "13804360009", "health": "3", "incomes": [], "pledge": PLEDGED}
    wife["incomes"] = [{"kind": "401", "amount": "131", "period": "month"}]
    declared = declaration(phone="13804360008", address="民强村五组 3 号", account="6221780166015490006")
    declared |= {"known": known["known"], "members": [wife, son], "applicant": 0, "left": []}
    assert "left_0_leaving" in faults_of_declaration(declared | {"left": still_left(declared)})
    declared["left"] = [{"key": head["key"], "leaving": "21", "left_on": clock.today().isoformat()}]
    save_draft(actor=people.handler, number=case.number, declared=declared)
    with plain_papers():
        submit(actor=people.handler, number=case.number)
        accept(actor=people.handler, number=case.number)
    household.refresh_from_db()
    assert (household.head_name, household.phone, household.address) == ("李秀英", "13804360008", "民强村五组 3 号")
    assert household.account == "6221780166015490006" and household.declared_size == 2
    rows = HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    present = {row.person.name: row for row in rows}
    assert set(present) == {"李秀英", "王小军"} and present["李秀英"].relation == "02"
    assert present["李秀英"].health == "3" and present["王小军"].relation == "20"
    gone = HouseholdMember.objects.exclude(until=None).get(person__name="王德贵", leaving="21")
    assert gone.person.died_on == clock.today()
    amounts = IncomeItem.objects.filter(household=household, until=None).values_list("kind", "amount")
    assert list(amounts) == [("401", 131)]


def test_a_household_that_declares_the_same_changes_nothing(people: People) -> None:
    make_bureau()
    declared = declaration()
    first = accepted(people.handler, declared)
    withdraw(actor=people.handler, number=first.number, reason="申请人自愿撤回")
    household = Household.objects.get(pk=first.household_id)
    before = set(HouseholdMember.objects.filter(household=household).values_list("pk", "until"))
    again(people, household, declared)
    assert set(HouseholdMember.objects.filter(household=household).values_list("pk", "until")) == before
