"""应有材料 (archive.md §2, R21)."""

from __future__ import annotations

from hudang.archives.rules.completeness import RequirementLine, complete, missing_codes
from hudang.archives.vocabulary import LineState

LINES = [
    RequirementLine("M01", "低保申请书", 10, "R"),
    RequirementLine("M13", "残疾人证复印件", 120, "C", ("disabled_member",)),
    RequirementLine("M70", "动态表", 410, "C", ("disabled_elder", "approved_a_year")),
    RequirementLine("M85", "其他", 540, "O"),
    RequirementLine("M99", "备考表", 990, "R", ("at_closing",)),
]


def _states(holding: dict[str, str], present: dict[str, int]) -> dict[str, LineState]:
    return {line.material: line.state for line in complete(LINES, holding, present)}


def test_required_material_is_missing_until_filed() -> None:
    assert _states({}, {})["M01"] == LineState.MISSING
    assert _states({}, {"M01": 1})["M01"] == LineState.PRESENT


def test_certificate_is_required_only_with_a_disabled_member() -> None:
    assert _states({}, {})["M13"] == LineState.NOT_APPLICABLE
    holding = {"disabled_member": "王德贵持肢体二级残疾证"}
    line = next(found for found in complete(LINES, holding, {}) if found.material == "M13")
    assert line.state == LineState.MISSING
    assert line.reason == "王德贵持肢体二级残疾证"


def test_all_conditions_must_hold() -> None:
    assert _states({"disabled_elder": "甲"}, {})["M70"] == LineState.NOT_APPLICABLE
    assert _states({"disabled_elder": "甲", "approved_a_year": "批准已满一年"}, {})["M70"] == LineState.MISSING


def test_not_applicable_says_when_it_would_be_needed() -> None:
    line = next(found for found in complete(LINES, {"disabled_elder": "甲"}, {}) if found.material == "M70")
    assert line.reason == "不适用：批准满一年才需要"


def test_reasons_are_joined_as_one_sentence() -> None:
    holding = {"disabled_elder": "甲持证。", "approved_a_year": "批准已满一年"}
    found = {line.material: line.reason for line in complete(LINES, holding, {})}
    assert found["M70"] == "甲持证；批准已满一年"


def test_papers_of_closing_and_optional_ones_are_never_missing() -> None:
    states = _states({}, {})
    assert states["M85"] == states["M99"] == LineState.OPTIONAL


def test_strictest_of_several_requirements_wins() -> None:
    lines = [
        RequirementLine("M14", "病历", 130, "C", ("serious_illness",)),
        RequirementLine("M14", "病历", 130, "C", ("chronic_illness",)),
    ]
    assert complete(lines, {"chronic_illness": "慢性病"}, {})[0].state == LineState.MISSING


def test_quick_form_agrees_with_the_full_list() -> None:
    for holding in ({}, {"disabled_member": "甲"}, {"disabled_elder": "甲", "approved_a_year": "乙"}):
        for present in ({}, {"M01": 1}, {"M01": 1, "M13": 2}):
            full = [line.material for line in complete(LINES, holding, present) if line.state == LineState.MISSING]
            assert missing_codes(LINES, holding, present) == full
