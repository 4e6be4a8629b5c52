"""Invented households as the rules of classification and completeness see them."""

from __future__ import annotations

from datetime import date, timedelta

from hudang.demo.shapes import DemoHousehold, DemoMember
from hudang.households.rules.characteristics import characteristics
from hudang.households.rules.facts import HouseholdFacts, IncomeFact, MemberFacts, StudyFacts, is_studying
from hudang.households.rules.tags import tags
from hudang.households.vocabulary import DIED, URBAN_ASSISTANCE

_SINCE_APPROVAL = (("approved_a_month", 31), ("approved_half_a_year", 183), ("approved_a_year", 365))


def member_facts(member: DemoMember, day: date) -> MemberFacts:
    """Return what the rules know of a member."""
    valid_until = member.disability_valid_until
    study = StudyFacts(
        employment=member.employment,
        school=member.school,
        stage=member.education_stage,
        has_card=bool(member.student_card),
        card_valid_until=member.student_card_valid_until,
        graduates_on=member.graduates_on,
    )
    return MemberFacts(
        name=member.name,
        relation=member.relation,
        sex=member.sex,
        age=member.age(day),
        covered=member.covered,
        counted=not member.not_counted,
        marital=member.marital,
        health=member.health,
        disability_kind=member.disability_kind,
        disability_level=member.disability_level,
        disability_lapsed=valid_until is not None and valid_until < day,
        work_capacity=member.work_capacity,
        employment=member.employment,
        studying=is_studying(study, day),
        monthly_income=member.monthly_income,
    )


def household_facts(household: DemoHousehold, day: date) -> HouseholdFacts:
    """Return what the rules know of a household on ``day``."""
    left = [m for m in household.members if m.until is not None]
    return HouseholdFacts(
        members=tuple(member_facts(m, day) for m in household.present_members),
        declared_size=household.declared_size,
        assistance=household.assistance,
        urban=household.assistance in URBAN_ASSISTANCE,
        incomes=tuple(IncomeFact(i.kind, i.monthly, m.name) for m in household.present_members for i in m.incomes),
        incomes_known=any(m.incomes for m in household.members),
        separated=household.registered_village_code != household.village_code,
        assets=tuple(asset.kind for asset in household.assets),
        land_mu=household.dwelling.land_mu,
        left=tuple(m.name for m in left if m.leaving != DIED),
        died=tuple(m.name for m in left if m.leaving == DIED),
    )


def conditions(household: DemoHousehold, day: date) -> dict[str, str]:
    """Return every characteristic, tag and lapse of time that calls for materials, with its reason."""
    facts = household_facts(household, day)
    holding = characteristics(facts) | {tag.value: reason for tag, reason in tags(facts).items()}
    if household.approved_on is not None:
        age = day - household.approved_on
        holding |= {name: "" for name, days in _SINCE_APPROVAL if age >= timedelta(days=days)}
    return holding
