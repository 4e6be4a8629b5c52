"""A household on a past day: its state, classes and own fields, told from the log, and the decisions on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hudang.accounts.models import User
from hudang.audit.queries import acts_on_household, readable
from hudang.households.models import Household
from hudang.households.queries.detail import FactLine, household_facts
from hudang.households.queries.facts import facts_of
from hudang.households.queries.visible import require_household
from hudang.households.rules.classification import classify
from hudang.households.rules.household_fields import HOUSEHOLD_FIELDS
from hudang.households.rules.past import Change, value_on
from hudang.households.vocabulary import (
    BENEFIT_STATE_LABELS,
    FAMILY_STRUCTURE,
    INCOME_SOURCE,
    BenefitState,
)
from hudang.kernel.clock import CHINA

if TYPE_CHECKING:
    from hudang.audit.models import AuditEntry

DECISIONS = ("register_household", "stop_household", "restart_household", "change_state")
_CLASSIFYING = ("classify", "accept_proposal", "override_classification")
_NUMBERS = ("declared_size", "covered_size", "standard", "supplement", "allowance")
_NUMBER = re.compile(r"\d+(\.\d+)?")
# the field of an entry that says from which day on the act counts
_EFFECTIVE = {"stop_household": "stopped_on", "restart_household": "approved_on"}


@dataclass(frozen=True)
class Decision:
    """One decision on a household's support, with the state before and after in words."""

    on: date
    label: str
    before: str
    after: str
    reason: str
    actor: str


@dataclass(frozen=True)
class ClassesOn:
    """The classes on a past day; ``derived`` when no class stood yet and the rules were asked instead."""

    structure: str
    source: str
    derived: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class HouseholdOn:
    """What is not kept by day in tables of its own, as it was at the end of a day."""

    state: str
    classes: ClassesOn
    facts: tuple[FactLine, ...]
    before_registration: bool
    # a copy, not to be stored: sizes and amounts are those of the day
    household: Household


def _entered(entry: AuditEntry) -> date:
    return entry.at.astimezone(CHINA).date()


def _effective(entry: AuditEntry) -> date:
    """Return the day from which an act counts: the one it names, else the day it was entered."""
    named = (entry.after or {}).get(_EFFECTIVE.get(entry.action, ""), "")
    try:
        return date.fromisoformat(str(named))
    except ValueError:
        return _entered(entry)


def _changes(entries: Iterable[AuditEntry]) -> list[Change]:
    found = []
    for entry in entries:
        before, after = entry.before or {}, entry.after or {}
        found += [
            Change(name, _effective(entry), entry.sequence, readable(before.get(name)), readable(after.get(name)))
            for name in {**before, **after}
        ]
    return found


def household_on(user: User, household: Household, day: date) -> HouseholdOn:
    """Return a household as it stood on a past day; raises ``NotVisible``."""
    require_household(user, household)
    entries = acts_on_household(household.code, (*DECISIONS, *_CLASSIFYING, "edit_household", "follow_award"))
    changes = _changes(entry for entry in entries if entry.object_type == "household")
    state = BENEFIT_STATE_LABELS[BenefitState(household.state)]
    facts = tuple(_facts(household, day, changes))
    return HouseholdOn(
        state=value_on(day, "state", state, changes),
        classes=_classes(household, day, changes),
        facts=facts,
        household=_restored(household, {fact.label: fact.value for fact in facts}),
        before_registration=day < household.created_at.astimezone(CHINA).date(),
    )


def _classes(household: Household, day: date, changes: list[Change]) -> ClassesOn:
    current: Any = getattr(household, "classification", None)
    now = (
        (FAMILY_STRUCTURE.get(current.family_structure, ""), INCOME_SOURCE.get(current.income_source, ""))
        if current
        else ("", "")
    )
    names = ("family_structure", "income_source")
    structure, source = (value_on(day, name, value, changes) for name, value in zip(names, now, strict=True))
    changed_later = any(change.field in names and change.effective > day for change in changes)
    if structure and (changed_later or current.classified_on <= day):
        return ClassesOn(structure, source, derived=False)
    result = classify(facts_of([household.pk], day)[household.pk])
    reasons = tuple(result.reasons)
    return ClassesOn(FAMILY_STRUCTURE[result.family_structure], INCOME_SOURCE[result.income_source], True, reasons)


def _facts(household: Household, day: date, changes: list[Change]) -> Iterable[FactLine]:
    by_label = {field.label: name for name, field in HOUSEHOLD_FIELDS.items()}
    for fact in household_facts(household):
        name = by_label.get(fact.label, "")
        secret = name in HOUSEHOLD_FIELDS and HOUSEHOLD_FIELDS[name].secret
        yield fact if secret else FactLine(fact.label, value_on(day, name, fact.value, changes))


def _restored(household: Household, told: dict[str, str]) -> Household:
    """Return a copy of the household with the numbers of the day."""
    then = copy(household)
    for name in _NUMBERS:
        words = told.get(HOUSEHOLD_FIELDS[name].label, "").replace(",", "")
        number = Decimal(words) if _NUMBER.fullmatch(words) else None
        setattr(then, name, int(number) if number is not None and name.endswith("_size") else number)
    return then


def decisions_for(user: User, household: Household) -> list[Decision]:
    """Return the decisions on a household's support, the latest first; raises ``NotVisible``."""
    require_household(user, household)
    made = [_decision(entry) for entry in acts_on_household(household.code, DECISIONS[1:])]
    if household.approved_on and not any(decision.on == household.approved_on for decision in made):
        made.append(Decision(household.approved_on, "批准", "申请中", "在保", "", ""))
    if household.applied_on:
        made.append(Decision(household.applied_on, "申请", "", "申请中", "", ""))
    return sorted(made, key=lambda decision: decision.on, reverse=True)


def _decision(entry: AuditEntry) -> Decision:
    before, after = entry.before or {}, entry.after or {}
    return Decision(
        on=_effective(entry),
        label=entry.summary,
        before=readable(before.get("state")),
        after=readable(after.get("state")),
        reason=entry.reason,
        actor=entry.actor_name,
    )
