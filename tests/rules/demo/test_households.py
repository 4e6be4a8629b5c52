"""The invented county: the same again from a seed, valid numbers, households that could exist."""

from __future__ import annotations

import time
from collections import Counter
from decimal import ROUND_CEILING, Decimal

from hudang.demo.facts import household_facts
from hudang.demo.families import COMPOSITIONS
from hudang.demo.households import SAMPLE_STANDARDS, generate_county
from hudang.demo.villages import villages
from hudang.households.rules.family_structure import family_structure
from hudang.households.rules.kinship import CHILDREN, PARENTS, SPOUSE
from hudang.households.vocabulary import (
    ASSISTANCE,
    CAUSE,
    EDUCATION,
    EMPLOYMENT,
    ETHNICITY_LABELS,
    HEALTH,
    HOUSE_KIND,
    HOUSE_STRUCTURE,
    INCOME_KIND,
    INSURANCE,
    LEAVING,
    LIVING,
    MARITAL,
    POLITICS,
    RELATION,
    SELF_CARE,
    STOP_REASON,
    SUPPLEMENT_CLASS,
    URBAN_ASSISTANCE,
    WORK_CAPACITY,
    BenefitState,
)
from hudang.kernel.identity import IdentityNumber, luhn_valid, parse_certificate, parse_identity, phone_valid
from hudang.kernel.text import clean_name
from tests.rules.demo.conftest import DAY

STRUCTURES = {
    "elder_alone": {"6"},
    "elder_couple": {"7"},
    "adult_alone": {"2"},
    "working_couple": {"3"},
    "couple_with_children": {"4"},
    "single_parent": {"5"},
    "grandparents_grandchildren": {"8"},
    "adult_disabled_child": {"9"},
    "three_generations": {"10"},
    "orphans": {"11"},
    "siblings": {"99"},
    "couple_with_grown_child": {"99", "3"},
    "single_applicant": {"1"},
}


def test_same_seed_gives_the_same_county(county):
    assert list(generate_county(300, 5, DAY)) == list(generate_county(300, 5, DAY))
    assert [h.head.name for h in generate_county(50, 5, DAY)] != [h.head.name for h in generate_county(50, 6, DAY)]


def test_as_many_households_as_asked_each_with_its_own_code(county):
    assert len(county) == 2000
    assert len({h.code for h in county}) == 2000
    assert all(h.code.startswith(h.village_code) and len(h.code) == 16 for h in county)
    assert [h.code for h in county] == sorted(h.code for h in county)


def test_villages_are_the_240_of_the_county_and_some_have_no_household(county):
    known = {v.code for v in villages()}
    counts = Counter(h.village_code for h in county)
    assert len(known) == 240
    assert set(counts) <= known
    assert len(known) - len(counts) >= 10
    assert max(counts.values()) >= 30


def test_two_thousand_households_take_about_a_second_of_one_core():
    begun = time.process_time()
    assert sum(1 for _ in generate_county(2000, 1, DAY)) == 2000
    assert time.process_time() - begun < 2


def test_identity_numbers_are_valid_unique_and_fit_birth_and_sex(county):
    members = [m for h in county for m in h.members]
    assert len({m.identity for m in members}) == len(members)
    for member in members:
        read = parse_identity(member.identity, DAY)
        assert isinstance(read, IdentityNumber)
        assert (read.birth_date, read.sex) == (member.born_on, member.sex)


def test_other_numbers_are_well_formed(county):
    for home in county:
        assert not home.account or luhn_valid(home.account)
        assert not home.phone or phone_valid(home.phone)
        for member in home.members:
            assert not member.phone or phone_valid(member.phone)
            if member.disability_certificate:
                read = parse_certificate(member.disability_certificate)
                assert read is not None
                assert (read.identity, read.kind, read.level) == (
                    member.identity, member.disability_kind, member.disability_level,
                )  # fmt: skip
    accounts = [h.account for h in county if h.account]
    certificates = [h.certificate_no for h in county if h.certificate_no]
    assert len(set(accounts)) == len(accounts)
    assert len(set(certificates)) == len(certificates)


def test_every_code_stands_in_its_table(county):
    for home in county:
        assert home.state in set(BenefitState)
        assert home.assistance in ASSISTANCE
        assert set(home.causes) <= CAUSE.keys() and home.causes
        assert not home.stop_reason or home.stop_reason in STOP_REASON
        assert home.dwelling.kind in HOUSE_KIND and home.dwelling.structure in HOUSE_STRUCTURE
    for m in (m for h in county for m in h.members):
        assert m.relation in RELATION and m.ethnicity in ETHNICITY_LABELS and m.marital in MARITAL
        assert m.health in HEALTH and m.work_capacity in WORK_CAPACITY and m.self_care in SELF_CARE
        assert m.employment in EMPLOYMENT and m.education in EDUCATION and m.politics in POLITICS
        assert m.living in LIVING and (not m.leaving or m.leaving in LEAVING)
        assert set(m.insurance) <= INSURANCE.keys() and set(m.supplements) <= SUPPLEMENT_CLASS.keys()
        assert all(income.kind in INCOME_KIND and income.amount >= 0 for income in m.incomes)


def test_exactly_one_head_and_ages_that_fit_the_relations(county):
    for home in county:
        assert [m.relation for m in home.members].count("02") == 1
        head = home.head
        for member in home.members:
            age = member.age(DAY)
            assert 0 <= age < 105
            if member.relation in CHILDREN:
                assert head.age(DAY) - age >= 18, (home.code, home.composition)
            if member.relation in PARENTS:
                assert age - head.age(DAY) >= 18, (home.code, home.composition)
            if member.relation in SPOUSE:
                assert member.sex != head.sex and age >= 20
            if member.marital in {"20", "30", "40"}:
                assert age >= 20
            if member.student_card:
                assert member.graduates_on and member.school and age >= 5


def test_membership_begins_before_it_ends_and_never_before_birth(county):
    for home in county:
        for member in home.members:
            assert member.born_on <= member.since <= DAY
            assert member.until is None or member.since <= member.until <= DAY
            assert bool(member.until) == bool(member.leaving)
            assert bool(member.died_on) == (member.leaving == "21")


def test_dates_follow_each_other(county):
    for home in county:
        course = [
            home.applied_on,
            home.accepted_on,
            home.surveyed_on,
            home.noticed_on,
            home.decided_on,
            home.stopped_on,
        ]
        known = [day for day in course if day is not None]
        assert known == sorted(known)
        assert known[-1] <= DAY
        assert home.approved_on in (None, home.decided_on)
        assert bool(home.stopped_on) == (home.state == BenefitState.STOPPED) == bool(home.stop_reason)


def test_allowance_is_gap_plus_supplement_rounded_up_once(county):
    for home in county:
        if home.state != BenefitState.ACTIVE:
            continue
        urban = home.assistance in URBAN_ASSISTANCE
        assert home.standard == (SAMPLE_STANDARDS.urban if urban else SAMPLE_STANDARDS.rural)
        gap = home.standard * home.covered_size - home.monthly_income
        assert gap > 0, (home.code, home.composition)
        assert home.allowance == (gap + home.supplement).quantize(Decimal(1), rounding=ROUND_CEILING)
        assert home.covered_size == sum(m.covered for m in home.present_members) <= home.declared_size


def test_who_was_refused_earns_more_than_the_standard(county):
    refused = [h for h in county if h.state == BenefitState.REFUSED]
    assert refused
    for home in refused:
        counted = [m for m in home.present_members if not m.not_counted]
        assert home.monthly_income >= home.standard * len(counted)
        assert home.allowance is None and not home.certificate_no


def test_every_composition_and_state_occurs(county):
    assert {h.composition for h in county} == {plan.name for plan in COMPOSITIONS}
    assert {h.state for h in county} == set(BenefitState)
    assert Counter(h.state for h in county)[BenefitState.ACTIVE] > 1600


def test_compositions_are_what_the_classification_calls_them(county):
    for home in county:
        if home.present_members and home.state != BenefitState.EDGE:
            found = family_structure(household_facts(home, DAY)).code
            assert found in STRUCTURES[home.composition], (home.code, home.composition, found)


def test_names_are_clean_and_varied(county):
    names = [m.name for h in county for m in h.members]
    assert all(name == clean_name(name) and 1 < len(name) < 16 for name in names)
    assert len(set(names)) > len(names) * 0.6
    assert any("·" in name for name in names)
    assert any(ord(char) > 0x9FFF or char in "喆玥彧頔翀堃犇淼赟䶮" for name in names for char in name)
    assert {m.ethnicity for h in county for m in h.members} >= {"01", "02", "10", "11"}
