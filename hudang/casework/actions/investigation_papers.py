"""The papers of the acts of an investigation: task sheet (F10a), income sheet (F11), opinion of the township (F15)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.assessment.models import Assessment
from hudang.assessment.vocabulary import MONTHS_OF, RIGID_EXPENSE_KIND, Period
from hudang.casework.actions.paper_making import make_case_paper
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseClock, CaseFigure, CaseStep, CaseTask
from hudang.casework.queries.figures import WHOLE_HOUSEHOLD, names_of_members
from hudang.casework.queries.page import noted
from hudang.casework.queries.task_results import result_of
from hudang.casework.queries.told import hearing_told
from hudang.casework.rules.figures import FigureGroup
from hudang.casework.rules.tasks import RULES
from hudang.casework.vocabulary import TASK_LABELS, CaseStage, ClockKind, TaskKind, TaskState
from hudang.forms.actions.papers import annul_paper
from hudang.forms.models import Paper
from hudang.forms.vocabulary import ON_PAPER
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock
from hudang.kernel.money import plain, to_cents

TASK_SHEET, INCOME_SHEET, OPINION = "F10a", "F11", "F15"
# F11 has no place for what nobody itemised, nor a basis for what nobody but the officer knows
_UNITEMISED, _OTHER_INCOME, _PRESUMED, _PROVEN, _CHECKED = "599", "501", "2", "1", "4"
_SUPPORT, _COST, _OTHER_EXPENSE = "403", "0", "9"
_LONGEST = 2000
_AGREED = {True: "agree", False: "disagree"}


def note_paper(step: CaseStep, paper: Paper) -> Paper:
    """Let a step name a paper that its act made."""
    step.papers = [*step.papers, noted(paper)]
    step.save(update_fields=["papers"])
    return paper


def make_task_sheet(actor: User, case: Case) -> Paper:
    """Make the sheet that tells who finds out what, and by when."""
    examination = CaseClock.objects.filter(case=case, kind=ClockKind.EXAMINATION, ended_on=None).first()
    tasks = CaseTask.objects.filter(case=case, kind__in=RULES).select_related("assigned")
    rows = [
        {
            "what": TASK_LABELS[TaskKind(task.kind)],
            "how": RULES[TaskKind(task.kind)].help,
            "who": task.assigned.display_name if task.assigned else None,
        }
        for task in tasks
    ]
    data = {
        "applicant": case.applicant_name,
        "case_number": case.number,
        "address": declaration_of(case).get("address") or "（未填）",
        "accepted_on": case.accepted_on,
        "started_on": clock.today(),
        "examine_by": examination.due_on if examination else None,
        "tasks": rows,
        "handler": actor.display_name,
    }
    return make_case_paper(actor, case, TASK_SHEET, data)


def make_income_sheet(actor: User, case: Case, assessment: Assessment) -> Paper:
    """Make the income sheet of a stored test; one of an earlier test is annulled."""
    for old in Paper.objects.filter(case_reference=case.number, form_code=INCOME_SHEET, annulled_at=None):
        annul_paper(actor=actor, paper=old, reason="重新测算，另行制作")
    result = assessment.result
    income = [row for row in _income_rows(case) if row is not None] + _support_rows(assessment)
    deductions = _deductions(assessment)
    members = declaration_of(case).get("members", [])
    head = next((str(member.get("name")) for member in members if member.get("relation") == HEAD), case.applicant_name)
    data = {
        "head": head,
        "size": result["persons"],
        "covered": result["covered"],
        "window": "申请前 12 个月",
        "param_version": assessment.version,
        "incomes": income,
        "left_out": _left_out(case),
        "deductions": deductions,
        "income_total": sum((row["verified"] for row in income), Decimal(0)),
        "deduction_total": sum((row["amount"] for row in deductions), Decimal(0)),
        "monthly": Decimal(result["income"]),
        "per_head": Decimal(result["income_per_member"]),
        "standard": Decimal(result["standard"]),
        "eligible": bool(result["eligible"]),
        "gap": Decimal(result["base"]),
        "supplement": Decimal(result["supplement"]),
        "total": Decimal(result["total"]),
        "steps": "\n".join(row["text"] for row in result["reasons"])[:_LONGEST],
        "assessor": assessment.made_by_name,
    }
    return make_case_paper(actor, case, INCOME_SHEET, data)


def _yearly(amount: Decimal | None, period: str) -> Decimal | None:
    return None if amount is None else to_cents(amount * MONTHS_OF[Period(period)])


def _income_rows(case: Case) -> list[dict[str, Any]]:
    names = names_of_members(case)
    figures = CaseFigure.objects.filter(case=case, group=FigureGroup.INCOME, exclusion="").exclude(verified=None)
    return [_income_row(figure, names) for figure in figures]


def _income_row(figure: CaseFigure, names: list[str]) -> dict[str, Any]:
    net = max((figure.verified or Decimal(0)) - figure.cost, Decimal(0))
    said = [
        figure.reason,
        f"已减成本每{'年' if figure.period == Period.YEAR else '月'} {plain(figure.cost)} 元" if figure.cost else "",
    ]
    row = {
        "name": names[figure.person] if figure.person is not None else WHOLE_HOUSEHOLD,
        "item": _OTHER_INCOME if figure.kind == _UNITEMISED else figure.kind,
        "verified": _yearly(net, figure.period),
        "basis": _CHECKED
        if figure.checked == figure.verified
        else _PRESUMED
        if figure.estimated is not None
        else _PROVEN,
        "reason": "；".join(text for text in said if text)[:200] or None,
    }
    sources = ("declared", "neighbours", "checked", "estimated")
    return row | {name: _yearly(getattr(figure, name), figure.period) for name in sources}


def _support_rows(assessment: Assessment) -> list[dict[str, Any]]:
    """Return what supporters owe, as the test reckoned it."""
    found = [row for row in assessment.result["reasons"] if row["key"] == "support" and Decimal(row["amount"] or 0)]
    return [
        {
            "name": WHOLE_HOUSEHOLD,
            "item": _SUPPORT,
            "verified": to_cents(Decimal(row["amount"]) * 12),
            "basis": _PRESUMED,
            "reason": row["text"][:200],
        }
        for row in found
    ]


def _left_out(case: Case) -> list[dict[str, Any]]:
    names = names_of_members(case)
    figures = (
        CaseFigure.objects.filter(case=case, group=FigureGroup.INCOME).exclude(exclusion="").exclude(verified=None)
    )
    return [
        {
            "name": names[figure.person] if figure.person is not None else WHOLE_HOUSEHOLD,
            "item": figure.exclusion,
            "amount": _yearly(figure.verified, figure.period),
        }
        for figure in figures
    ]


def _deductions(assessment: Assessment) -> list[dict[str, Any]]:
    """Return what the test took off; a rigid expense stands under its own kind, which the step names."""
    return [
        {"item": _item(row), "amount": to_cents(-Decimal(row["amount"]) * 12), "proof": None}
        for row in assessment.result["reasons"]
        if row["key"] in ("employment_cost", "rigid_expense") and row["amount"] is not None
    ]


def _item(row: Mapping[str, Any]) -> str:
    if row["key"] == "employment_cost":
        return _COST
    named = next((code for code, label in RIGID_EXPENSE_KIND.items() if row["text"].startswith(f"{label}支出")), "")
    return named or _OTHER_EXPENSE


def make_opinion(
    actor: User, case: Case, assessment: Assessment, *, agrees: bool, words: str, again: bool = False
) -> Paper:
    """Make the township's opinion of the examination; the amounts are those of the stored test."""
    result, eligible = assessment.result, assessment.result["eligible"]
    data = {
        "applicant": case.applicant_name,
        "assistance": case.household.assistance if case.household else None,
        "covered": result["covered"],
        "summary": _summary(case),
        "income": Decimal(result["income"]),
        "per_head": Decimal(result["income_per_member"]),
        "amount": Decimal(result["total"]) if eligible and agrees else None,
        "assets": _assets_told(assessment),
        "hearing": hearing_told(case),
        "related": case.near_relative,
        "second": again,
        "opinion_verdict": _AGREED[agrees],
        "opinion": words or ("经调查核对，符合条件，同意。" if agrees else ""),
        "opinion_by_1": case.handler.display_name if case.handler else ON_PAPER,
        "opinion_by_2": actor.display_name,
        "opinion_on": clock.today(),
    }
    return make_case_paper(actor, case, OPINION, data)


def is_again(stage: str) -> bool:
    """Tell whether the opinion is that of a re-examination."""
    return stage == CaseStage.RE_EXAMINATION


def _summary(case: Case) -> str:
    """Return what the investigation did, task by task."""
    told = []
    for task in CaseTask.objects.filter(case=case, kind__in=RULES):
        label = TASK_LABELS[TaskKind(task.kind)]
        if task.state == TaskState.WAIVED:
            told.append(f"{label}未做，{task.waived_reason}")
        elif task.state == TaskState.DONE:
            count = len(result_of(task)["records"])
            told.append(
                f"{label}于 {task.done_on} 完成" + (f"，{count} 份" if RULES[TaskKind(task.kind)].several else "")
            )
    return "；".join(told) + "。" if told else "依规定免做调查。"


def _assets_told(assessment: Assessment) -> str:
    told = [row["text"] for row in assessment.result["reasons"] if str(row["key"]).startswith("asset")]
    return "".join(told)[:200] or "没有超过限额的财产。"
