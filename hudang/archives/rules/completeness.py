"""应有材料: which materials a file must hold, and which it lacks (archive.md §2, R21)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from hudang.archives.vocabulary import LineState, Need
from hudang.households.vocabulary import ASSISTANCE

AT_CLOSING = "at_closing"


@dataclass(frozen=True)
class RequirementLine:
    """One requirement in force: material, how much it is needed, under which conditions (all must hold)."""

    material: str
    name: str
    position: int
    need: str
    conditions: tuple[str, ...] = ()
    remark: str = ""
    source: str = ""


@dataclass(frozen=True)
class CompletenessLine:
    """One line of the list: state with its reason in words."""

    material: str
    name: str
    position: int
    state: LineState
    reason: str
    count: int = 0


CONDITION_PHRASES = {
    "by_agent": "委托他人代办时",
    "correction_issued": "发过补正通知时",
    "not_accepted": "不予受理时",
    "relative_filed": "有近亲属备案时",
    "deduction_claimed": "申请扣减时",
    "exemption_claimed": "主张财产豁免时",
    "difference_found": "核对结果与申报不符时",
    "objection_raised": "公示有异议时",
    "hearing_held": "举行民主评议时",
    "spot_checked": "被抽查或有举报时",
    "adverse_decision": "不予确认或减发、停发时",
    "account_agent": "他人代管存折、代领时",
    "members_changed": "增减成员时",
    "category_supplement": "享受分类施保时",
    "phase_out": "进入渐退期时",
    "recovery": "需收回、追缴时",
    "job_refused": "有就业介绍、公益劳动记录时",
    "grievance": "有信访、举报时",
    "local_yearly_notice": "当地要求年审公示时",
    "at_application": "按当地要求",
    "at_change": "变更涉及时",
    "at_recheck": "核查涉及时",
    "at_stop": "停保涉及时",
    AT_CLOSING: "定卷时打印",
    "approved_a_month": "批准满一个月",
    "approved_half_a_year": "批准满半年",
    "approved_a_year": "批准满一年",
}


def assistance_condition(assistance: str) -> dict[str, str]:
    """Return the condition that holds of a household by its category of assistance (C11), with its reason."""
    return {f"assistance_{assistance}": f"救助类别为{ASSISTANCE[assistance]}"} if assistance in ASSISTANCE else {}


def _judge_line(line: RequirementLine, holding: Mapping[str, str]) -> tuple[LineState, str]:
    if AT_CLOSING in line.conditions:
        return LineState.OPTIONAL, CONDITION_PHRASES[AT_CLOSING]
    if line.need == Need.OPTIONAL:
        return LineState.OPTIONAL, "可选"
    lacking = [c for c in line.conditions if c not in holding]
    if lacking:
        phrases = "、".join(CONDITION_PHRASES.get(c, line.remark or "条件成立时") for c in lacking)
        return LineState.NOT_APPLICABLE, f"不适用：{phrases}才需要"
    if line.conditions:
        return LineState.MISSING, "；".join(holding[c].rstrip("。") for c in line.conditions)
    return LineState.MISSING, "必备材料"


_RANK = {LineState.MISSING: 0, LineState.OPTIONAL: 1, LineState.NOT_APPLICABLE: 2}


def complete(
    lines: Iterable[RequirementLine], holding: Mapping[str, str], present: Mapping[str, int]
) -> list[CompletenessLine]:
    """Return the list of a file, one line a material, in the order of the pouch.

    ``holding`` maps each characteristic or condition that holds to its reason; ``present`` maps the material
    codes in the file to how many items there are. Where several requirements name a material, the strictest wins.
    """
    best: dict[str, tuple[RequirementLine, LineState, str]] = {}
    for line in lines:
        state, reason = _judge_line(line, holding)
        known = best.get(line.material)
        if known is None or _RANK[state] < _RANK[known[1]]:
            best[line.material] = (line, state, reason)
    result = []
    for line, state, reason in best.values():
        count = present.get(line.material, 0)
        if count:
            result.append(
                CompletenessLine(line.material, line.name, line.position, LineState.PRESENT, f"已归 {count} 件", count)
            )
        else:
            result.append(CompletenessLine(line.material, line.name, line.position, state, reason))
    return sorted(result, key=lambda line: line.position)


def missing_codes(lines: Iterable[RequirementLine], holding: Mapping[str, str], present: Collection[str]) -> list[str]:
    """Return the codes of what is missing, in the order of the pouch; the quick form for thousands of files."""
    missing: dict[str, int] = {}
    for line in lines:
        if line.material in present or line.need == Need.OPTIONAL or AT_CLOSING in line.conditions:
            continue
        if all(condition in holding for condition in line.conditions):
            missing[line.material] = line.position
    return sorted(missing, key=missing.__getitem__)
