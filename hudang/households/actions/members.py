"""Members come, change and leave; every past day stays as it was (forms.md F06, C26)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.counting import count_in
from hudang.households.actions.membership import check_day, member_of, split
from hudang.households.actions.opening import Opened, open_household
from hudang.households.actions.persons import (
    find_or_make,
    name_fields,
    person_with,
    refuse_if_supported,
    stored_person,
)
from hudang.households.actions.proposing import propose
from hudang.households.actions.registration import head_fields
from hudang.households.errors import WrongState
from hudang.households.models import Household, HouseholdMember, Person
from hudang.households.naming import index_changed_names
from hudang.households.rules.masking import differences
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS, Relative, warnings
from hudang.households.rules.member_form import Filled, check_edit, check_new
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, HEAD, RELATION, SUPPORTED_STATES, BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput

_ALL_FIELDS = PERSON_FIELDS | MEMBER_FIELDS


@transaction.atomic
def add_member(
    *,
    actor: User,
    code: str,
    version: int | None,
    values: Mapping[str, Any],
    since: date,
    mismatch_reason: str = "",
    by_case: str = "",
) -> Opened:
    """Add a member from a day on; refuses a person who is in another supported household."""
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    household = opened.household
    if household.state not in SUPPORTED_STATES:
        raise WrongState(state=BENEFIT_STATE_LABELS[BenefitState(household.state)], act="增加成员")
    check_day("since", since)
    filled = check_new(values, mismatch_reason)
    _refuse_second_head(household, filled.member["relation"])
    person = find_or_make(actor, filled, household)
    member = HouseholdMember.objects.create(household=household, person=person, since=since, **filled.member)
    count_in(household, member)
    opened.touch()
    opened.notices += [*filled.notices, *_warned(household, filled, person)]
    _, after = differences(_ALL_FIELDS, {}, _filled_only(filled))
    summary = f"增加成员{person.name}（{RELATION[member.relation]}）"
    record(
        actor,
        Act("add_member", "household_member", member.pk, code, summary, None, after, mismatch_reason.strip()),
    )
    propose(actor, opened)
    return opened


def _filled_only(filled: Filled) -> dict[str, Any]:
    return {name: value for name, value in (filled.person | filled.member).items() if value not in (None, "", [])}


def _refuse_second_head(household: Household, relation: str) -> None:
    if relation == HEAD and HouseholdMember.objects.filter(household=household, until=None, relation=HEAD).exists():
        raise InvalidInput({"relation": f"本户已有户主{household.head_name}。要换户主，请用“变更户主”。"})


def _warned(household: Household, filled: Filled, person: Person) -> list[str]:
    head = (
        HouseholdMember.objects.filter(household=household, until=None, relation=HEAD).select_related("person").first()
    )
    relative = Relative(head.person.sex, head.person.born_on) if head and head.person_id != person.pk else None
    return warnings(filled.member, person.born_on, person.sex, relative, clock.today())


def member_values(member: HouseholdMember) -> dict[str, Any]:
    """Return what is stored of a member, by field name."""
    person = {name: getattr(member.person, name) for name in PERSON_FIELDS}
    return person | {name: getattr(member, name) for name in MEMBER_FIELDS}


@transaction.atomic
def edit_member(
    *,
    actor: User,
    code: str,
    member_id: int,
    version: int | None,
    values: Mapping[str, Any],
    mismatch_reason: str = "",
    effective: date | None = None,
    by_case: str = "",
) -> Opened:
    """Change what is known of a present member; absent names stay as they are.

    Without ``effective`` the entry itself was wrong and is corrected; with it the circumstances changed on that day,
    and the days before keep what was known.
    """
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    member = member_of(opened.household, member_id)
    stored = member_values(member)
    filled = check_edit(values, stored, mismatch_reason)
    _refuse_relation(member, filled.member.get("relation", member.relation))
    before, after = differences(_ALL_FIELDS, stored, filled.person | filled.member)
    opened.notices += filled.notices
    if not after:
        return opened
    _change_person(actor, opened.household, member, filled.person)
    changed = {name: value for name, value in filled.member.items() if stored[name] != value}
    if effective is not None and changed:
        check_day("effective", effective, member.since)
        split(member, effective, changed)
    else:
        _store(member, changed)
    if member.is_head and "name" in after:
        for name, value in head_fields(filled.person["name"]).items():
            setattr(opened.household, name, value)
    opened.touch()
    since = f"，自 {effective} 起" if effective else ""
    summary = f"修改成员{member.person.name}：{'、'.join(_ALL_FIELDS[n].label for n in after)}{since}"
    record(
        actor,
        Act("edit_member", "household_member", member.pk, code, summary, before, after, mismatch_reason.strip()),
    )
    propose(actor, opened)
    return opened


def _refuse_relation(member: HouseholdMember, relation: str) -> None:
    if (relation == HEAD) != member.is_head:
        raise InvalidInput({"relation": "户主只能用“变更户主”更换。"})


def _store(member: HouseholdMember, changed: Mapping[str, Any]) -> None:
    for name, value in changed.items():
        setattr(member, name, value)
    member.save()


def _change_person(actor: User, household: Household, member: HouseholdMember, values: Mapping[str, Any]) -> None:
    """Store the person's own fields; a corrected number that belongs to somebody known leads to that person."""
    number, person = values.get("identity", member.person.identity), member.person
    known = person_with(number) if number != person.identity else None
    if known is not None and known.pk != person.pk:
        refuse_if_supported(actor, known, household)
        if known.name != values.get("name", person.name):
            raise InvalidInput({"identity": "这个证件号码登记在另一个姓名下，请对照证件核对。"})
        member.person = known
        member.save(update_fields=["person"])
        if not person.memberships.exists():
            person.delete()
        person = known
    fields = stored_person(values)
    if "name" in values:
        fields |= name_fields(values["name"])
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()
    if "name" in fields:
        index_changed_names([person])
