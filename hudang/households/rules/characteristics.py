"""家庭特征 that decide which materials the pouch must hold (archive.md §2.1 remarks, §2.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hudang.households.rules.facts import DEFAULT_THRESHOLDS, HouseholdFacts, MemberFacts, Thresholds
from hudang.households.rules.family_structure import ORPHAN, SINGLE_ASSISTANCE, describe_disability, family_structure
from hudang.households.rules.tags import SERIOUS_HEALTH, severe, single_parent
from hudang.households.vocabulary import (
    ASSET_KIND,
    ASSISTANCE,
    EMPLOYMENT,
    HEALTH,
    INCOME_KIND,
    MARITAL,
    WORK_CAPACITY,
    Characteristic,
)
from hudang.kernel.money import plain

DIVORCED, REMARRIED, CHRONIC_HEALTH = "40", frozenset({"22", "23"}), "3"
LOST_CAPACITY = frozenset({"2", "3"})
UNEMPLOYED = frozenset({"3", "4"})
FARMER, FARM_INCOMES, BUSINESS_INCOMES = "8", frozenset("201 202 203 303".split()), frozenset({"204", "205"})
SUPPORT_INCOME = "403"


def characteristics(facts: HouseholdFacts, limits: Thresholds = DEFAULT_THRESHOLDS) -> dict[str, str]:
    """Return the characteristics that hold, each with the Chinese sentence that says why."""
    found: dict[str, str] = {}
    for name, said in (*_of_members(facts, limits), *_of_economy(facts), *_of_household(facts, limits)):
        if said:
            found[name.value] = said if said.endswith("。") else said + "。"
    return found


def _each(members: Iterable[MemberFacts], describe: Callable[[MemberFacts], str]) -> str:
    return "；".join(said for m in members if (said := describe(m)))


def _working_age(member: MemberFacts, limits: Thresholds) -> bool:
    return member.age is not None and limits.adult_age <= member.age < limits.elder_age


def _of_members(facts: HouseholdFacts, limits: Thresholds) -> list[tuple[Characteristic, str]]:
    adults = [m for m in facts.members if _working_age(m, limits)]
    return [
        (
            Characteristic.DISABLED_MEMBER,
            _each(facts.members, lambda m: f"{m.name}{describe_disability(m)}" if m.disabled else ""),
        ),
        (Characteristic.SEVERE_DISABILITY, _each(facts.members, lambda m: f"{m.name}重度残疾" if severe(m) else "")),
        (Characteristic.STUDENT, _each(facts.members, lambda m: f"{m.name}在读" if m.studying else "")),
        (
            Characteristic.SERIOUS_ILLNESS,
            _each(facts.members, lambda m: f"{m.name}{HEALTH[m.health]}" if m.health in SERIOUS_HEALTH else ""),
        ),
        (
            Characteristic.CHRONIC_ILLNESS,
            _each(facts.members, lambda m: f"{m.name}{HEALTH[m.health]}" if m.health == CHRONIC_HEALTH else ""),
        ),
        (
            Characteristic.REMARRIED,
            _each(facts.members, lambda m: f"{m.name}{MARITAL[m.marital]}" if m.marital in REMARRIED else ""),
        ),
        (
            Characteristic.LOST_WORK_CAPACITY,
            _each(
                adults,
                lambda m: (
                    f"{m.name} {m.age} 岁，劳动能力{WORK_CAPACITY[m.work_capacity]}"
                    if m.work_capacity in LOST_CAPACITY
                    else ""
                ),
            ),
        ),
        (
            Characteristic.WORKING_AGE_NO_WORK,
            _each(
                adults,
                lambda m: f"{m.name} {m.age} 岁，{EMPLOYMENT[m.employment]}" if m.employment in UNEMPLOYED else "",
            ),
        ),
    ]


def _of_economy(facts: HouseholdFacts) -> list[tuple[Characteristic, str]]:
    kinds = {i.kind for i in facts.incomes if i.monthly > 0}

    def incomes(wanted: frozenset[str]) -> str:
        named = "、".join(INCOME_KIND[k] for k in sorted(kinds & wanted))
        return f"有“{named}”收入" if named else ""

    farmers = _each(facts.members, lambda m: f"{m.name}{EMPLOYMENT[FARMER]}" if m.employment == FARMER else "")
    land = f"承包地 {plain(facts.land_mu)} 亩" if facts.land_mu > 0 else ""
    return [
        (Characteristic.FARMING, incomes(FARM_INCOMES) or farmers or land),
        (Characteristic.BUSINESS, incomes(BUSINESS_INCOMES)),
        (Characteristic.HAS_INCOME, incomes(frozenset(kinds))),
        (Characteristic.HAS_SUPPORTER, incomes(frozenset({SUPPORT_INCOME}))),
        (
            Characteristic.HAS_ASSETS,
            f"登记了{'、'.join(dict.fromkeys(ASSET_KIND.get(a, a) for a in facts.assets))}" if facts.assets else "",
        ),
    ]


def _of_household(facts: HouseholdFacts, limits: Thresholds) -> list[tuple[Characteristic, str]]:
    divorced = _each(facts.members, lambda m: f"{m.name}{MARITAL[DIVORCED]}" if m.marital == DIVORCED else "")
    minors_only = all(m.age is not None and m.age < limits.adult_age for m in facts.counted)
    structure = family_structure(facts, limits) if minors_only else None
    single = facts.assistance in SINGLE_ASSISTANCE
    return [
        (Characteristic.DIVORCED_OR_SINGLE_PARENT, divorced or single_parent(facts, limits)),
        (Characteristic.SINGLE_PERSON, f"救助类别为“{ASSISTANCE[facts.assistance]}”" if single else ""),
        (Characteristic.SEPARATED_RESIDENCE, "户籍地与居住地不同" if facts.separated else ""),
        (Characteristic.MEMBER_LEFT, f"{'、'.join(facts.left)}已离开本户" if facts.left else ""),
        (Characteristic.MEMBER_DIED, f"{'、'.join(facts.died)}已死亡" if facts.died else ""),
        (Characteristic.GUARDIANSHIP, structure.reasons[0] if structure and structure.code == ORPHAN else ""),
        (Characteristic.URBAN, "按救助类别和村（社区）代码属城镇" if facts.urban else ""),
    ]
