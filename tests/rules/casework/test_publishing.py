"""What a public notice may carry, hearings, and draws that can be drawn again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hudang.casework.rules.hearing import Votes, agreed, attendance_fault, votes_fault
from hudang.casework.rules.publishing import forbidden_in, public_name
from hudang.casework.rules.spot_checks import Candidate, draw
from hudang.casework.rules.thresholds import Thresholds
from hudang.casework.vocabulary import SpotCheckWhy

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("22088219600512001X", "身份证号"),
        ("账号 6221780166015494454", "银行账号或证件号"),
        ("13804360001", "手机号码"),
        ("王德贵（二级肢体残疾）", "残疾情况"),
        ("尿毒症透析", "疾病情况"),
        ("民强村三组 12 号", "详细住址"),
        ("监督电话 0436-5222001", ""),
        ("王德贵 最低生活保障 3 人 515 元", ""),
    ],
)
def test_what_must_not_hang_on_a_board(text: str, what: str) -> None:
    assert forbidden_in(text) == what


def test_a_minor_is_named_by_the_surname_only() -> None:
    assert public_name("王小明", date(2012, 5, 1), TODAY) == "王某（未成年人）"
    assert public_name("王小明", date(2008, 11, 23), TODAY) == "王小明"
    assert public_name("王小明", date(2008, 11, 24), TODAY) == "王某（未成年人）"
    assert public_name("王小明", None, TODAY) == "王小明"


@pytest.mark.parametrize(
    ("invited", "residents", "others", "said"),
    [
        (20, 8, 8, ""),
        (20, 8, 6, "至少 15 人"),
        (30, 8, 8, "不足应到 30 人"),
        (20, 4, 12, "村（居）民代表 4 人"),
        (10, 8, 8, "多于应到"),
    ],
)
def test_who_must_come_to_a_hearing(invited: int, residents: int, others: int, said: str) -> None:
    found = attendance_fault(invited, ["resident"] * residents + ["party"] * others, Thresholds())
    assert said in found and bool(said) == bool(found)


def test_two_thirds_of_those_present_agree() -> None:
    limits = Thresholds()
    assert agreed(Votes(11, 3, 2), limits)
    assert not agreed(Votes(10, 3, 2), limits)
    assert agreed(Votes(8, 7, 0), Thresholds(hearing_agree_percent=50))
    assert votes_fault(Votes(10, 3, 2), 16) and not votes_fault(Votes(11, 3, 2), 16)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.booleans(), st.booleans()), max_size=60, unique_by=lambda each: each[0]),
    st.integers(0, 100),
    st.text(min_size=1, max_size=8),
)
def test_a_draw_can_be_repeated_and_takes_what_must_be(
    rows: list[tuple[int, bool, bool]], percent: int, seed: str
) -> None:
    candidates = [Candidate(str(number), related, told) for number, related, told in rows]
    drawn = draw(candidates, percent, seed)
    assert drawn == draw(reversed(candidates), percent, seed)
    must = {each.number for each in candidates if each.near_relative or each.complaint}
    assert must <= set(drawn)
    assert len(drawn) == max(len(must), -(-len(candidates) * percent // 100))
    assert all((why == SpotCheckWhy.DRAWN) == (number not in must) for number, why in drawn.items())
