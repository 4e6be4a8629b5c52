"""The last split or merge of a household, as the log tells it, and what keeps it from being taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hudang.archives.queries.moves import HARMLESS
from hudang.audit.queries import action_label, acts_on_household, history_of_household
from hudang.households.models import Household

SPLIT, MERGE = "split_household", "merge_households"
WORDS = {SPLIT: "分户", MERGE: "合户"}
_UNDONE = ("undo_split", "undo_merge")
_LOOKED_AT = 60


@dataclass
class LastDivision:
    """A split or a merge: who stays, who was founded or joined, the sizes before; ``obstacle`` says why it stands."""

    action: str
    stayed: str
    other: str
    since: date
    sizes: dict[str, Any] = field(default_factory=dict)
    obstacle: str = ""

    @property
    def word(self) -> str:
        """The act as people call it."""
        return WORDS[self.action]


def last_division(household: Household) -> LastDivision | None:
    """Return the last split or merge of a household that the caller may see; nothing where there was none."""
    last = next(iter(acts_on_household(household.code, (SPLIT, MERGE, *_UNDONE))), None)
    if last is None or last.action in _UNDONE:
        return None
    told = last.after or {}
    other, since = str(told["other_household"]), date.fromisoformat(told["since"])
    stayed, left = (household.code, other) if last.before else (other, household.code)
    found = LastDivision(last.action, stayed, left, since)
    twins = [
        each for each in acts_on_household(stayed, (last.action,)) if (each.after or {})["other_household"] == left
    ]
    if not twins or not twins[0].before:
        found.obstacle = "当时没有记下原来的人口"
        return found
    found.sizes = dict(twins[0].before)
    found.obstacle = _since_then(found, stayed, "本户" if stayed == household.code else f"{stayed} 户") or _since_then(
        found, left, "本户" if left == household.code else f"{left} 户"
    )
    return found


def _since_then(division: LastDivision, code: str, whose: str) -> str:
    """Say what was done to a household after the act; what stands before its closing entry belongs to the act."""
    for entry in history_of_household(code, _LOOKED_AT):
        if entry.action == "link_files":
            return ""
        if entry.action not in HARMLESS:
            return f"{division.word}以后{whose}又办理了“{action_label(entry.action)}”（{entry.at:%Y-%m-%d}）"
    return "办理的时间太久"
