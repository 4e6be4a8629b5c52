"""Applying again: after a stop, after a refusal or a withdrawal, from the edge; and what a refusal then takes away."""

from __future__ import annotations

from typing import Any

import pytest

from hudang.archives.actions.stopping import stop_household
from hudang.archives.models import HouseholdFile
from hudang.archives.vocabulary import PouchState, Stage
from hudang.casework.actions.deciding import terminate
from hudang.casework.actions.desk import withdraw
from hudang.casework.models import Case
from hudang.households.models import Household
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, declaration
from tests.people import People

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
