"""After members or incomes changed: derive the classes anew and say so (R8)."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.households.actions.classification import class_labels, reclassify
from hudang.households.actions.opening import Opened
from hudang.households.models import Classification


def propose(actor: User, opened: Opened) -> None:
    """Reclassify one household after an edit; a different outcome is proposed, with a notice to the user."""
    household = opened.household
    standing = Classification.objects.filter(household=household).first()
    done = reclassify([household.pk])
    if not (done.proposed or done.applied):
        return
    current = Classification.objects.get(household=household)
    before = class_labels(standing.family_structure, standing.income_source) if standing else {}
    if done.proposed:
        after = class_labels(current.proposed_structure, current.proposed_source)
        opened.notices.append(f"系统提示重算分类：{_told(before, after)}。请在“分类”中确认采纳或人工调整。")
    else:
        after = class_labels(current.family_structure, current.income_source)
        if before == after:
            return
        opened.notices.append(f"分类已补全：{_told(before, after)}。")
    action = "propose_classification" if done.proposed else "classify"
    summary = "系统提示重算分类" if done.proposed else "系统补全分类"
    record(actor, Act(action, "household", household.pk, household.code, summary, before, after))


def _told(before: dict[str, str], after: dict[str, str]) -> str:
    changed = [name for name in after if before.get(name) != after[name]]
    labels = {"family_structure": "家庭结构", "income_source": "主要收入来源"}
    return "，".join(f"{labels[name]}由“{before.get(name, '未分类')}”改为“{after[name]}”" for name in changed)
