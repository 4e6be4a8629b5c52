"""What a roster would change in households that exist; a blank never erases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hudang.households.models import Dwelling, Household, HouseholdMember, IncomeItem
from hudang.households.rules.fields import Field
from hudang.households.rules.household_fields import DWELLING_FIELDS, HOUSEHOLD_FIELDS
from hudang.households.rules.masking import differences
from hudang.households.rules.member_fields import MEMBER_FIELDS
from hudang.households.vocabulary import HEAD
from hudang.kernel.identity import mask_account
from hudang.kernel.money import plain, to_cents
from hudang.rosters.known import identity_hash
from hudang.rosters.matching import Match, Note
from hudang.rosters.rules.drafts import OTHER, HouseholdDraft, PersonDraft, Row
from hudang.rosters.rules.income_lines import replaces, same

_BATCH = 800
# identity, account and certificate numbers that somebody wrote into a remark
_LONG_NUMBER = re.compile(r"\d{11,}[\dXx]?")


@dataclass
class Existing:
    """A household of the archive with everything that a roster may touch."""

    household: Household
    members: dict[str, HouseholdMember] = field(default_factory=dict)
    incomes: dict[int, list[IncomeItem]] = field(default_factory=lambda: defaultdict(list))
    dwelling: Dwelling | None = None


@dataclass
class Change:
    """What a draft changes in its household: objects with the fields to write, members to add, lines to show."""

    existing: Existing
    household: dict[str, Any] = field(default_factory=dict)
    dwelling: dict[str, Any] = field(default_factory=dict)
    members: list[tuple[HouseholdMember, PersonDraft, dict[str, Any]]] = field(default_factory=list)
    incomes: list[tuple[HouseholdMember, PersonDraft]] = field(default_factory=list)
    added: list[PersonDraft] = field(default_factory=list)
    shown: dict[Row, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    notes: list[Note] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether the roster tells nothing new."""
        return not (self.household or self.dwelling or self.members or self.incomes or self.added)

    @property
    def new_head(self) -> PersonDraft | None:
        """Who becomes head of a household that has none."""
        named = [*self.added, *(person for _, person, told in self.members if told.get("relation") == HEAD)]
        return next((person for person in named if person.relation == HEAD), None)

    def show(self, row: Row, label: str, before: str, after: str) -> None:
        """Add a line for the page and the log."""
        self.shown[row].append({"field": label, "before": _without_numbers(before), "after": _without_numbers(after)})


def _without_numbers(text: str) -> str:
    return _LONG_NUMBER.sub(lambda found: mask_account(found[0]), text)


def load(household_ids: Sequence[int]) -> dict[int, Existing]:
    """Load households with live members, incomes and dwelling, locked; a constant number of queries per batch."""
    found: dict[int, Existing] = {}
    for start in range(0, len(household_ids), _BATCH):
        ids = household_ids[start : start + _BATCH]
        for household in Household.objects.select_for_update().filter(pk__in=ids):
            found[household.pk] = Existing(household)
        for member in HouseholdMember.objects.filter(household__in=ids, until=None).select_related("person"):
            found[member.household_id].members[member.person.identity_hash or f"#{member.pk}"] = member
        for item in IncomeItem.objects.filter(household__in=ids, until=None).exclude(member=None):
            found[item.household_id].incomes[item.member_id or 0].append(item)
        for dwelling in Dwelling.objects.filter(household__in=ids):
            found[dwelling.household_id].dwelling = dwelling
    return found


def _differing(stored: Any, told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value != getattr(stored, name)}


def _show(change: Change, row: Row, fields: Mapping[str, Field], stored: Any, told: Mapping[str, Any]) -> None:
    before, after = differences(fields, {name: getattr(stored, name) for name in told}, told)
    for name, text in after.items():
        change.show(row, fields[name].label, before[name], text)


def compare(match: Match, existing: Existing) -> Change:
    """Return what the draft would change; the head stays who he is, a change of head is an act of its own."""
    change, draft = Change(existing), match.draft
    first = (draft.head or draft.members[0]).row
    for person in draft.members:
        _compare_member(change, person, existing)
    told = draft.fields | _sizes(change, draft)
    change.household = _differing(existing.household, told)
    _show(change, first, HOUSEHOLD_FIELDS, existing.household, change.household)
    dwelling = existing.dwelling or Dwelling()
    change.dwelling = _differing(dwelling, draft.dwelling)
    _show(change, first, DWELLING_FIELDS, dwelling, change.dwelling)
    return change


def _sizes(change: Change, draft: HouseholdDraft) -> dict[str, int]:
    """Whoever is added may make the household larger than declared; a roster of some rows makes it no smaller."""
    household, present = change.existing.household, list(change.existing.members.values())
    if not change.added or "declared_size" in draft.fields:
        return {}
    size = max(household.declared_size or 0, len(present) + len(change.added))
    if size != len(present) + len(change.added) or "covered_size" in draft.fields:
        return {"declared_size": size}
    covered = sum(member.covered for member in present)
    return {"declared_size": size, "covered_size": covered + sum(_covered(person) for person in change.added)}


def _covered(person: PersonDraft) -> bool:
    return bool(person.fields.get("covered", True))


def _compare_member(change: Change, person: PersonDraft, existing: Existing) -> None:
    member = existing.members.get(identity_hash(person.identity))
    if member is None:
        change.added.append(person)
        change.show(person.row, "成员", "", person.name)
        return
    if member.person.name != person.name:
        change.notes.append(Note(person.row, "W_NAME_DIFFERS", f"系统中是{member.person.name}"))
    told = dict(person.fields)
    if _relation_told(person, member, existing.household):
        told["relation"] = person.relation
    if differing := _differing(member, told):
        change.members.append((member, person, differing))
        _show(change, person.row, MEMBER_FIELDS, member, differing)
    _compare_incomes(change, person, member, existing.incomes.get(member.pk, []))


def _relation_told(person: PersonDraft, member: HouseholdMember, household: Household) -> bool:
    if member.is_head or person.relation == OTHER:
        return False
    return person.relation != HEAD or not household.head_name


def _compare_incomes(
    change: Change, person: PersonDraft, member: HouseholdMember, stored: Sequence[IncomeItem]
) -> None:
    if not person.incomes or same(person.incomes, ((item.kind, item.monthly) for item in stored)):
        return
    change.incomes.append((member, person))
    before = sum((item.monthly for item in stored), Decimal(0))
    kept = sum((item.monthly for item in stored if not replaces(person.incomes, item.kind)), Decimal(0))
    after = kept + sum(person.incomes.values(), Decimal(0))
    change.show(person.row, "月收入", plain(to_cents(before)) if stored else "", plain(to_cents(after)))
