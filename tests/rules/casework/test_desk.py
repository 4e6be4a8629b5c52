"""A step of the desk taken out of a declaration, read from a page, merged with another's work, and put back."""

from __future__ import annotations

from typing import Any

import pytest

from hudang.casework.rules.desk_merge import THEIRS, merge
from hudang.casework.rules.desk_parts import pairs_of, part_of, put_back, read_part
from hudang.casework.rules.desk_steps import DeskStep, step_of_fault
from tests.factories.cases import declaration

FAMILY = DeskStep.FAMILY


def changed(part: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {**part, **values}


@pytest.mark.parametrize("step", list(DeskStep))
def test_what_a_page_sends_unchanged_changes_nothing(step: DeskStep) -> None:
    declared = declaration(
        by_agent=True,
        agent={"name": "赵六", "relation": "20", "identity": "220882196005121230", "phone": "13900000000", "kind": "2"},
        assets=[{"kind": "11", "value": "5000"}],
        expenses=[{"kind": "2", "amount": "3000", "period": "year"}],
        supporters=[{"name": "王小军", "income_per_member": "900", "household_size": "3"}],
    )
    standing = part_of(declared, step)
    again = read_part(step, pairs_of(step, standing), standing)
    assert again == standing
    once = put_back(declared, step, again)
    assert part_of(once, step) == standing
    assert once["members"][0]["identity"] == declared["members"][0]["identity"]
    assert once["members"][0]["incomes"][0]["amount"] == "3000"
    assert once["members"][0]["pledge"]["signed_on"] == declared["members"][0]["pledge"]["signed_on"]


def test_a_page_never_carries_a_stored_number() -> None:
    declared = declaration()
    sent = str(pairs_of(FAMILY, part_of(declared, FAMILY)))
    assert declared["members"][0]["identity"] not in sent and declared["phone"] not in sent


def test_a_number_left_empty_stays_and_a_word_clears_it() -> None:
    declared = declaration()
    standing = part_of(declared, FAMILY)
    kept = read_part(FAMILY, [("phone", ""), ("account", "无")], standing)
    assert kept["phone"] == declared["phone"] and kept["account"] == ""


def test_rows_are_added_blanked_and_taken_away() -> None:
    standing = part_of(declaration(assets=[{"kind": "11", "value": "1", "key": "a"}]), DeskStep.ASSETS)
    sent = [
        ("assets_0_key", "a"), ("assets_0_kind", "11"), ("assets_0_gone", "on"),
        ("assets_3_key", "b"), ("assets_3_kind", "21"), ("assets_3_value", "30000"),
        ("assets_4_key", "c"), ("assets_4_kind", ""), ("expenses_0_period", "year"),
    ]  # fmt: skip
    part = read_part(DeskStep.ASSETS, sent, standing)
    assert [row["key"] for row in part["assets"]] == ["b"] and part["expenses"] == []


def test_the_applicant_is_the_same_person_after_a_row_before_is_gone() -> None:
    declared = declaration()
    standing = part_of(declared, FAMILY)
    sent = [("members_0_gone", "on"), *pairs_of(FAMILY, standing)]
    sent = [(name, "1" if name == "applicant" else value) for name, value in sent]
    after = put_back(declared, FAMILY, read_part(FAMILY, sent, standing))
    assert after["members"][after["applicant"]]["name"] == "李秀英"


def test_what_only_one_changed_is_taken_from_him() -> None:
    base = part_of(declaration(), FAMILY)
    merged = merge(FAMILY, base, changed(base, reason="我写的"), changed(base, address="他改的"))
    assert not merged.conflicts and merged.taken
    assert (merged.part["reason"], merged.part["address"]) == ("我写的", "他改的")


def test_what_both_changed_is_asked_about_and_settled_by_choice() -> None:
    base = part_of(declaration(), FAMILY)
    mine, theirs = changed(base, reason="我写的"), changed(base, reason="他写的")
    asked = merge(FAMILY, base, mine, theirs)
    assert [(c.path, c.mine, c.theirs) for c in asked.conflicts] == [("reason", "我写的", "他写的")]
    assert merge(FAMILY, base, mine, theirs, {"reason": "mine"}).part["reason"] == "我写的"
    assert merge(FAMILY, base, mine, theirs, {"reason": THEIRS}).part["reason"] == "他写的"


def test_conflicts_show_numbers_masked() -> None:
    base = part_of(declaration(), FAMILY)
    asked = merge(FAMILY, base, changed(base, phone="13800001111"), changed(base, phone="13900002222"))
    assert asked.conflicts[0].mine == "138****1111" and asked.conflicts[0].theirs == "139****2222"


def test_rows_that_each_added_both_stay() -> None:
    base = part_of(declaration(), DeskStep.ASSETS)
    row = {"kind": "11", "description": "", "value": "1", "exempt": ""}
    mine, theirs = changed(base, assets=[{"key": "m", **row}]), changed(base, assets=[{"key": "t", **row}])
    assert [r["key"] for r in merge(DeskStep.ASSETS, base, mine, theirs).part["assets"]] == ["m", "t"]
    gone = merge(DeskStep.ASSETS, mine, mine, base)
    assert gone.part["assets"] == [] and gone.taken


def test_a_fault_leads_to_its_step() -> None:
    found = {
        name: step_of_fault(name) for name in ("members_0_incomes_1_amount", "agent_phone", "phone", "assets_0_kind")
    }
    assert list(found.values()) == [DeskStep.INCOMES, DeskStep.PLEDGE, DeskStep.FAMILY, DeskStep.ASSETS]
