"""What a roster would change in households that exist; a blank never erases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.households.models import Dwelling, Household, HouseholdMember, IncomeItem
from hudang.kernel.identity import mask_account, mask_identity
from hudang.rosters.matching import Match, identity_hash
from hudang.rosters.rules.drafts import PersonDraft

_BATCH = 800
_SECRET = {"account": mask_account, "disability_certificate": mask_identity, "student_card": mask_account}


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
    shown: dict[tuple[str, int], list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def empty(self) -> bool:
        """Whether the roster tells nothing new."""
        return not (self.household or self.dwelling or self.members or self.incomes or self.added)


def load(household_ids: Sequence[int]) -> dict[int, Existing]:
    """Load households with live members, incomes and dwelling; a constant number of queries per batch."""
    found: dict[int, Existing] = {}
    for start in range(0, len(household_ids), _BATCH):
        ids = household_ids[start : start + _BATCH]
        for household in Household.objects.filter(pk__in=ids):
            found[household.pk] = Existing(household)
        for member in HouseholdMember.objects.filter(household__in=ids, until=None).select_related("person"):
            found[member.household_id].members[member.person.identity_hash or ""] = member
        for item in IncomeItem.objects.filter(household__in=ids, until=None).exclude(member=None):
            found[item.household_id].incomes[item.member_id or 0].append(item)
        for dwelling in Dwelling.objects.filter(household__in=ids):
            found[dwelling.household_id].dwelling = dwelling
    return found


def _text(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name in _SECRET:
        return _SECRET[name](str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, date):
        return value.isoformat()
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _differing(stored: Any, told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value != getattr(stored, name)}


def _line(stored: Any, name: str, value: Any) -> dict[str, str]:
    label = str(stored._meta.get_field(name).verbose_name)
    return {"field": label, "before": _text(name, getattr(stored, name)), "after": _text(name, value)}


def _incomes_differ(stored: list[IncomeItem], told: PersonDraft) -> bool:
    before: dict[str, Decimal] = defaultdict(Decimal)
    for item in stored:
        before[item.kind] += item.monthly
    return told.income_told and {k: v for k, v in before.items() if v} != told.incomes


def compare(match: Match, existing: Existing) -> Change:
    """Return what the draft would change; the head stays who he is, a change of head is an act of its own."""
    change, draft = Change(existing), match.draft
    household = existing.household
    first = (draft.head.row if draft.head else draft.rows[0]) if draft.rows else ("", 0)
    change.household = _differing(household, draft.fields)
    change.shown[first] += [_line(household, name, value) for name, value in change.household.items()]
    if draft.dwelling:
        change.dwelling = _differing(existing.dwelling or Dwelling(), draft.dwelling)
        change.shown[first] += [_line(existing.dwelling or Dwelling(), n, v) for n, v in change.dwelling.items()]
    for person in draft.members:
        _compare_member(change, person, existing)
    return change


def _compare_member(change: Change, person: PersonDraft, existing: Existing) -> None:
    member = existing.members.get(identity_hash(person.identity))
    if member is None:
        change.added.append(person)
        change.shown[person.row].append({"field": "成员", "before": "", "after": person.name})
        return
    told = dict(person.fields)
    if not member.is_head and person.relation not in ("02", "80"):
        told["relation"] = person.relation
    if differing := _differing(member, told):
        change.members.append((member, person, differing))
        change.shown[person.row] += [_line(member, name, value) for name, value in differing.items()]
    stored = existing.incomes.get(member.pk, [])
    if _incomes_differ(stored, person):
        change.incomes.append((member, person))
        before = sum((item.monthly for item in stored), Decimal(0))
        after = sum(person.incomes.values(), Decimal(0))
        change.shown[person.row].append({"field": "月收入", "before": _text("", before), "after": _text("", after)})
