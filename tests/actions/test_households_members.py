"""Members come, change, leave; the head changes; every past day stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.households.actions.economy import IncomeLine, set_incomes
from hudang.households.actions.leaving import change_head, end_membership
from hudang.households.actions.members import add_member, edit_member
from hudang.households.actions.opening import Opened
from hudang.households.errors import HeadLeaves, NoHead, PersonAlreadySupported
from hudang.households.models import Household, HouseholdMember, Person
from hudang.households.queries.detail import members_on
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from tests.factories.acts import member_form
from tests.factories.households import add_member as put_member
from tests.factories.households import identity_number, make_household, make_person
from tests.people import People

TODAY = clock.today()
EARLIER = date(2025, 1, 1)


def add(actor: User, household: Household, **more: Any) -> Opened:
    values = member_form(**{k: v for k, v in more.items() if k not in ("since", "version", "mismatch_reason")})
    rest = {k: v for k, v in more.items() if k in ("mismatch_reason",)}
    since, version = more.get("since", EARLIER), more.get("version")
    return add_member(actor=actor, code=household.code, version=version, values=values, since=since, **rest)


def edit(actor: User, member: HouseholdMember, values: dict[str, Any], **more: Any) -> Opened:
    code = member.household.code
    return edit_member(actor=actor, code=code, member_id=member.pk, version=None, values=values, **more)


def leave(actor: User, member: HouseholdMember, **more: Any) -> Opened:
    given = {"until": TODAY, "leaving": "22"} | more
    return end_membership(actor=actor, code=member.household.code, member_id=member.pk, version=None, **given)


def test_a_member_joins_from_a_day(people: People) -> None:
    household = make_household()
    add(people.handler, household)
    household.refresh_from_db()
    assert (household.declared_size, household.covered_size, household.version) == (2, 2, 2)
    assert len(members_on(household, EARLIER)) == 2
    assert len(members_on(household, EARLIER - timedelta(days=1))) == 1
    assert household.classification.family_structure == "7"
    entry = AuditEntry.objects.get(action="add_member")
    number = Person.objects.get(name="李秀英").identity
    assert number not in str(entry.after)


def test_a_declared_member_entered_later_does_not_enlarge(people: People) -> None:
    household = make_household(declared_size=3, covered_size=2)
    add(people.handler, household)
    household.refresh_from_db()
    assert (household.declared_size, household.covered_size) == (3, 2)


def test_adding_refuses(people: People) -> None:
    household = make_household()
    with pytest.raises(InvalidInput, match="1 处"):
        add(people.handler, household, relation="02")
    with pytest.raises(InvalidInput):
        add(people.handler, household, since=TODAY + timedelta(days=1))
    with pytest.raises(StaleForm):
        add(people.handler, household, version=9)
    taken = household.members.get().person.identity
    with pytest.raises(InvalidInput) as refusal:
        add(people.handler, household, name="王德贵", identity=taken)
    assert "已经是本户成员" in refusal.value.fields["identity"]
    other = make_household("李大有", number=77)
    with pytest.raises(PersonAlreadySupported):
        add(people.handler, other, name="王德贵", identity=taken)


def test_unusual_is_told_not_refused(people: People) -> None:
    household = make_household()
    opened = add(people.handler, household, sex="1")
    assert any("性别相同" in said for said in opened.notices)


def test_correction_changes_the_row(people: People) -> None:
    household = make_household()
    member = household.members.get()
    edit(people.handler, member, {"health": "4", "illness": "尿毒症", "name": "王得贵"})
    household.refresh_from_db()
    assert household.members.count() == 1
    assert (household.head_name, household.head_pinyin) == ("王得贵", "wangdegui yudegui")
    assert household.tags.filter(tag="serious_illness").exists()
    assert AuditEntry.objects.get(action="edit_member").before["name"] == "王德贵"


def test_a_change_from_a_day_keeps_the_days_before(people: People) -> None:
    household = make_household()
    member = household.members.get()
    lines = [IncomeLine("102", "600", member_id=member.pk)]
    set_incomes(actor=people.handler, code=household.code, version=None, since=EARLIER, lines=lines)
    edit(people.handler, member, {"employment": "9"}, effective=date(2026, 1, 1))
    before = members_on(household, date(2025, 12, 31))[0]
    assert (before.work, before.monthly_income) == ("", 600)
    now = members_on(household, TODAY)[0]
    assert (now.work, now.monthly_income) == ("外出务工", 600)


def test_correcting_the_identity_number(people: People) -> None:
    household = make_household()
    member = household.members.get()
    number = identity_number(date(1960, 5, 12), "1")
    edit(people.handler, member, {"identity": number})
    person = Person.objects.get(pk=member.person_id)
    assert (person.identity, person.identity_tail) == (number, number[-4:])
    with pytest.raises(InvalidInput) as refusal:
        edit(people.handler, member, {"identity": identity_number(date(1961, 5, 12), "1")})
    assert "1961-05-12" in refusal.value.fields["born_on"]
    with pytest.raises(InvalidInput):
        edit(people.handler, member, {"identity": number[:-1] + ("0" if number[-1] != "0" else "1")})


def test_a_number_of_somebody_supported_elsewhere_is_refused(people: People) -> None:
    household, other = make_household(number=1), make_household("李大有", number=2)
    taken = other.members.get().person
    with pytest.raises(PersonAlreadySupported):
        edit(people.handler, household.members.get(), {"identity": taken.identity})


def test_a_number_of_a_known_free_person_leads_to_that_person(people: People) -> None:
    household = make_household()
    known = make_person("王德贵")
    edit(people.handler, household.members.get(), {"identity": known.identity})
    assert household.members.get().person == known
    assert Person.objects.count() == 1


def test_older_gaps_do_not_block_but_new_ones_do(people: People) -> None:
    household = make_household()
    member = put_member(household, "20", make_person("王小明", born=date(2012, 1, 1)), employment="5")
    opened = edit(people.handler, member, {"grade": "初一"})
    assert any("就读学校" in said for said in opened.notices)
    with pytest.raises(InvalidInput):
        edit(people.handler, household.members.get(relation="02"), {"health": "4"})


def test_the_head_is_changed_by_its_own_act(people: People) -> None:
    household = make_household()
    with pytest.raises(InvalidInput):
        edit(people.handler, household.members.get(), {"relation": "20"})


def test_a_member_leaves_and_incomes_end(people: People) -> None:
    household = make_household(declared_size=2, covered_size=2)
    son = put_member(household, "20", make_person("王小明", born=date(1995, 1, 1)))
    lines = [IncomeLine("102", "900", member_id=son.pk), IncomeLine("401", "300", member_id=None)]
    set_incomes(actor=people.handler, code=household.code, version=None, since=EARLIER, lines=lines)
    household.refresh_from_db()
    assert household.classification.income_source == "2"
    opened = leave(people.handler, son, leaving="21")
    household.refresh_from_db()
    assert (household.declared_size, household.covered_size) == (1, 1)
    assert [m.name for m in members_on(household, TODAY)] == ["王德贵"]
    assert [m.name for m in members_on(household, TODAY - timedelta(days=1))] == ["王德贵", "王小明"]
    son.person.refresh_from_db()
    assert son.person.died_on == TODAY
    household.classification.refresh_from_db()
    assert household.classification.income_source == "2"
    assert household.classification.proposed_source == "7"
    assert any("系统提示重算" in said for said in opened.notices)
    assert AuditEntry.objects.filter(action="propose_classification").exists()


def test_a_leaving_head_names_the_next(people: People) -> None:
    household = make_household(declared_size=3, covered_size=3)
    head = household.members.get()
    wife = put_member(household, "10", make_person("李秀英", sex="2"))
    mother = put_member(household, "52", make_person("赵氏", sex="2", born=date(1935, 1, 1)))
    with pytest.raises(HeadLeaves):
        leave(people.handler, head)
    with pytest.raises(NoHead):
        leave(people.handler, head, new_head=999999)
    leave(people.handler, head, leaving="21", new_head=wife.pk)
    household.refresh_from_db()
    assert (household.head_name, household.declared_size) == ("李秀英", 2)
    assert {(m.name, m.relation) for m in members_on(household, TODAY)} == {("李秀英", "户主"), ("赵氏", "婆婆")}
    before = members_on(household, TODAY - timedelta(days=1))
    assert {(m.name, m.relation) for m in before} == {("王德贵", "户主"), ("李秀英", "配偶"), ("赵氏", "母亲")}
    mother.refresh_from_db()
    assert mother.until == TODAY


def test_relations_that_do_not_follow_must_be_chosen(people: People) -> None:
    household = make_household(declared_size=3)
    head = household.members.get()
    son = put_member(household, "20", make_person("王大勇", born=date(1985, 1, 1)))
    grandson = put_member(household, "41", make_person("王乐", born=date(2015, 1, 1)))
    with pytest.raises(InvalidInput) as refusal:
        leave(people.handler, head, new_head=son.pk)
    assert set(refusal.value.fields) == {f"relation_{grandson.pk}"}
    leave(people.handler, head, new_head=son.pk, relations={grandson.pk: "20"})
    assert {(m.name, m.relation) for m in members_on(household, TODAY)} == {("王大勇", "户主"), ("王乐", "子")}


def test_the_last_member_cannot_leave(people: People) -> None:
    household = make_household()
    with pytest.raises(HeadLeaves):
        leave(people.handler, household.members.get())


def test_leaving_refuses(people: People) -> None:
    household = make_household()
    son = put_member(household, "20", make_person("王小明", born=date(1995, 1, 1)))
    for wrong in ({"leaving": "11"}, {"until": date(2019, 12, 31)}, {"until": TODAY + timedelta(days=1)}):
        with pytest.raises(InvalidInput):
            leave(people.handler, son, **wrong)
    leave(people.handler, son)
    with pytest.raises(NoHead):
        leave(people.handler, son)


def test_another_becomes_head_without_anybody_leaving(people: People) -> None:
    household = make_household()
    wife = put_member(household, "10", make_person("李秀英", sex="2"))
    change_head(actor=people.handler, code=household.code, version=None, new_head=wife.pk, relations={}, on=TODAY)
    household.refresh_from_db()
    assert household.head_name == "李秀英"
    assert {(m.name, m.relation) for m in members_on(household, TODAY)} == {("李秀英", "户主"), ("王德贵", "夫")}
    new = household.members.get(until=None, relation="02")
    with pytest.raises(InvalidInput):
        change_head(actor=people.handler, code=household.code, version=None, new_head=new.pk, relations={}, on=TODAY)


@pytest.mark.parametrize("act", ["add", "edit", "leave", "head"])
def test_wrong_person_and_wrong_place(people: People, act: str) -> None:
    household = make_household()
    member = household.members.get()

    def run(actor: User) -> None:
        if act == "add":
            add(actor, household)
        elif act == "edit":
            edit(actor, member, {"grade": "一"})
        elif act == "leave":
            leave(actor, member)
        else:
            change_head(actor=actor, code=household.code, version=None, new_head=member.pk, relations={}, on=TODAY)

    for who in (people.assistant, people.auditor, people.archivist, people.county_head):
        with pytest.raises(NotAllowed):
            run(who)
    with pytest.raises(NotVisible):
        run(people.neighbour)
    assert not AuditEntry.objects.exists()
