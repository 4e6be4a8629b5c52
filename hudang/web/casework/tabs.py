"""The tabs of a case: what each part of its work is called, and from when on it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from hudang.accounts.vocabulary import Right
from hudang.assessment.vocabulary import CaseKind
from hudang.casework.vocabulary import CASE_KIND_LABELS, CHANGE_KIND_LABELS, CaseStage, ChangeKind, Procedure

if TYPE_CHECKING:
    from hudang.accounts.models import User
    from hudang.casework.models import Case

# objections come while a notice hangs; the tab stays with a case to which there was one
OBJECTION_STAGES = frozenset({CaseStage.ON_NOTICE, CaseStage.OBJECTED, CaseStage.REINVESTIGATING, CaseStage.HEARING})

# of what the investigation brought nothing is there yet
BEFORE_INVESTIGATION = frozenset(
    {
        CaseStage.DRAFT,
        CaseStage.SUBMITTED,
        CaseStage.AWAITING_CORRECTION,
        CaseStage.ACCEPTED,
        CaseStage.NOT_ACCEPTED,
        CaseStage.CANCELLED,
        CaseStage.LAPSED,
    }
)
TASKS = ("investigation:tasks", "调查任务")
# a village's assistant sees the tasks that are given to him, and no figures
FIGURES = [("investigation:figures", "五列对照"), ("investigation:means", "测算")]


def tabs_of(case: Case, current: str, user: User | None = None) -> list[dict[str, Any]]:
    """Return the tabs above the pages of a case; ``current`` is the name of the page that is shown."""
    pages = [("casework:case", "办理情况")]
    if case.procedure == Procedure.APPLICATION:
        pages.append(("casework:declared", "申报"))
    if case.procedure == Procedure.APPLICATION and CaseStage(case.stage) not in BEFORE_INVESTIGATION:
        pages += [TASKS, *(FIGURES if user is None or user.may(Right.HANDLE_CASES) else [])]
    if case.complaint or CaseStage(case.stage) in OBJECTION_STAGES:
        pages.append(("casework:objections", "异议与评议"))
    return [
        {"label": label, "url": reverse(name, args=(case.number,)), "current": name == current} for name, label in pages
    ]


def head_of(case: Case, current: str, user: User | None = None) -> dict[str, Any]:
    """Return what every page of a case shows above its content."""
    return {
        "case": case,
        "tabs": tabs_of(case, current, user),
        "stage_tone": tone_of(CaseStage(case.stage)),
        "kind_label": kind_of(case),
    }


def kind_of(case: Case) -> str:
    """Return what a case is about: the kind of application, or of change."""
    if case.procedure == Procedure.CHANGE:
        return f"在保变更：{CHANGE_KIND_LABELS[ChangeKind(case.change_kind)]}"
    return CASE_KIND_LABELS[CaseKind(case.kind)]


_TONES = {
    CaseStage.CONFIRMED: "ok",
    CaseStage.DRAFT: "mute",
    CaseStage.AWAITING_CORRECTION: "warn",
    CaseStage.RETURNED: "warn",
    CaseStage.SUSPENDED: "warn",
    CaseStage.OBJECTED: "warn",
    CaseStage.REFUSAL_PROPOSED: "warn",
    CaseStage.NOT_ACCEPTED: "bad",
    CaseStage.REFUSED: "bad",
    CaseStage.TERMINATED: "bad",
    CaseStage.WITHDRAWN: "mute",
    CaseStage.LAPSED: "mute",
    CaseStage.CANCELLED: "mute",
}


def tone_of(stage: CaseStage) -> str:
    """Return the tone in which a stage is shown."""
    return _TONES.get(stage, "info")
