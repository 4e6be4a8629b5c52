"""复核走访: the township reads what was filled in, returns it, or accepts it with everything that follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.forms.catalogue import form_of
from hudang.forms.rules.posted import stored
from hudang.forms.rules.reading import read_form
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.kernel.money import plain
from hudang.notifications.actions.sending import send
from hudang.recertification.actions.campaigning import note_examined
from hudang.recertification.actions.completing import complete_tasks
from hudang.recertification.actions.events import make_event_task
from hudang.recertification.actions.planning import plan_households
from hudang.recertification.actions.visit_papers import INTERCEPTED, make_visit_papers
from hudang.recertification.actions.visit_register import update_register
from hudang.recertification.actions.visiting import let_go, open_visit, set_task, touch
from hudang.recertification.errors import OwnVisit, TwoVisits, WrongVisitState
from hudang.recertification.models import Visit
from hudang.recertification.queries.beside import beside_of
from hudang.recertification.queries.rules import rule_for_trigger
from hudang.recertification.queries.serving import tasks_of_visit
from hudang.recertification.queries.visit_content import content_of, took_part, with_derived
from hudang.recertification.rules.happenings import Happening
from hudang.recertification.rules.messages import VISIT_RETURNED
from hudang.recertification.rules.outcomes import OVERRULED
from hudang.recertification.rules.visit_checks import F20
from hudang.recertification.vocabulary import HANDED_IN, VISIT_STATE_LABELS, Outcome, TaskState, Trigger, VisitState

_LEAST_REASON, _LONGEST = 4, 300
_COUNTY = 6


def _to_check(actor: User, key: UUID, version: int | None, act: str) -> Visit:
    visit = open_visit(actor, key, version, Right.EXAMINE_VISITS)
    if visit.state != VisitState.SUBMITTED:
        raise WrongVisitState(state=VISIT_STATE_LABELS[VisitState(visit.state)], act=act)
    if took_part(actor, visit):
        raise OwnVisit
    other = next((each for each in beside_of(visit) if each.state in HANDED_IN), None)
    if other is not None:
        raise TwoVisits(who=other.made_by.display_name)
    return visit


@transaction.atomic
def return_visit(*, actor: User, key: UUID, reason: str, version: int | None = None) -> Visit:
    """Give a visit back to whoever made it, saying what is to be done.

    Raises ``NotAllowed``, ``NotVisible``, ``OwnVisit``, ``WrongVisitState``, ``StaleForm``, ``InvalidInput``.
    """
    visit = _to_check(actor, key, version, "退回")
    if len(reason.strip()) < _LEAST_REASON:
        raise InvalidInput({"reason": "请写明退回的理由和要补正的内容。"})
    visit.state, visit.returned_because = VisitState.RETURNED, reason.strip()[:_LONGEST]
    _checked(actor, visit, "")
    for task in visit.tasks.filter(state=TaskState.SUBMITTED):
        set_task(task, TaskState.RETURNED, visit)
    send(
        to=visit.made_by,
        template=VISIT_RETURNED,
        key=f"visit:{visit.pk}:returned:{visit.version}",
        values={"day": visit.on, "household": visit.household.code},
        link=f"/visits/visit/{visit.key}/",
        household_code=visit.household.code,
    )
    _log(actor, visit, "return_visit", "退回", reason)
    return visit


def _checked(actor: User, visit: Visit, opinion: str) -> None:
    visit.checked_by, visit.checked_at, visit.opinion = actor, clock.now(), opinion.strip()[:_LONGEST]
    touch(visit)


def _log(actor: User, visit: Visit, verb: str, did: str, reason: str = "") -> None:
    summary = f"{did}{visit.household.head_name}户的走访（{visit.on:%Y-%m-%d} {visit.get_method_display()}）"
    record(actor, Act(verb, "visit", visit.pk, visit.household.code, summary, reason=reason.strip()))


@transaction.atomic
def accept_visit(
    *,
    actor: User,
    key: UUID,
    opinion: str = "同意。",
    version: int | None = None,
    amount: str = "",
    because: str = "",
) -> Visit:
    """Accept a visit: the register follows, papers are made and filed, tasks are settled and the next ones dated.

    ``amount`` is what the township decides on instead of what a survey was reckoned to come to, ``because`` the reason.
    Raises ``NotAllowed``, ``NotVisible``, ``OwnVisit``, ``WrongVisitState``, ``StaleForm``, ``InvalidInput`` with what
    stands against it now, ``PaperNeedsFile`` when the household has no pouch.
    """
    visit = _to_check(actor, key, version, "通过")
    read = read_form(form_of(visit.form_code), with_derived(visit), clock.today())
    if not read.ok:
        raise InvalidInput(read.faults)
    decided = _overruled(visit, read.clean, amount, because)
    said = {**read.clean, **decided}
    visit.content = stored({**content_of(visit), **decided}) if decided else visit.content
    tasks = tasks_of_visit(visit)
    if visit.form_code == F20:
        update_register(actor, visit, said)
    words = opinion.strip() or "同意。"
    papers = make_visit_papers(actor, visit, said, tasks, words, clock.today())
    visit.papers = [paper.pk for paper in papers]
    visit.state = VisitState.ACCEPTED
    _checked(actor, visit, words)
    let_go(visit, {task.pk for task in tasks})
    complete_tasks(tasks, visit)
    note_examined(visit)
    _follow(visit, said)
    plan_households([visit.household_id], visit.household.village_code[:_COUNTY])
    _log(actor, visit, "accept_visit", "通过", _told(said))
    return visit


def _overruled(visit: Visit, said: Mapping[str, Any], amount: str, because: str) -> dict[str, Any]:
    """Return what the township decides on instead of the reckoned amount, empty where it decides nothing else."""
    if not amount.strip():
        return {}
    if visit.form_code != F20:
        raise InvalidInput({"amount": "走访记录没有建议金额，不能改定。"})
    given = {"township_amount": amount, "township_because": because.strip()[:_LONGEST]}
    read = read_form(form_of(F20), given, clock.today(), complete=False)
    faults = {}
    if "township_amount" in read.faults:
        faults["amount"] = read.faults["township_amount"]
    elif read.clean["township_amount"] == said.get("proposed"):
        faults["amount"] = "改定金额与建议金额相同，不改的留空。"
    if len(because.strip()) < _LEAST_REASON:
        faults["because"] = "请写明改定建议金额的理由和依据（不少于 4 个字）。"
    if faults:
        raise InvalidInput(faults)
    return {name: read.clean[name] for name in OVERRULED}


def _told(said: Mapping[str, Any]) -> str:
    if said.get("township_amount") is None:
        return ""
    return f"建议金额由 {plain(said.get('proposed'))} 元改定为 {plain(said['township_amount'])} 元：{said['township_because']}"


def _follow(visit: Visit, said: Mapping[str, Any]) -> None:
    """Make the tasks that a visit calls for: a check of the payment, a further look."""
    due, received = said.get("due"), said.get("received")
    if due is not None and received is not None and due != received:
        about = f"应发 {due} 元，实收 {received} 元，核实发放"
        if said.get("difference_reason") == INTERCEPTED:
            about = "低保金发放线索，转监督核实（来源保密）"
        _task(visit, Trigger.PAYMENT_DIFFERENCE, f"{visit.on:%Y-%m}", about)
    if visit.outcome == Outcome.LOOK_FURTHER or said.get("recheck") is True:
        about = str(said.get("reasons") or said.get("change_detail") or "走访认为需要复核")
        _task(visit, Trigger.LOOK_FURTHER, str(visit.pk), about)


def _task(visit: Visit, trigger: Trigger, key: str, about: str) -> None:
    rule = rule_for_trigger(trigger)
    if rule is not None:
        make_event_task(rule, visit.household, Happening(trigger, f"{trigger.value}:{key}", visit.on, about), None)
