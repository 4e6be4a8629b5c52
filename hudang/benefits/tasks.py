"""Long work on the allowance in the background: lists of a month, changes of the standard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django_tasks import task

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Right
from hudang.benefits.actions.changing import approve_change, undo_change
from hudang.benefits.actions.lists import close_list, locked_list, prepare_list, refuse_closed
from hudang.benefits.actions.recomputing import change_for_act, compute_change
from hudang.benefits.models import StandardChange
from hudang.benefits.rules.months import in_words
from hudang.benefits.vocabulary import ChangeState
from hudang.households.actions.opening import reason_given
from hudang.kernel.money import plain
from hudang.platform import jobs
from hudang.platform.models import Job

_WORDS = {"compute": "测算标准调整", "approve": "执行标准调整", "undo": "撤销标准调整"}


@task()
def prepare(job_id: str) -> None:
    """Write the draft of a month."""
    jobs.run(job_id, _prepare)


def _prepare(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    listed = prepare_list(
        actor=user_by_id(progress.job.owner_id),
        county=arguments["county"],
        month=date.fromisoformat(arguments["month"]),
        price_subsidy=Decimal(arguments["price_subsidy"]),
        price_reference=arguments["price_reference"],
        progress=progress,
    )
    return {"message": f"已编制 {listed.households} 户，合计 {plain(listed.total)} 元", "list": listed.pk}


@transaction.atomic
def start_preparing(*, actor: User, county: str, month: date, price_subsidy: Decimal, price_reference: str) -> Job:
    """Let the worker prepare the list of a month."""
    require(actor, Right.PREPARE_PAYMENTS)
    require_place(actor, county)
    job = jobs.create(
        kind="prepare_list",
        title=f"编制{in_words(month)}发放名册",
        owner_id=actor.pk,
        arguments={
            "county": county,
            "month": month.isoformat(),
            "price_subsidy": str(price_subsidy),
            "price_reference": price_reference,
        },
    )
    transaction.on_commit(lambda: prepare.enqueue(job_id=str(job.pk)))
    return job


@task()
def close(job_id: str) -> None:
    """Close a month."""
    jobs.run(job_id, _close)


def _close(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor = user_by_id(progress.job.owner_id)
    listed = close_list(actor=actor, list_id=int(arguments["list"]), progress=progress)
    return {"message": f"{in_words(listed.month)}发放名册已封账", "list": listed.pk}


@transaction.atomic
def start_closing(*, actor: User, list_id: int) -> Job:
    """Let the worker close a month; raises ``NotVisible`` or ``ListClosed`` at once."""
    require(actor, Right.DECIDE_BENEFITS)
    listed = locked_list(actor, list_id)
    refuse_closed(listed)
    title = f"{in_words(listed.month)}发放名册封账"
    return jobs.begin(close, kind="close_list", title=title, owner_id=actor.pk, arguments={"list": listed.pk})


@task()
def work_on_change(job_id: str) -> None:
    """Compute, approve or undo a change of the standard."""
    jobs.run(job_id, _work_on_change)


def _work_on_change(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    actor, change_id = user_by_id(progress.job.owner_id), int(arguments["change"])
    if arguments["act"] == "compute":
        change = compute_change(actor=actor, change_id=change_id, progress=progress)
    elif arguments["act"] == "approve":
        change = approve_change(actor=actor, change_id=change_id, progress=progress)
    else:
        change = undo_change(actor=actor, change_id=change_id, reason=arguments["reason"], progress=progress)
    return {"message": f"{_WORDS[arguments['act']]}完毕", "change": change.pk}


@transaction.atomic
def start_change_work(*, actor: User, change_id: int, act: str, reason: str = "") -> Job:
    """Let the worker ``compute``, ``approve`` or ``undo`` a batch, or go on with what was interrupted."""
    states = {
        "compute": (ChangeState.COMPUTING,),
        "approve": (ChangeState.COMPUTED, ChangeState.APPROVING),
        "undo": (ChangeState.APPROVED, ChangeState.UNDOING),
    }
    if act != "compute":
        require(actor, Right.DECIDE_BENEFITS)
    if act == "undo":
        reason_given(reason, "撤销标准调整")
    change = change_for_act(actor, change_id, _WORDS[act], states[act])
    return _enqueue(actor, change, act, reason)


def _enqueue(actor: User, change: StandardChange, act: str, reason: str) -> Job:
    job = jobs.create(
        kind="standard_change",
        title=f"{_WORDS[act]}（{in_words(change.month)}起）",
        owner_id=actor.pk,
        arguments={"change": change.pk, "act": act, "reason": reason},
    )
    transaction.on_commit(lambda: work_on_change.enqueue(job_id=str(job.pk)))
    return job
