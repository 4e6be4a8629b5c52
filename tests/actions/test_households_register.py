"""Registering a household with its head."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.households.actions.members import add_member
from hudang.households.actions.numbers import note_codes, take_codes
from hudang.households.actions.registration import register_household
from hudang.households.actions.states import stop_household
from hudang.households.errors import CodeTaken, NoSuchVillage, NumbersExhausted, PersonAlreadySupported
from hudang.households.models import Household, HouseholdMember, HouseholdNumber
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.factories.acts import member_form
from tests.factories.households import add_member as put_member
from tests.factories.households import make_household
from tests.people import MINFU, MINQIANG, XINTIAN, People


def register(actor: User, village: str = MINQIANG, **more: object) -> Household:
    form = more.pop("head", None) or member_form("王德贵", sex="1")
    return register_household(
        actor=actor, village_code=village, head=form, values=more.pop("values", {}), **more
    ).household


def test_it_gives_number_head_classification_and_log(people: People) -> None:
    household = register(
        people.handler, values={"assistance": "02", "allowance": "320", "account": "6221780166015494454"}
    )
    assert household.code == f"{MINQIANG}0001"
    head = household.members.get()
    assert (head.relation, head.supported, head.person.sex) == ("02", True, "1")
    assert household.head_initials.split()[0] == "wdg"
    assert household.account_tail == "4454"
    assert household.classification.family_structure == "6"
    entry = AuditEntry.objects.get(action="register_household")
    assert entry.household_code == household.code
    assert head.person.identity not in str(entry.after)
    assert "6221780166015494454" not in str(entry.after)


def test_numbers_only_grow_and_are_kept_a_village(people: People) -> None:
    register(people.handler)
    register(people.handler, code=f"{MINQIANG}0007")
    assert register(people.handler).code.endswith("0008")
    assert register(people.handler, MINFU).code == f"{MINFU}0001"
    with pytest.raises(CodeTaken):
        register(people.handler, code=f"{MINQIANG}0007")


def test_a_number_below_the_last_is_free_when_never_used(people: People) -> None:
    register(people.handler, code=f"{MINQIANG}0009")
    assert register(people.handler, code=f"{MINQIANG}0003").code.endswith("0003")
    assert HouseholdNumber.objects.get(village_code=MINQIANG).last == 9


def test_after_the_last_number_those_passed_over_follow(people: People) -> None:
    register(people.handler)
    undone = register(people.handler)
    register(people.handler, code=f"{MINQIANG}9998")
    HouseholdMember.objects.filter(household=undone).delete()
    undone.delete()
    assert register(people.handler).code == f"{MINQIANG}9999"
    assert register(people.handler).code == f"{MINQIANG}0003"


def test_numbers_end_with_a_refusal(people: People) -> None:
    with transaction.atomic():
        note_codes([f"{MINQIANG}9998"])
        assert len(set(take_codes(MINQIANG, 9999))) == 9999
        with pytest.raises(NumbersExhausted):
            make_household(number=1)
            take_codes(MINQIANG, 9999)


def test_all_wrong_fields_are_told_together(people: People) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(
            people.handler,
            head={"name": "", "identity": "220882195001010018"},
            values={"allowance": "-1", "phone": "12"},
            code="123",
            state=BenefitState.STOPPED,
        )
    assert set(refusal.value.fields) == {"name", "identity", "allowance", "phone", "code", "state"}
    assert not Household.objects.exists()


def test_identity_and_birth_date_must_agree_or_be_explained(people: People) -> None:
    form = member_form("王德贵", sex="1", born_on="1963-01-01")
    with pytest.raises(InvalidInput) as refusal:
        register(people.handler, head=form)
    assert "1962-08-01" in refusal.value.fields["born_on"]
    household = register(people.handler, head=form, mismatch_reason="户口簿登记有误，已核对原件")
    assert household.members.get().person.born_on == date(1963, 1, 1)
    assert "户口簿" in AuditEntry.objects.get(action="register_household").reason


def test_a_supported_person_is_refused_with_the_place(people: People) -> None:
    form = member_form("王德贵", sex="1")
    first = register(people.handler, head=form)
    with pytest.raises(PersonAlreadySupported) as refusal:
        register(people.handler, MINFU, head=form)
    assert "民强村" in refusal.value.message
    assert first.code in refusal.value.message
    assert form["identity"] not in refusal.value.message


def test_outside_the_division_only_the_village_is_told(people: People) -> None:
    form = member_form("王德贵", sex="1")
    first = register(people.handler, head=form)
    with pytest.raises(PersonAlreadySupported) as refusal:
        register(people.neighbour, XINTIAN, head=form)
    assert "民强村" in refusal.value.message
    assert first.code not in refusal.value.message


def test_the_database_refuses_the_same_person_in_two_supported_households(people: People) -> None:
    first, second = make_household(number=1), make_household(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        put_member(second, "70", first.members.get().person)
    HouseholdMember.objects.filter(household=first).update(supported=False)
    put_member(second, "70", first.members.get().person)


def test_a_person_of_a_stopped_household_may_join_another(people: People) -> None:
    form = member_form("王德贵", sex="1")
    first = register(people.handler, head=form, values={"approved_on": "2021-03-01"})
    stop_household(
        actor=people.handler, code=first.code, version=None, on=clock.today(), stop_reason="13", reason="自愿放弃申请书"
    )
    second = register(people.handler, MINFU)
    add_member(
        actor=people.handler, code=second.code, version=None, values=form | {"relation": "73"}, since=clock.today()
    )
    assert second.members.filter(until=None).count() == 2


def test_a_known_number_under_another_name_is_asked_about(people: People) -> None:
    form = member_form("王德贵", sex="1")
    first = register(people.handler, head=form, values={"approved_on": "2021-03-01"})
    HouseholdMember.objects.filter(household=first).update(supported=False)
    with pytest.raises(InvalidInput) as refusal:
        register(people.handler, MINFU, head=form | {"name": "王得贵"})
    assert "name" in refusal.value.fields


@pytest.mark.parametrize("who", ["assistant", "township_head", "archivist", "auditor", "system", "security"])
def test_others_may_not(people: People, who: str) -> None:
    with pytest.raises(NotAllowed):
        register(people.everybody()[who])


def test_only_within_the_division_and_in_a_village_in_use(people: People) -> None:
    with pytest.raises(NotVisible):
        register(people.neighbour)
    with pytest.raises(NoSuchVillage):
        register(people.handler, "220882105299")
    with pytest.raises(NoSuchVillage):
        register(people.handler, "220882105000")
