"""The facts that the conditions of acts ask for, read in a constant number of queries."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.assessment.vocabulary import VERDICT_LABELS, Verdict
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseClock, CaseFigure, CaseStep, CaseTask, SpotCheckCase
from hudang.casework.queries.changes import fault_of
from hudang.casework.queries.declarations import faults_of_declaration, lacking_papers
from hudang.casework.queries.figures import unexplained
from hudang.casework.queries.means import means_test_of
from hudang.casework.queries.notices import notice_facts
from hudang.casework.queries.task_results import told_of
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.conditions import Facts
from hudang.casework.rules.declaration import unsigned_adults
from hudang.casework.rules.thresholds import Thresholds
from hudang.casework.vocabulary import (
    TASK_LABELS,
    CaseAct,
    CaseStage,
    ClockKind,
    Procedure,
    TaskKind,
    TaskState,
)
from hudang.kernel import clock

_BEFORE_ACCEPTANCE = (CaseStage.DRAFT, CaseStage.SUBMITTED, CaseStage.AWAITING_CORRECTION)


def facts_of(case: Case) -> Facts:
    """Return everything that conditions may ask of a case today."""
    limits = thresholds()
    return Facts(
        today=clock.today(),
        limits=limits,
        exempt=case.exempt,
        account_known=bool(case.household_id and case.household and case.household.account_tail),
        **_of_declaration(case),
        **_of_steps(case),
        **_of_investigation(case, limits),
        change_fault=fault_of(case) if case.procedure == Procedure.CHANGE and not case.finished else "",
        **_of_county(case),
        **notice_facts(case),
    )


def _of_declaration(case: Case) -> dict[str, Any]:
    if case.procedure != Procedure.APPLICATION or case.stage not in _BEFORE_ACCEPTANCE:
        return {}
    declared = declaration_of(case)
    related = declared.get("has_near_relative") == "yes"
    return {
        "declaration_faults": len(faults_of_declaration(declared)),
        "unsigned": tuple(unsigned_adults(declared, clock.today())),
        "near_relatives_registered": not related or bool(declared.get("near_relatives")),
        "lacking_papers": tuple(lacking_papers(declared)),
    }


def _of_steps(case: Case) -> dict[str, Any]:
    acts = list(CaseStep.objects.filter(case=case).values_list("act", flat=True))
    correction = CaseClock.objects.filter(case=case, kind=ClockKind.CORRECTION).order_by("-pk").first()
    return {
        "corrections": acts.count(CaseAct.REQUEST_CORRECTION),
        "correction_due": correction.due_on if correction else None,
        "published": acts.count(CaseAct.PASS_EXAMINATION),
        "republished": CaseAct.PUBLISH_AGAIN in acts,
        "hearing_called": CaseAct.CALL_HEARING in acts,
    }


def _of_investigation(case: Case, limits: Thresholds) -> dict[str, Any]:
    open_tasks = CaseTask.objects.filter(case=case, state=TaskState.OPEN).exclude(kind=TaskKind.COUNTY_VISIT)
    figures = list(CaseFigure.objects.filter(case=case))
    return {
        "open_tasks": tuple(TASK_LABELS[TaskKind(kind)] for kind in open_tasks.values_list("kind", flat=True)),
        "unverified": sum(figure.verified is None for figure in figures),
        "unexplained": sum(unexplained(figure, limits) for figure in figures),
        **_of_recheck(case),
        **_of_means_test(case, figures),
    }


def _of_recheck(case: Case) -> dict[str, Any]:
    if case.stage not in (CaseStage.MISMATCH_TOLD, CaseStage.RECHECKING):
        return {}
    told = told_of(case)
    until = told.get("contest_until") if case.stage == CaseStage.MISMATCH_TOLD else None
    return {
        "contest_until": date.fromisoformat(until) if until else None,
        "recheck_open": bool(told.get("recheck_open")),
    }


def _of_means_test(case: Case, figures: list[CaseFigure]) -> dict[str, Any]:
    if case.procedure != Procedure.APPLICATION or case.stage in _BEFORE_ACCEPTANCE:
        return {}
    tested = means_test_of(case, figures)
    if tested is None or not tested.stands:
        return {}
    verdict = Verdict(tested.assessment.verdict)
    return {"eligible": verdict is Verdict.ELIGIBLE, "verdict": VERDICT_LABELS[verdict]}


def _of_county(case: Case) -> dict[str, Any]:
    drawn = SpotCheckCase.objects.filter(case=case).exists()
    why = "有近亲属备案" if case.near_relative else "有投诉举报" if case.complaint else "被抽查抽中" if drawn else ""
    visited = CaseTask.objects.filter(case=case, kind=TaskKind.COUNTY_VISIT, state=TaskState.DONE).exists()
    return {"must_visit": why, "county_visited": visited}
