"""Members leave, and another becomes head (C26, C29)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.counting import count_out
from hudang.households.actions.membership import check_day, member_of, split
from hudang.households.actions.opening import Opened, open_household
from hudang.households.actions.proposing import propose
from hudang.households.actions.registration import head_fields
from hudang.households.errors import HeadLeaves, NoHead
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.rules.kinship import relation_to_new_head
from hudang.households.vocabulary import DIED, HEAD, LEAVING, RELATION, BenefitState
from hudang.kernel.errors import InvalidInput


@transaction.atomic
def end_membership(
    *,
    actor: User,
    code: str,
    member_id: int,
    version: int | None,
    until: date,
    leaving: str,
    new_head: int | None = None,
    relations: Mapping[int, str] | None = None,
    by_case: str = "",
) -> Opened:
    """End a membership on ``until``, the first day on which the person is no longer a member.

    When the head leaves, ``new_head`` names a remaining member and ``relations`` the relation of each other member
    to the new head, by the members' keys. Raises ``HeadLeaves`` or ``InvalidInput``.
    """
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    member = member_of(opened.household, member_id)
    _check_leaving(member, until, leaving)
    remaining = _others(opened.household, member)
    was_head = member.is_head
    if was_head and (new_head is None or not remaining):
        raise HeadLeaves(name=member.person.name)
    assigned = _assigned(remaining, new_head, relations or {}) if was_head and new_head else {}
    _close(member, until, leaving)
    if was_head:
        _install(opened.household, remaining, assigned, until)
    count_out(opened.household, member)
    opened.touch()
    after = {"until": until.isoformat(), "leaving": LEAVING[leaving]}
    if was_head:
        after["head"] = opened.household.head_name
    summary = f"减少成员{member.person.name}（{LEAVING[leaving]}）"
    before = {"relation": RELATION.get(member.relation, member.relation), "since": member.since.isoformat()}
    record(actor, Act("end_membership", "household_member", member.pk, code, summary, before, after))
    propose(actor, opened)
    return opened


@transaction.atomic
def end_last_membership(
    *, actor: User, code: str, member_id: int, until: date, leaving: str, by_case: str = ""
) -> Opened:
    """End the membership of the one who is left of a household that was stopped; raises ``HeadLeaves`` else."""
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, None, by_case)
    member = member_of(opened.household, member_id)
    _check_leaving(member, until, leaving)
    if opened.household.state != BenefitState.STOPPED or _others(opened.household, member):
        raise HeadLeaves(name=member.person.name)
    _close(member, until, leaving)
    opened.touch()
    after = {"until": until.isoformat(), "leaving": LEAVING[leaving]}
    summary = f"减少成员{member.person.name}（{LEAVING[leaving]}）"
    record(actor, Act("end_membership", "household_member", member.pk, code, summary, None, after))
    return opened


def _check_leaving(member: HouseholdMember, until: date, leaving: str) -> None:
    if leaving not in LEAVING:
        raise InvalidInput({"leaving": "请选择减员原因。"})
    check_day("until", until, member.since)


def _others(household: Household, member: HouseholdMember | None) -> list[HouseholdMember]:
    rows = HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    return list(rows.exclude(pk=member.pk) if member else rows)


def _close(member: HouseholdMember, until: date, leaving: str) -> None:
    HouseholdMember.objects.filter(pk=member.pk).update(until=until, leaving=leaving)
    for item in IncomeItem.objects.filter(member=member, until=None):
        item.until = max(item.since, until)
        item.save(update_fields=["until"])
    if leaving == DIED:
        member.person.died_on = until
        member.person.save(update_fields=["died_on"])


def proposed_relations(members: list[HouseholdMember], new_head: HouseholdMember) -> dict[int, str]:
    """Return the relation of each other member to a new head, as far as it follows from the present ones."""
    return {
        m.pk: relation_to_new_head(
            m.relation,
            m.person.sex,
            new_head_relation=new_head.relation,
            new_head_sex=new_head.person.sex,
        )
        for m in members
        if m.pk != new_head.pk
    }


def _assigned(remaining: list[HouseholdMember], new_head: int, relations: Mapping[int, str]) -> dict[int, str]:
    """Return the new relation of every remaining member; raises when one is neither given nor follows."""
    chosen = next((m for m in remaining if m.pk == new_head), None)
    if chosen is None:
        raise NoHead
    follows = proposed_relations(remaining, chosen)
    assigned = {pk: relations.get(pk) or follow for pk, follow in follows.items()}
    names = {m.pk: m.person.name for m in remaining}
    faults = {
        f"relation_{pk}": f"请选择{names[pk]}与新户主的关系。"
        for pk, relation in assigned.items()
        if relation not in RELATION or relation in (HEAD, "01")
    }
    if faults:
        raise InvalidInput(faults)
    return assigned | {new_head: HEAD}


def _install(household: Household, members: list[HouseholdMember], assigned: Mapping[int, str], day: date) -> None:
    """Write the new relations from ``day`` on; the old head's row is no longer head by then."""
    for member in sorted(members, key=lambda m: assigned[m.pk] == HEAD):
        relation = assigned[member.pk]
        if member.relation != relation:
            split(member, max(day, member.since), {"relation": relation})
        if relation == HEAD:
            for name, value in head_fields(member.person.name).items():
                setattr(household, name, value)


@transaction.atomic
def change_head(
    *,
    actor: User,
    code: str,
    version: int | None,
    new_head: int,
    relations: Mapping[int, str],
    on: date,
    by_case: str = "",
) -> Opened:
    """Make another member head from a day on; ``relations`` gives the relation of the others to the new head."""
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    members = _others(opened.household, None)
    before = opened.household.head_name
    old = next((m for m in members if m.is_head), None)
    if old is not None and old.pk == new_head:
        raise InvalidInput({"new_head": f"{before}已经是户主。"})
    assigned = _assigned(members, new_head, relations)
    check_day("on", on, old.since if old else None)
    _install(opened.household, members, assigned, on)
    opened.touch()
    summary = f"{before or '（无）'}改为{opened.household.head_name}"
    after = {"head": opened.household.head_name, "since": on.isoformat()}
    record(actor, Act("change_head", "household", opened.household.pk, code, summary, {"head": before}, after))
    propose(actor, opened)
    return opened
