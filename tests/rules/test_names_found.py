"""What a name is found by, whatever way it is written."""

from __future__ import annotations

import pytest

from hudang.households.names import INSIDE, name_keys, name_tokens
from hudang.kernel.variants import fold_name


@pytest.mark.parametrize(
    "typed", ["买买提·吐尔逊", "买买提吐尔逊", "买买提・吐尔逊", "买买提•吐尔逊", "买买提 · 吐尔逊", "買買提．吐尔逊"]
)
def test_any_dot_or_none_means_the_same_name(typed: str) -> None:
    assert fold_name(typed.replace("買買", "买买")) == "买买提吐尔逊"


def test_variants_and_rare_characters_have_one_form() -> None:
    assert fold_name("張國強") == fold_name("张国强")
    assert fold_name("𠮷田") == "吉田"
    assert fold_name("𫍯小虎") == "𫍯小虎"
    assert fold_name("ＷＤＧ") == "wdg"


def test_a_name_is_found_from_each_of_its_characters() -> None:
    tokens = name_tokens("单田芳", *name_keys("单田芳"))
    assert {"单田芳", f"{INSIDE}田芳", f"{INSIDE}芳", "dantianfang", "shantianfang", "dtf", "stf"} <= tokens
    assert name_tokens("王", "wang", "w") == {"王", "wang", "w"}
    assert name_tokens("", "", "") == frozenset()
