"""不符告知与复查: what was found is told to the applicant, who may contest it, and is answered (F09c, F09b)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.casework.actions.investigation_papers import note_paper
from hudang.casework.actions.paper_making import make_case_paper
from hudang.casework.actions.stepping import advance, open_case, touch
from hudang.casework.actions.tasks import save_task
from hudang.casework.errors import NotYet
from hudang.casework.models import Case, CaseTask
from hudang.casework.queries.task_results import check_task, result_of
from hudang.casework.vocabulary import CaseAct, CaseStage
from hudang.forms.catalogue import form_of
from hudang.forms.models import Paper
from hudang.forms.rules.definition import Table, Text
from hudang.forms.rules.reading import fields_of, read_form
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.platform.calendar import working_calendar

NOTICE, RECHECK = "F09c", "F09b"


@transaction.atomic
def tell_mismatch(*, actor: User, number: str, data: Mapping[str, Any], version: int | None = None) -> Case:
    """Tell the applicant in writing what was found and differs from what he declared (吉林省办法第十九条).

    ``data`` is the notice (F09c); until its term is over he may contest, and nobody proposes a refusal. Raises
    ``InvalidInput`` by field, and what ``advance`` does.
    """
    case = open_case(actor, number, version)
    read = read_form(form_of(NOTICE), data, clock.today())
    if not read.ok:
        raise InvalidInput(read.faults)
    step = advance(actor, case, CaseAct.TELL_MISMATCH, reason=str(read.clean["facts"]))
    note_paper(step, make_case_paper(actor, case, NOTICE, read.clean))
    until = working_calendar().after(clock.today(), int(read.clean["days"]))
    _keep(case, {"told_on": clock.today().isoformat(), "contest_until": until.isoformat()})
    return case


@transaction.atomic
def contest(*, actor: User, number: str, data: Mapping[str, Any], version: int | None = None) -> Case:
    """Write down what the applicant contests and with which proof; the finding is checked again."""
    case = open_case(actor, number, version)
    given = {"applicant": case.applicant_name} | dict(data)
    faults = read_form(form_of(RECHECK), given, clock.today()).faults
    own = {name: said for name, said in faults.items() if name.startswith(_contested_names())}
    if own:
        raise InvalidInput(own)
    kept = {name: value for name, value in given.items() if name.startswith(_contested_names())}
    advance(actor, case, CaseAct.CONTEST, opinion="；".join(_points(kept)))
    _keep(case, {"contest": kept, "recheck_open": True})
    return case


def _contested_names() -> tuple[str, ...]:
    """Return the names of the first part of the form, which the applicant's side fills."""
    section = form_of(RECHECK).sections[0]
    names: list[str] = []
    for part in section.parts:
        if isinstance(part, Table):
            names.append(part.key)
        elif not isinstance(part, Text):
            names += [field.key for field in fields_of(part)]
    return tuple(names)


def _points(kept: Mapping[str, Any]) -> list[str]:
    return [f"{row.get('item')}：{row.get('claim')}" for row in kept.get("points") or () if row.get("item")]


@transaction.atomic
def record_recheck(*, actor: User, number: str, data: Mapping[str, Any], version: int | None = None) -> Paper:
    """Write down what the recheck found and when the applicant was answered; its paper is filed (M38)."""
    case = open_case(actor, number, version)
    if case.stage != CaseStage.RECHECKING:
        raise NotYet(act="登记复查结论", why=f"本案现在是“{case.get_stage_display()}”，不在复查中。")
    found = result_of(check_task(case))
    if not found.get("recheck_open"):
        raise NotYet(act="登记复查结论", why="复查结论已经登记。")
    paper = make_case_paper(actor, case, RECHECK, {**data, **found["contest"]})
    _keep(case, {"recheck_open": False})
    touch(case)
    return paper


def _keep(case: Case, said: Mapping[str, Any]) -> None:
    task: CaseTask = check_task(case)
    save_task(task, {**result_of(task), **said})
