"""The tabs of a case: what each part of its work is called, and from when on it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from hudang.casework.vocabulary import CaseStage, Procedure

if TYPE_CHECKING:
    from hudang.casework.models import Case

# before acceptance nothing is investigated, and what is declared may still be changed
BEFORE_ACCEPTANCE = frozenset({CaseStage.DRAFT, CaseStage.SUBMITTED, CaseStage.AWAITING_CORRECTION})

# objections come while a notice hangs; the tab stays with a case to which there was one
OBJECTION_STAGES = frozenset({CaseStage.ON_NOTICE, CaseStage.OBJECTED, CaseStage.REINVESTIGATING, CaseStage.HEARING})


def tabs_of(case: Case, current: str) -> list[dict[str, Any]]:
    """Return the tabs above the pages of a case; ``current`` is the name of the page that is shown."""
    pages = [("casework:case", "办理情况")]
    if case.procedure == Procedure.APPLICATION:
        pages.append(("casework:declared", "申报"))
    if case.complaint or CaseStage(case.stage) in OBJECTION_STAGES:
        pages.append(("casework:objections", "异议与评议"))
    return [
        {"label": label, "url": reverse(name, args=(case.number,)), "current": name == current} for name, label in pages
    ]


def head_of(case: Case, current: str) -> dict[str, Any]:
    """Return what every page of a case shows above its content."""
    return {"case": case, "tabs": tabs_of(case, current), "stage_tone": tone_of(CaseStage(case.stage))}


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
