"""Editing a household, its dwelling, its state; showing a number in clear; exporting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.households.actions.editing import edit_household, set_dwelling
from hudang.households.actions.exporting import export_households
from hudang.households.actions.members import add_member
from hudang.households.actions.opening import Opened
from hudang.households.actions.revealing import reveal
from hudang.households.actions.states import change_state, restart_household, stop_household
from hudang.households.errors import PersonAlreadySupported, ReasonMissing, WrongState
from hudang.households.models import Household, HouseholdMember
from hudang.households.queries.lists import ListFilters
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from tests.factories.households import add_member as put_member
from tests.factories.households import make_household
from tests.people import XINTIAN, People


def edit(actor: User, household: Household, version: int | None = None, **values: Any) -> Opened:
    return edit_household(actor=actor, code=household.code, version=version, values=values)


def stop(actor: User, household: Household, **more: Any) -> Opened:
    given = {"on": clock.today(), "stop_reason": "01", "reason": "核对收入超标"} | more
    return stop_household(actor=actor, code=household.code, version=None, **given)


def test_fields_change_with_before_and_after(people: People) -> None:
    household = make_household()
    opened = edit(people.handler, household, 1, allowance="350.50", abc_class="A", phone="13800001234", note="")
    assert opened.household.version == 2
    household.refresh_from_db()
    assert (household.allowance, household.abc_class, household.phone) == (Decimal("350.50"), "A", "13800001234")
    entry = AuditEntry.objects.get(action="edit_household")
    assert entry.before == {"allowance": "320", "abc_class": "B 类", "phone": ""}
    assert entry.after == {"allowance": "350.5", "abc_class": "A 类", "phone": "138****1234"}
    assert "月保障金" in entry.summary


def test_nothing_changed_writes_nothing(people: People) -> None:
    household = make_household()
    assert edit(people.handler, household, abc_class="B").household.version == 1
    assert not AuditEntry.objects.exists()


def test_a_stale_version_says_who_was_faster(people: People) -> None:
    household = make_household()
    edit(people.county_handler, household, 1, abc_class="A")
    with pytest.raises(StaleForm) as refusal:
        edit(people.handler, household, 1, abc_class="C")
    assert "县经办" in refusal.value.message
    assert "ABC 类" in refusal.value.message


def test_wrong_fields_are_refused(people: People) -> None:
    household = make_household()
    with pytest.raises(InvalidInput) as refusal:
        edit(people.handler, household, covered_size=3, assistance="77", approved_on="2099-01-01")
    assert set(refusal.value.fields) == {"covered_size", "assistance", "approved_on"}


def test_an_older_disagreement_does_not_block_another_change(people: People) -> None:
    household = make_household(declared_size=1, covered_size=2)
    edit(people.handler, household, abc_class="A")


def test_the_account_is_stored_encrypted_and_found_by_hash(people: People) -> None:
    household = make_household()
    edit(people.handler, household, account="6221 7801 6601 5494 454")
    household.refresh_from_db()
    assert household.account == "6221780166015494454"
    raw = Household.objects.filter(pk=household.pk).extra(select={"raw": "account"}).values_list("raw", flat=True)[0]
    assert "6221" not in raw
    assert household.account_tail == "4454"


def test_the_dwelling_is_kept(people: People) -> None:
    household = make_household()
    values = {"kind": "5", "area": "56", "power_account": "0123456", "power_monthly": "40"}
    set_dwelling(actor=people.handler, code=household.code, version=1, values=values)
    assert household.dwelling.area == 56
    assert "dwelling_kind" in AuditEntry.objects.get(action="set_dwelling").after
    with pytest.raises(InvalidInput):
        set_dwelling(actor=people.handler, code=household.code, version=2, values={"kind": "55"})


def test_stop_frees_the_members_and_restart_takes_them_again(people: People) -> None:
    household = make_household()
    stop(people.handler, household)
    household.refresh_from_db()
    assert (household.state, household.stop_reason, household.stopped_on) == ("STOPPED", "01", clock.today())
    assert not household.members.get().supported
    restart_household(actor=people.handler, code=household.code, version=None, on=clock.today(), reason="重新审核通过")
    household.refresh_from_db()
    assert (household.state, household.stopped_on, household.members.get().supported) == ("ACTIVE", None, True)
    assert AuditEntry.objects.filter(action="stop_household", reason="核对收入超标").exists()


def test_restart_is_refused_when_a_member_is_supported_elsewhere(people: People) -> None:
    household, other = make_household(number=1), make_household("李大有", number=2)
    person = household.members.get().person
    stop(people.handler, household)
    put_member(other, "73", person)
    with pytest.raises(PersonAlreadySupported):
        restart_household(
            actor=people.handler, code=household.code, version=None, on=clock.today(), reason="重新审核通过"
        )


def test_stop_refuses(people: People) -> None:
    household = make_household()
    with pytest.raises(ReasonMissing):
        stop(people.handler, household, reason="")
    with pytest.raises(InvalidInput):
        stop(people.handler, household, stop_reason="77")
    with pytest.raises(InvalidInput):
        stop(people.handler, household, on=clock.today() + timedelta(days=1))
    stop(people.handler, household)
    with pytest.raises(WrongState):
        stop(people.handler, household)
    with pytest.raises(WrongState):
        add_member(actor=people.handler, code=household.code, version=None, values={}, since=clock.today())


def test_states_follow_their_table(people: People) -> None:
    household = make_household()

    def put(state: BenefitState) -> Opened:
        return change_state(actor=people.handler, code=household.code, version=None, state=state, reason="按程序办理")

    put(BenefitState.GRADUAL)
    with pytest.raises(WrongState):
        put(BenefitState.EDGE)
    with pytest.raises(WrongState):
        put(BenefitState.STOPPED)


def test_reveal_is_logged_with_its_reason(people: People) -> None:
    household = make_household(phone="13800001234")
    member = household.members.get()
    shown = reveal(
        actor=people.handler, code=household.code, member_id=member.pk, field="identity", reason="核对证件原件"
    )
    assert shown == member.person.identity
    entry = AuditEntry.objects.get(action="reveal")
    assert (entry.reason, entry.actor_name) == ("核对证件原件", "舍力经办")
    assert member.person.identity not in str((entry.after, entry.summary))
    assert reveal(actor=people.handler, code=household.code, field="phone", reason="电话走访") == "13800001234"


def test_reveal_refuses(people: People) -> None:
    household = make_household()
    other = make_household(number=9, village=XINTIAN)
    with pytest.raises(ReasonMissing):
        reveal(actor=people.handler, code=household.code, field="account", reason=" ")
    with pytest.raises(NotAllowed):
        reveal(actor=people.assistant, code=household.code, field="account", reason="核对账号")
    with pytest.raises(NotVisible):
        reveal(actor=people.neighbour, code=household.code, field="account", reason="核对账号")
    with pytest.raises(NotVisible):
        reveal(actor=people.handler, code=household.code, field="note", reason="核对备注")
    elsewhere = other.members.get().pk
    with pytest.raises(NotVisible):
        reveal(actor=people.handler, code=household.code, member_id=elsewhere, field="identity", reason="核对")
    assert not AuditEntry.objects.exists()


def test_export_is_logged_with_filters_and_never_with_a_number(people: People) -> None:
    household = make_household()
    make_household(number=5, village=XINTIAN)
    number = household.members.get().person.identity
    found = export_households(actor=people.handler, filters=ListFilters(q=number))
    assert [row.code for row in found.everything()] == [household.code]
    entry = AuditEntry.objects.get(action="export_households")
    assert entry.after["rows"] == 1
    assert number not in str(entry.after)
    with pytest.raises(NotAllowed):
        export_households(actor=people.assistant, filters=ListFilters())


ACTS: list[Callable[[User, Household], Any]] = [
    lambda actor, h: edit(actor, h, abc_class="A"),
    lambda actor, h: set_dwelling(actor=actor, code=h.code, version=None, values={"kind": "5"}),
    stop,
    lambda actor, h: change_state(
        actor=actor, code=h.code, version=None, state=BenefitState.GRADUAL, reason="按程序办理"
    ),
]


@pytest.mark.parametrize("act", ACTS)
def test_wrong_person_and_wrong_place(people: People, act: Callable[[User, Household], Any]) -> None:
    household = make_household()
    for who in (people.assistant, people.township_head, people.auditor, people.archivist, people.system):
        with pytest.raises(NotAllowed):
            act(who, household)
    with pytest.raises(NotVisible):
        act(people.neighbour, household)
    assert not AuditEntry.objects.exists()
    assert HouseholdMember.objects.filter(supported=True).count() == 1
