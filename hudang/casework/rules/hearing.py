"""民主评议: who must be there, and what the votes mean (process.md §6). The outcome advises, it does not decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hudang.casework.rules.thresholds import Thresholds

RESIDENT, COMMITTEE = "resident", "committee"
PRESENT_ROLES = {
    "township": "乡镇工作人员",
    COMMITTEE: "村（居）委会成员",
    "party": "党员代表",
    RESIDENT: "村（居）民代表",
    "other": "其他",
}


@dataclass(frozen=True)
class Votes:
    """无记名表决的票数."""

    agree: int
    oppose: int
    abstain: int

    @property
    def all(self) -> int:
        """All votes."""
        return self.agree + self.oppose + self.abstain


def attendance_fault(invited: int, roles: Sequence[str], limits: Thresholds) -> str:
    """Return why so many people of these roles do not make a hearing, empty when they do."""
    present = len(roles)
    if invited < present:
        return f"实到 {present} 人多于应到 {invited} 人，请核对。"
    if present < limits.hearing_least:
        return f"评议至少 {limits.hearing_least} 人参加，现在登记了 {present} 人。"
    if present * 100 < invited * limits.hearing_present_percent:
        return f"到会 {present} 人不足应到 {invited} 人的 {limits.hearing_present_percent}%，评议不能举行。"
    residents = sum(role == RESIDENT for role in roles)
    if residents * 100 < present * limits.residents_percent:
        return f"村（居）民代表 {residents} 人，不足到会人数的 {limits.residents_percent}%。"
    return ""


def votes_fault(votes: Votes, present: int) -> str:
    """Return why the votes cannot be right, empty when they can."""
    if votes.all != present:
        return f"同意、不同意、弃权合计 {votes.all} 票，与实到 {present} 人不一致。"
    return ""


def agreed(votes: Votes, limits: Thresholds) -> bool:
    """Tell whether the hearing agreed: so large a part of those present."""
    return votes.all > 0 and votes.agree * 100 >= votes.all * limits.hearing_agree_percent
