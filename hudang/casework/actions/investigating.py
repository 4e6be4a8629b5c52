"""调查核对: the acts from acceptance to the examination (process.md §2, 4–10; §3)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.casework.actions.figures import make_figures
from hudang.casework.actions.investigation_papers import make_income_sheet, make_task_sheet, note_paper
from hudang.casework.actions.stepping import advance, open_case
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseTask
from hudang.casework.queries.means import last_assessment_of
from hudang.casework.rules.tasks import tasks_of
from hudang.casework.vocabulary import CaseAct
from hudang.kernel import clock


@transaction.atomic
def start_investigation(
    *, actor: User, number: str, opinion: str = "", version: int | None = None, on: date | None = None
) -> Case:
    """Start the investigation: its tasks, and the five columns with what was declared."""
    case = open_case(actor, number, version)
    step = advance(actor, case, CaseAct.START_INVESTIGATION, opinion=opinion, on=on)
    make_tasks(case)
    make_figures(case)
    note_paper(step, make_task_sheet(actor, case))
    return case


def make_tasks(case: Case) -> None:
    """Make the tasks that the declaration calls for, each once."""
    standing = set(CaseTask.objects.filter(case=case).values_list("kind", flat=True))
    CaseTask.objects.bulk_create(
        CaseTask(case=case, kind=kind, created_at=clock.now(), updated_at=clock.now())
        for kind in tasks_of(declaration_of(case))
        if kind not in standing
    )


@transaction.atomic
def suspend(*, actor: User, number: str, reason: str, version: int | None = None, on: date | None = None) -> Case:
    """Suspend a case: an emergency, a letter without answer; its clocks stand still."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.SUSPEND, reason=reason, on=on)
    return case


@transaction.atomic
def resume(*, actor: User, number: str, opinion: str = "", version: int | None = None, on: date | None = None) -> Case:
    """Go on with a suspended case; its clocks go on."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.RESUME, opinion=opinion, on=on)
    return case


@transaction.atomic
def recheck_further(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Investigate further after a recheck."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.RECHECK_FURTHER, opinion=opinion)
    return case


@transaction.atomic
def recheck_passed(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Hand a rechecked case to the examination."""
    case = open_case(actor, number, version)
    _examine(actor, case, CaseAct.RECHECK_PASSED, opinion)
    return case


@transaction.atomic
def finish_investigation(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Hand a case to the examination: all tasks done, all figures verified and explained, the means tested."""
    case = open_case(actor, number, version)
    _examine(actor, case, CaseAct.FINISH_INVESTIGATION, opinion)
    return case


def _examine(actor: User, case: Case, act: CaseAct, opinion: str) -> None:
    """Hand a case over with the income sheet of the means test on which the examination rests."""
    step = advance(actor, case, act, opinion=opinion)
    note_paper(step, make_income_sheet(actor, case, last_assessment_of(case)))


@transaction.atomic
def resume_returned(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Investigate further as the county asked for when it returned the case."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.RESUME_RETURNED, opinion=opinion)
    return case
