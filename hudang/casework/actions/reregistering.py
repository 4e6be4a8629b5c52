"""再次申请: what a known household declares now is written into the register at acceptance, each change with its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.accounts.models import User
from hudang.archives.actions.heads import change_head, end_membership
from hudang.casework.models import Case
from hudang.casework.rules.declaration import still_left
from hudang.households.actions.editing import edit_household
from hudang.households.actions.members import add_member, edit_member, member_values
from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock
from hudang.kernel.identity import tidy_identity

# what a declaration says of a person beside the fields of the register
_OTHER_RELATION, _OTHER_REASON = "80", "29"


@dataclass
class _Work:
    """One household being brought up to its declaration; ``standing`` are its members by their declared place."""

    actor: User
    case: Case
    household: Household
    declared: Mapping[str, Any]
    standing: dict[int, HouseholdMember]

    @property
    def named(self) -> dict[str, Any]:
        """What every act on the register is given: whose right was checked, and which household."""
        return {"actor": self.actor, "code": self.household.code, "version": None, "by_case": self.case.number}

    def member(self, place: int) -> HouseholdMember:
        """Return the present membership of a declared member; its row may have been continued in a new one."""
        person = self.standing[place].person_id
        return HouseholdMember.objects.select_related("person").get(household=self.household, person=person, until=None)


def follow_declaration(
    actor: User, case: Case, household: Household, declared: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Let the register of a household that applies again hold what it declares.

    Those who left end with reason and day, newcomers are added, what changed of the others holds from today; the head
    changes with the relations declared. Raises ``InvalidInput`` and ``PersonAlreadySupported``.
    """
    present = _present(household)
    work = _Work(actor, case, household, declared, _matched(present, declared))
    staying = {member.pk for member in work.standing.values()}
    gone = [member for member in present if member.pk not in staying]
    for member in gone:
        if not member.is_head:
            _leave(work, member)
    _join(work)
    _settle_head(work, next((member for member in gone if member.is_head), None))
    _correct(work)
    edit_household(values=values, **work.named)


def _present(household: Household) -> list[HouseholdMember]:
    return list(HouseholdMember.objects.filter(household=household, until=None).select_related("person"))


def _matched(present: list[HouseholdMember], declared: Mapping[str, Any]) -> dict[int, HouseholdMember]:
    """Return who of those present is declared at which place: by the row's key, the number, or the name."""
    found: dict[int, HouseholdMember] = {}
    free = list(present)
    persons = dict(
        HouseholdMember.objects.filter(household_id__in={m.household_id for m in present}).values_list(
            "pk", "person_id"
        )
    )
    for known in (_by_key, _by_number, _by_name):
        for place, row in enumerate(declared["members"]):
            if place not in found:
                member = next((each for each in free if known(each, row, persons)), None)
                if member is not None:
                    found[place] = member
                    free.remove(member)
    return found


def _by_key(member: HouseholdMember, row: Mapping[str, Any], persons: Mapping[int, int]) -> bool:
    key = str(row.get("key") or "")
    return key[:1] == "m" and key[1:].isdecimal() and persons.get(int(key[1:])) == member.person_id


def _by_number(member: HouseholdMember, row: Mapping[str, Any], _: Mapping[int, int]) -> bool:
    return bool(row.get("identity")) and tidy_identity(str(row["identity"])) == member.person.identity


def _by_name(member: HouseholdMember, row: Mapping[str, Any], _: Mapping[int, int]) -> bool:
    same = str(row.get("name") or "").strip() == member.person.name
    return same and not (row.get("identity") and member.person.identity)


def _left(work: _Work, member: HouseholdMember) -> tuple[date, str]:
    """Return since when and why somebody is no longer a member, as the applicant told."""
    rows = still_left(work.declared)
    persons = dict(HouseholdMember.objects.filter(household=work.household).values_list("pk", "person_id"))
    told = next((row for row in rows if persons.get(int(str(row["key"])[1:])) == member.person_id), {})
    day = str(told.get("left_on") or "")
    since = date.fromisoformat(day) if day else clock.today()
    return max(since, member.since), str(told.get("leaving") or _OTHER_REASON)


def _leave(work: _Work, member: HouseholdMember) -> None:
    day, leaving = _left(work, member)
    end_membership(member_id=member.pk, until=day, leaving=leaving, **work.named)


def _join(work: _Work) -> None:
    """Add who is new; a new head joins as one of the others, and is made head afterwards."""
    for place, row in enumerate(work.declared["members"]):
        if place in work.standing:
            continue
        values = {**row, "relation": _OTHER_RELATION} if row.get("relation") == HEAD else row
        why = str(row.get("mismatch_reason") or "")
        add_member(values=values, since=clock.today(), mismatch_reason=why, **work.named)
        work.standing[place] = HouseholdMember.objects.filter(household=work.household, until=None).latest("pk")


def _settle_head(work: _Work, leaving_head: HouseholdMember | None) -> None:
    members = work.declared["members"]
    place = next(number for number, row in enumerate(members) if row.get("relation") == HEAD)
    relations = {work.member(number).pk: str(row.get("relation") or "") for number, row in enumerate(members)}
    head = work.member(place)
    if leaving_head is not None:
        day, why = _left(work, leaving_head)
        day = max(day, head.since)
        end_membership(
            member_id=leaving_head.pk, until=day, leaving=why, new_head=head.pk, relations=relations, **work.named
        )
    elif not head.is_head:
        change_head(new_head=head.pk, relations=relations, on=clock.today(), **work.named)


def _correct(work: _Work) -> None:
    """Write what is told of each member; what he told before and left out now is known no longer."""
    for place, row in enumerate(work.declared["members"]):
        member = work.member(place)
        known = member_values(member)
        cleared = {name: "" for name, value in known.items() if value not in (None, "", [], False) and name not in row}
        cleared.pop("joining", None)
        values = cleared | {name: row[name] for name in known if name in row}
        why = str(row.get("mismatch_reason") or "")
        edit_member(member_id=member.pk, values=values, mismatch_reason=why, effective=clock.today(), **work.named)
