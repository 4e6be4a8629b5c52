"""家庭特征 that call for materials, each with its reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hudang.households.rules.characteristics import characteristics
from hudang.households.rules.facts import HouseholdFacts, IncomeFact, MemberFacts, StudyFacts, is_studying
from hudang.households.vocabulary import CHARACTERISTIC_LABELS, TAG_LABELS, Characteristic, Tag

C = Characteristic
MAN = {"name": "王德贵", "age": 40}


def incomes(*kinds: str) -> tuple[IncomeFact, ...]:
    return tuple(IncomeFact(kind, Decimal(100)) for kind in kinds)


CASES = {
    C.DISABLED_MEMBER: {"members": (MemberFacts(**MAN, disability_kind="1", disability_level="3"),)},
    C.SEVERE_DISABILITY: {"members": (MemberFacts(**MAN, disability_kind="1", disability_level="1"),)},
    C.STUDENT: {"members": (MemberFacts(**MAN, studying=True),)},
    C.SERIOUS_ILLNESS: {"members": (MemberFacts(**MAN, health="4"),)},
    C.CHRONIC_ILLNESS: {"members": (MemberFacts(**MAN, health="3"),)},
    C.DIVORCED_OR_SINGLE_PARENT: {"members": (MemberFacts(**MAN, marital="40"),)},
    C.REMARRIED: {"members": (MemberFacts(**MAN, marital="22"),)},
    C.LOST_WORK_CAPACITY: {"members": (MemberFacts(**MAN, work_capacity="2"),)},
    C.WORKING_AGE_NO_WORK: {"members": (MemberFacts(**MAN, employment="3"),)},
    C.FARMING: {"members": (MemberFacts(**MAN),), "incomes": incomes("201")},
    C.BUSINESS: {"members": (MemberFacts(**MAN),), "incomes": incomes("205")},
    C.SINGLE_PERSON: {"members": (MemberFacts(**MAN),), "assistance": "11"},
    C.HAS_INCOME: {"members": (MemberFacts(**MAN),), "incomes": incomes("102")},
    C.HAS_SUPPORTER: {"members": (MemberFacts(**MAN),), "incomes": incomes("403")},
    C.SEPARATED_RESIDENCE: {"members": (MemberFacts(**MAN),), "separated": True},
    C.HAS_ASSETS: {"members": (MemberFacts(**MAN),), "assets": ("11",)},
    C.MEMBER_LEFT: {"members": (MemberFacts(**MAN),), "left": ("王小明",)},
    C.MEMBER_DIED: {"members": (MemberFacts(**MAN),), "died": ("李秀英",)},
    C.GUARDIANSHIP: {"members": (MemberFacts(name="王小明", age=9),), "declared_size": 1},
    C.URBAN: {"members": (MemberFacts(**MAN),), "urban": True},
}


@pytest.mark.parametrize("name", list(Characteristic))
def test_each_characteristic_has_its_case(name: Characteristic) -> None:
    found = characteristics(HouseholdFacts(**CASES[name]))
    assert found[name.value].endswith("。")


def test_nothing_holds_of_an_ordinary_household() -> None:
    plain = MemberFacts(**MAN, marital="20", health="1", work_capacity="1", employment="1")
    assert characteristics(HouseholdFacts(members=(plain,), declared_size=1)) == {}


def test_age_limits_the_reasons_of_working_age() -> None:
    elder = MemberFacts(name="王德贵", age=60, work_capacity="3", employment="4")
    assert not characteristics(HouseholdFacts(members=(elder,), declared_size=1))


def test_all_words_have_labels_and_no_name_means_two_things() -> None:
    assert set(CHARACTERISTIC_LABELS) == set(Characteristic)
    assert set(TAG_LABELS) == set(Tag)
    shared = {c.value for c in Characteristic} & {t.value for t in Tag}
    assert shared == {"student", "serious_illness", "severe_disability"}


DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (StudyFacts(employment="5"), True),
        (StudyFacts(school="大安四中"), True),
        (StudyFacts(has_card=True), True),
        (StudyFacts(has_card=True, card_valid_until=date(2026, 6, 29)), False),
        (StudyFacts(school="大安四中", graduates_on=date(2026, 6, 29)), False),
        (StudyFacts(school="大安四中", graduates_on=DAY), True),
        (StudyFacts(school="幼儿园", stage="0"), False),
        (StudyFacts(), False),
    ],
)
def test_studying(facts: StudyFacts, expected: bool) -> None:
    assert is_studying(facts, DAY) is expected
