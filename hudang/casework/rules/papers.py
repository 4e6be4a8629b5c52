"""Which papers an application must bring, by what it declares (archive.md §2.1, column 新增审批)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.casework.rules.declaration import supporters_known


@dataclass(frozen=True)
class RequiredPaper:
    """One material, whether it must be there, and why."""

    code: str
    needed: bool
    why: str


_DIVORCED, _REMARRIED = "40", frozenset({"22", "23"})
_ILL = frozenset({"3", "4", "6"})


def required_papers(declared: Mapping[str, Any], today: date) -> list[RequiredPaper]:
    """Return what the applicant hands over himself, in the order of the pouch.

    What offices can learn from each other is not asked of him (沪条例 46): the check brings it.
    """
    members = declared.get("members", [])
    incomes = [row for member in members for row in member.get("incomes", [])] + list(declared.get("incomes", []))
    papers = [
        RequiredPaper("M10", True, "家庭成员的户口簿"),
        RequiredPaper("M11", True, "家庭成员的身份证，未办证的儿童用户口页"),
    ]
    papers += _marital(members) + _health(members)
    if any(str(row.get("kind", "")) for row in incomes):
        papers.append(RequiredPaper("M20", True, "申报了收入，每个来源一份；能核对的以核对结果代替"))
    if declared.get("supporters"):
        papers.append(
            RequiredPaper("M21", not supporters_known(declared), "有法定赡养、抚养、扶养义务人；情况填全的，受理时制表")
        )
    if declared.get("assets"):
        papers.append(RequiredPaper("M22", False, "申报了财产"))
    if any(row.get("exempt") for row in declared.get("assets", [])):
        papers.append(RequiredPaper("M24", True, "主张财产豁免"))
    if declared.get("expenses"):
        papers.append(RequiredPaper("M23", True, "申请扣减刚性支出"))
    if declared.get("by_agent"):
        papers.insert(0, RequiredPaper("M02a", True, "由他人代办"))
    papers.append(RequiredPaper("M62", False, "发放低保金用的银行卡，确认前交来即可"))
    return papers


def _marital(members: list[Mapping[str, Any]]) -> list[RequiredPaper]:
    apart = [member for member in members if member.get("marital") in {_DIVORCED, *_REMARRIED}]
    return [RequiredPaper("M12", True, "有离婚、再婚或复婚的成员")] if apart else []


def _health(members: list[Mapping[str, Any]]) -> list[RequiredPaper]:
    papers = []
    if any(member.get("disability_level") or member.get("disability_certificate") for member in members):
        papers.append(RequiredPaper("M13", True, "有持证残疾成员"))
    if any(member.get("health") in _ILL for member in members):
        papers.append(RequiredPaper("M14", True, "有慢性病或重病成员"))
    if any(member.get("school") or member.get("education_stage") for member in members):
        papers.append(RequiredPaper("M15", True, "有在读成员"))
    if any(member.get("work_capacity") in ("2", "3") for member in members):
        papers.append(RequiredPaper("M16", True, "有丧失或部分丧失劳动能力的成员"))
    return papers
