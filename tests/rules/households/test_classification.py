"""家庭结构 and 主要收入来源 from the facts of one day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hudang.households.rules.classification import classify
from hudang.households.rules.facts import HouseholdFacts, IncomeFact, MemberFacts, Thresholds
from hudang.households.rules.income_source import income_source
from hudang.households.vocabulary import Tag


def head(age: int = 45, **more: object) -> MemberFacts:
    return MemberFacts(name="王德贵", relation="02", sex="1", age=age, **more)


def other(name: str, relation: str, age: int | None, **more: object) -> MemberFacts:
    return MemberFacts(name=name, relation=relation, age=age, **more)


WIFE = other("李秀英", "10", 44)
SON = other("王小明", "20", 9)
ILL_SON = other("王大勇", "20", 30, disability_kind="5", disability_level="2")

FAMILIES = {
    "one person": ((head(45),), "2"),
    "elder alone": ((head(60),), "6"),
    "a day short of elder": ((head(59),), "2"),
    "child alone": ((head(12),), "11"),
    "couple": ((head(45), WIFE), "3"),
    "couple, one elder": ((head(60), other("李秀英", "12", 58)), "3"),
    "elder couple": ((head(60), other("李秀英", "12", 60)), "7"),
    "couple with minor": ((head(), WIFE, SON), "4"),
    "couple with a son of eighteen": ((head(), WIFE, other("王小明", "20", 18)), "99"),
    "couple with minor and grown child": ((head(), WIFE, SON, other("王丽", "30", 20)), "99"),
    "minor head with both parents": ((head(15), other("父", "51", 40), other("母", "52", 40)), "4"),
    "widower with minor": ((head(marital="30"), SON), "5"),
    "minor head with mother": ((head(15), other("母", "52", 40, marital="40"), other("弟", "73", 8)), "5"),
    "married, spouse not in the household": ((head(marital="20"), SON), "99"),
    "grandparents and grandchild": ((head(70), other("李秀英", "12", 68), other("王乐", "41", 8)), "8"),
    "minor head with grandmother": ((head(10), other("奶奶", "62", 70)), "8"),
    "grown disabled son": ((head(60), ILL_SON), "9"),
    "grown disabled head with mother": (
        (head(30, disability_kind="6", disability_level="1"), other("母", "52", 60)),
        "9",
    ),
    "minor disabled son stays a minor": (
        (head(), WIFE, other("王小明", "20", 9, disability_kind="5", disability_level="1")),
        "4",
    ),
    "three generations": ((head(70), other("王强", "22", 45), other("王乐", "41", 18)), "10"),
    "three generations from the middle": ((head(40), WIFE, SON, other("母", "52", 66)), "10"),
    "orphans": ((head(16), other("妹", "77", 12)), "11"),
    "brothers": ((head(50), other("王德福", "73", 48)), "99"),
    "age unknown": ((head(), WIFE, other("王小明", "20", None)), "99"),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_structure_follows_relations_and_ages(name: str) -> None:
    members, expected = FAMILIES[name]
    result = classify(HouseholdFacts(members=members, declared_size=len(members)))
    assert result.family_structure == expected
    assert any(member.name in reason for reason in result.reasons for member in members)


def test_single_applicant_is_not_a_household_of_one() -> None:
    facts = HouseholdFacts(members=(head(), WIFE), declared_size=2, assistance="12")
    assert classify(facts).family_structure == "1"
    assert "农村单人保" in classify(facts).reasons[0]


def test_members_to_be_entered_are_not_guessed() -> None:
    facts = HouseholdFacts(members=(head(),), declared_size=3)
    assert classify(facts).family_structure == "99"
    assert "仅登记户主一人，家庭人口 3，成员待补" in classify(facts).reasons[0]
    two = HouseholdFacts(members=(head(), WIFE), declared_size=3)
    assert classify(two).family_structure == "99"


def test_somebody_in_prison_does_not_count() -> None:
    away = other("李秀英", "10", 44, counted=False)
    facts = HouseholdFacts(members=(head(marital="40"), away, SON), declared_size=3)
    assert classify(facts).family_structure == "5"


def test_thresholds_are_parameters() -> None:
    facts = HouseholdFacts(members=(head(62),), declared_size=1)
    assert classify(facts, Thresholds(elder_age=65)).family_structure == "2"


def earned(*incomes: tuple[str, int], **more: object) -> HouseholdFacts:
    items = tuple(IncomeFact(kind, Decimal(amount), "王德贵") for kind, amount in incomes)
    return HouseholdFacts(members=(head(**more),), declared_size=1, incomes=items, incomes_known=True)


SOURCES = {
    "wages": (earned(("102", 600)), "2"),
    "exactly half": (earned(("201", 500), ("401", 300), ("102", 200)), "3"),
    "none has half": (earned(("201", 400), ("401", 300), ("102", 300)), "9"),
    "land and work alike": (earned(("201", 500), ("102", 500)), "9"),
    "livestock": (earned(("202", 500)), "4"),
    "business": (earned(("205", 500)), "5"),
    "rent of land": (earned(("303", 500)), "6"),
    "pension": (earned(("401", 500)), "7"),
    "support": (earned(("403", 500)), "8"),
    "kinds of one source together": (earned(("101", 300), ("103", 300), ("401", 500)), "2"),
    "aid only": (earned(("404", 200)), "10"),
    "aid beside a little work": (earned(("404", 200), ("102", 50)), "7"),
    "known to be none": (earned(("599", 0)), "1"),
    "one sum of a worker": (earned(("599", 500), employment="9"), "2"),
    "one sum of a farmer": (earned(("599", 500), employment="8"), "3"),
    "one sum of a pensioner": (earned(("599", 500), employment="7"), "7"),
    "one sum of nobody knows whom": (earned(("599", 500)), "99"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_source_is_the_largest_with_half(name: str) -> None:
    facts, expected = SOURCES[name]
    finding = income_source(facts)
    assert finding.code == expected
    assert finding.reasons


def test_unknown_income_is_not_no_income() -> None:
    unknown = HouseholdFacts(members=(head(),), declared_size=1)
    assert income_source(unknown).code == "99"
    assert "收入待补" in income_source(unknown).reasons[0]
    idle = HouseholdFacts(members=(head(employment="10"),), declared_size=1)
    assert income_source(idle).code == "1"
    working = HouseholdFacts(members=(head(employment="9"),), declared_size=1)
    assert income_source(working).code == "2"


def test_main_share_is_a_parameter() -> None:
    facts = earned(("201", 550), ("102", 450))
    assert income_source(facts, Thresholds(main_source_share=Decimal("0.6"))).code == "9"


def test_tags_name_their_persons() -> None:
    facts = HouseholdFacts(
        members=(
            head(66, disability_kind="4", disability_level="2", health="4"),
            other("王小明", "41", 9, studying=True),
        ),
        declared_size=2,
        incomes_known=True,
    )
    tags = classify(facts).tags
    assert set(tags) == {
        Tag.DISABLED_ELDER,
        Tag.DISABLED_NO_INCOME,
        Tag.STUDENT,
        Tag.SERIOUS_ILLNESS,
        Tag.SEVERE_DISABILITY,
        Tag.DISABLED,
        Tag.ELDER,
        Tag.MINOR,
    }
    assert tags[Tag.DISABLED_ELDER] == "王德贵 66 岁，肢体残疾二级。"
    assert tags[Tag.STUDENT] == "王小明在读。"


def test_a_lapsed_certificate_is_no_certificate() -> None:
    lapsed = head(66, disability_kind="4", disability_level="2", disability_lapsed=True)
    tags = classify(HouseholdFacts(members=(lapsed,), declared_size=1)).tags
    assert Tag.DISABLED not in tags
    assert Tag.DISABLED_ELDER not in tags


def test_without_income_is_said_only_when_incomes_are_known() -> None:
    disabled = head(40, disability_kind="4", disability_level="3")
    assert Tag.DISABLED_NO_INCOME not in classify(HouseholdFacts(members=(disabled,))).tags
    known = HouseholdFacts(members=(disabled,), incomes_known=True)
    assert Tag.DISABLED_NO_INCOME in classify(known).tags


def test_single_parent_needs_the_marital_state() -> None:
    assert Tag.SINGLE_PARENT in classify(HouseholdFacts(members=(head(marital="40"), SON))).tags
    assert Tag.SINGLE_PARENT not in classify(HouseholdFacts(members=(head(), SON))).tags
