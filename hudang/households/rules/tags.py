"""Tags: characteristics of persons that the household is found by (dynamic-review.md §1.1, code-tables.md C7)."""

from __future__ import annotations

from collections.abc import Callable

from hudang.households.rules.facts import DEFAULT_THRESHOLDS, HouseholdFacts, MemberFacts, Thresholds
from hudang.households.rules.family_structure import describe_disability
from hudang.households.rules.income_source import NOT_EARNING
from hudang.households.rules.kinship import CHILDREN, PARENTS, SPOUSE
from hudang.households.vocabulary import HEALTH, MARITAL, Tag
from hudang.kernel.money import plain

SEVERE_LEVELS = frozenset({"1", "2"})
SERIOUS_HEALTH = frozenset({"4", "6"})
SEVERE_HEALTH = frozenset({"6"})
UNPARTNERED = frozenset({"10", "30", "40"})
Judge = Callable[[MemberFacts, HouseholdFacts, Thresholds], str]


def severe(member: MemberFacts) -> bool:
    """Tell whether the disability is severe: level one or two (C7)."""
    return member.disability_level in SEVERE_LEVELS or member.health in SEVERE_HEALTH


def _disabled_elder(m: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> str:
    old = m.age is not None and m.age >= limits.elder_age
    return f"{m.name} {m.age} 岁，{describe_disability(m)}" if old and m.certified and m.covered else ""


def _disabled_no_income(m: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> str:
    known = facts.incomes_known or m.employment in NOT_EARNING
    if not (m.certified and m.covered and known and m.monthly_income <= 0):
        return ""
    return f"{m.name}{describe_disability(m)}，本人月收入 {plain(m.monthly_income)} 元"


def _student(m: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> str:
    return f"{m.name}在读" if m.studying else ""


def _serious_illness(m: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> str:
    return f"{m.name}健康状况“{HEALTH[m.health]}”" if m.health in SERIOUS_HEALTH else ""


def _severe_disability(m: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> str:
    if not severe(m):
        return ""
    return f"{m.name}{describe_disability(m)}" if m.disabled else f"{m.name}健康状况“{HEALTH[m.health]}”"


def _disabled(m: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> str:
    return f"{m.name}{describe_disability(m)}" if m.certified else ""


def _elder(m: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> str:
    return f"{m.name} {m.age} 岁" if m.age is not None and m.age >= limits.elder_age else ""


def _minor(m: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> str:
    return f"{m.name} {m.age} 岁" if m.age is not None and m.age < limits.adult_age else ""


_JUDGES: dict[Tag, Judge] = {
    Tag.DISABLED_ELDER: _disabled_elder,
    Tag.DISABLED_NO_INCOME: _disabled_no_income,
    Tag.STUDENT: _student,
    Tag.SERIOUS_ILLNESS: _serious_illness,
    Tag.SEVERE_DISABILITY: _severe_disability,
    Tag.DISABLED: _disabled,
    Tag.ELDER: _elder,
    Tag.MINOR: _minor,
}


def single_parent(facts: HouseholdFacts, limits: Thresholds = DEFAULT_THRESHOLDS) -> str:
    """Return why the household is one of a single parent with minor children; empty when it is not."""
    head = next((m for m in facts.counted if m.relation in {"01", "02"}), None)
    if head is None or any(m.relation in SPOUSE for m in facts.counted):
        return ""
    if head.age is not None and head.age < limits.adult_age:
        parents = [m for m in facts.counted if m.relation in PARENTS]
        children = [head]
    else:
        parents = [head]
        children = [m for m in facts.counted if m.relation in CHILDREN and _minor(m, facts, limits)]
    if len(parents) != 1 or not children or parents[0].marital not in UNPARTNERED:
        return ""
    named = "、".join(f"{c.name} {c.age} 岁" for c in children)
    return f"{parents[0].name}婚姻状况“{MARITAL[parents[0].marital]}”，独自抚养{named}"


def tags(facts: HouseholdFacts, limits: Thresholds = DEFAULT_THRESHOLDS) -> dict[Tag, str]:
    """Return the tags that hold, each with a sentence naming the persons it comes from."""
    found: dict[Tag, str] = {}
    for tag, judge in _JUDGES.items():
        said = [reason for member in facts.members if (reason := judge(member, facts, limits))]
        if said:
            found[tag] = "；".join(said) + "。"
    lone = single_parent(facts, limits)
    if lone:
        found[Tag.SINGLE_PARENT] = lone + "。"
    return found
