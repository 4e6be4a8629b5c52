"""联系不上: what was tried on which day; after enough days a verification, never a stop (dynamic-review.md §4)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.recertification.actions.events import make_event_task
from hudang.recertification.actions.visiting import refuse_others
from hudang.recertification.models import Attempt, RecertificationTask
from hudang.recertification.queries.rules import rule_for_trigger
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.happenings import Happening
from hudang.recertification.vocabulary import TO_DO, VISIT_METHODS, TaskState, Trigger

_TO_DO = [state.value for state in TO_DO]
_LONGEST = 200


@transaction.atomic
def record_attempt(
    *, actor: User, household_code: str, on: date, method: str, result: str
) -> list[RecertificationTask]:
    """Note that nobody was reached, for every task of the household that is to do; return these tasks.

    Noted once more in the same words, it is the same attempt. Tried on so many different days as the county's parameter says, they are 联系不上 and a verification (失联核实) is
    made; the allowance goes on. Raises ``NotAllowed``, ``NotVisible``, ``InvalidInput``, ``NotYourTask``.
    """
    require(actor, Right.VISIT)
    household = Household.objects.filter(code=household_code).first()
    if household is None:
        raise NotVisible
    require_place(actor, household.village_code)
    _check(on, method, result)
    rows = RecertificationTask.objects.select_for_update(of=("self",)).filter(
        household=household, state__in=_TO_DO, opens_on__lte=on
    )
    tasks = list(rows.select_related("assignee", "rule", "person").prefetch_related("attempts"))
    if not tasks:
        raise InvalidInput({"result": "这一户现在没有要做的核查，不用登记。"})
    refuse_others(actor, tasks)
    for task in tasks:
        _note(actor, household, task, Attempt(task=task, on=on, method=method, result=result.strip()[:_LONGEST]))
    summary = f"登记没有联系上{household.head_name}户（{on:%Y-%m-%d}）"
    record(actor, Act("record_attempt", "household", household.pk, household.code, summary))
    return tasks


def _check(on: date, method: str, result: str) -> None:
    faults = {}
    if on > clock.today():
        faults["on"] = "日期在今天以后，请改成实际联系的日期。"
    if method not in VISIT_METHODS:
        faults["method"] = "请选择家访、电话或视频。"
    if not result.strip():
        faults["result"] = "请写明情况，例如：敲门无人，邻居说去女儿家了。"
    if faults:
        raise InvalidInput(faults)


def _note(actor: User, household: Household, task: RecertificationTask, attempt: Attempt) -> None:
    attempt.made_by, attempt.made_at = actor, clock.now()
    before = {(each.on, each.method, each.result, each.made_by_id) for each in task.attempts.all()}
    if (attempt.on, attempt.method, attempt.result, actor.pk) in before:
        return
    days = {on for on, _, _, _ in before} | {attempt.on}
    attempt.save()
    if len(days) < thresholds().attempt_days or task.state == TaskState.CANNOT_REACH:
        return
    task.state = TaskState.CANNOT_REACH
    task.version += 1
    task.save(update_fields=["state", "version"])
    rule = rule_for_trigger(Trigger.UNREACHABLE)
    # who is not reached in a verification is not to be verified once more
    if rule is not None and task.trigger != Trigger.UNREACHABLE:
        about = f"{len(days)} 个不同日联系不上（{task.rule.text.get('name', '')}），核实下落，不停发"
        happened = Happening(Trigger.UNREACHABLE, f"unreachable:{clock.today():%Y-%m}", attempt.on, about)
        make_event_task(rule, household, happened, task.person_id)
