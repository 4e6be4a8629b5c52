"""走访: begun, filled in, handed in, dropped by whoever makes it (dynamic-review.md §2, §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.audit.staleness import stale
from hudang.casework.rules.masking import unmasked
from hudang.forms.catalogue import form_of
from hudang.forms.rules.posted import stored
from hudang.forms.rules.reading import read_form
from hudang.households.models import Household, Person
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.recertification.errors import NotYourTask, NotYourVisit, WrongVisitState
from hudang.recertification.models import RecertificationTask, Visit
from hudang.recertification.queries.reckoning import reckoned
from hudang.recertification.queries.serving import CALL, SURVEY, candidates, faults_of, free_for, tasks_of_visit
from hudang.recertification.queries.visit_content import content_of, moment, with_derived
from hudang.recertification.queries.visit_prefill import known_numbers, prefilled
from hudang.recertification.rules.outcomes import OVERRULED
from hudang.recertification.vocabulary import (
    TO_DO,
    VISIT_METHODS,
    VISIT_STATE_LABELS,
    Method,
    Outcome,
    TaskState,
    VisitState,
)

_FILLED_IN = (VisitState.DRAFT, VisitState.RETURNED)
_MOST = 300


@transaction.atomic
def start_visit(
    *,
    actor: User,
    key: UUID,
    household_code: str,
    form_code: str = CALL,
    method: str = Method.HOME,
    person_id: int | None = None,
    device: str = "网页",
    was_made: bool = False,
) -> Visit:
    """Begin a visit of a household; begun before with the same ``key``, it is that one.

    ``form_code`` is F21 (a visit of one person or household) or F20 (a survey, which serves every rule). Raises
    ``NotAllowed``, ``NotVisible``, ``InvalidInput``, ``NotYourTask`` when all it could settle is given to others;
    a visit that was made already, without network, is taken in even so.
    """
    require(actor, Right.VISIT)
    known = Visit.objects.filter(key=key).select_related("household", "made_by", "person").first()
    if known is not None:
        require_place(actor, known.household.village_code)
        return known
    household = _household(actor, household_code)
    if form_code not in (CALL, SURVEY) or method not in VISIT_METHODS:
        raise InvalidInput({"form": "请选择走访记录或动态低保户调查审核表，方式选家访、电话或视频。"})
    person = _person(household, person_id) if form_code == CALL else None
    today = clock.today()
    visit = Visit(
        key=key,
        household=household,
        person=person,
        form_code=form_code,
        method=method,
        on=today,
        made_by=actor,
        made_at=clock.now(),
        updated_at=clock.now(),
        device=device,
    )
    tasks = candidates(household.pk, form_code, person.pk if person else None, today)
    if not was_made:
        refuse_others(actor, tasks)
    visit.content = stored(prefilled(actor, visit))
    visit.save()
    take_up(visit, tasks)
    _log(actor, visit, "start_visit", f"开始走访{household.head_name}户")
    return visit


def _household(actor: User, code: str) -> Household:
    household = Household.objects.filter(code=code).first()
    if household is None:
        raise NotVisible
    require_place(actor, household.village_code)
    return household


def _person(household: Household, person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    person = Person.objects.filter(pk=person_id, memberships__household=household, memberships__until=None).first()
    if person is None:
        raise NotVisible
    return person


def refuse_others(actor: User, tasks: Iterable[RecertificationTask]) -> None:
    """Refuse when every task is somebody else's, unless the actor gives out the work."""
    others = [task.assignee for task in tasks if task.assignee is not None and task.assignee_id != actor.pk]
    if others and len(others) == len(list(tasks)) and not actor.may(Right.EXAMINE_VISITS):
        raise NotYourTask(assignee=others[0].display_name)


def take_up(visit: Visit, tasks: Iterable[RecertificationTask]) -> None:
    """Let tasks be under way by a visit; one that another visit has under way stays with that, and both are shown."""
    for task in tasks:
        if task.visit is not None and not free_for(visit, task):
            visit.beside.add(task.visit)
        elif task.state in TO_DO:
            set_task(task, TaskState.DOING, visit)


def set_task(task: RecertificationTask, state: TaskState, visit: Visit | None) -> None:
    """Write the state of a task and the visit by which it is done."""
    task.state, task.visit = state, visit
    task.version += 1
    task.save(update_fields=["state", "visit", "version"])


def open_visit(actor: User, key: UUID, version: int | None, right: Right) -> Visit:
    """Return a visit locked; raises ``NotAllowed``, ``NotVisible``, ``StaleForm``."""
    require(actor, right)
    rows = Visit.objects.select_for_update(of=("self",)).select_related("household", "made_by", "person")
    visit = rows.filter(key=key).first()
    if visit is None:
        raise NotVisible
    require_place(actor, visit.household.village_code)
    if version is not None and version != visit.version:
        raise stale(Q(object_type="visit", object_id=str(visit.pk)), "这次走访", visit.updated_at)
    return visit


def own_visit(actor: User, key: UUID, version: int | None, act: str) -> Visit:
    """Return one's own visit that is being filled in, locked."""
    visit = open_visit(actor, key, version, Right.VISIT)
    if visit.made_by_id != actor.pk:
        raise NotYourVisit(who=visit.made_by.display_name, act=act)
    if visit.state not in _FILLED_IN:
        raise WrongVisitState(state=VISIT_STATE_LABELS[VisitState(visit.state)], act=act)
    return visit


def touch(visit: Visit) -> None:
    """Count the version on and write the visit."""
    visit.version += 1
    visit.updated_at = clock.now()
    visit.save()


@transaction.atomic
def save_visit(
    *,
    actor: User,
    key: UUID,
    values: Mapping[str, Any],
    neighbours_missing: str = "",
    latitude: str | float | None = None,
    longitude: str | float | None = None,
    version: int | None = None,
) -> Visit:
    """Keep a visit as far as it is filled in; masked numbers are put back.

    Raises ``NotAllowed``, ``NotVisible``, ``NotYourVisit``, ``WrongVisitState``, ``StaleForm``.
    """
    visit = own_visit(actor, key, version, "修改")
    definition = form_of(visit.form_code)
    before = content_of(visit)
    given = unmasked(definition, values, known_numbers(visit.household, before))
    _write(visit, given)
    visit.content = stored({name: value for name, value in given.items() if name != "photo" or value})
    visit.neighbours_missing = neighbours_missing.strip()[:_MOST]
    visit.latitude, visit.longitude = _degrees(latitude), _degrees(longitude)
    touch(visit)
    return visit


def _degrees(value: Any) -> Decimal | None:
    try:
        found = round(Decimal(str(value)), 5)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) <= 180 else None


def _write(visit: Visit, given: Mapping[str, Any]) -> None:
    """Write into the columns what the form says of way, day, times and outcome."""
    definition = form_of(visit.form_code)
    clean = read_form(definition, given, clock.today(), complete=False).clean
    if clean.get("way") in VISIT_METHODS:
        visit.method = clean["way"]
    day, began = _began(visit.form_code, clean)
    visit.on = day or visit.on
    visit.began_at, visit.ended_at = moment(visit.on, began), moment(visit.on, clean.get("until"))
    # an end before the beginning is told when the visit is handed in; until then it is as good as none
    if visit.began_at and visit.ended_at and visit.ended_at < visit.began_at:
        visit.ended_at = None
    visit.outcome = Outcome(clean["outcome"]) if clean.get("outcome") else ""


def _began(form_code: str, clean: Mapping[str, Any]) -> tuple[date | None, str]:
    if form_code == SURVEY:
        return clean.get("surveyed_on"), clean.get("began", "")
    day, _, began = str(clean.get("visited_at", "")).partition(" ")
    return (date.fromisoformat(day) if day else None), began


@transaction.atomic
def submit_visit(*, actor: User, key: UUID, version: int | None = None) -> Visit:
    """Hand a visit in to be checked; handed in already, nothing happens. What a survey comes to is reckoned, not typed.

    Raises ``InvalidInput`` by field of the form, ``photos``, ``neighbours`` and ``neighbours_missing``.
    """
    visit = open_visit(actor, key, None, Right.VISIT)
    if visit.state == VisitState.SUBMITTED and visit.made_by_id == actor.pk:
        return visit
    visit = own_visit(actor, key, version, "提交")
    found = reckoned(visit)
    if found is not None and found.values is not None:
        visit.content = stored({**content_of(visit), **found.values})
    faults = faults_of(visit)
    if faults:
        raise InvalidInput(faults)
    clean = read_form(form_of(visit.form_code), with_derived(visit), clock.today()).clean
    for name in ("photo", *OVERRULED):
        clean.pop(name, None)
    visit.content = stored(clean)
    visit.state, visit.submitted_at, visit.returned_because = VisitState.SUBMITTED, clock.now(), ""
    touch(visit)
    served = tasks_of_visit(visit)
    let_go(visit, {task.pk for task in served})
    for task in served:
        set_task(task, TaskState.SUBMITTED, visit)
    _log(actor, visit, "submit_visit", f"提交{visit.household.head_name}户的走访")
    return visit


def let_go(visit: Visit, kept: Iterable[int] = ()) -> None:
    """Give back the tasks of a visit that it does not settle."""
    for task in visit.tasks.filter(state__in=[TaskState.DOING, TaskState.SUBMITTED, TaskState.RETURNED]):
        if task.pk not in kept:
            set_task(task, TaskState.ASSIGNED if task.assignee_id else TaskState.PLANNED, None)


@transaction.atomic
def drop_visit(*, actor: User, key: UUID, reason: str, version: int | None = None) -> Visit:
    """Give up a visit that was not handed in, with its reason; its tasks are to do again."""
    visit = own_visit(actor, key, version, "作废")
    if len(reason.strip()) < 4:
        raise InvalidInput({"reason": "请写明作废的理由（不少于 4 个字）。"})
    visit.state = VisitState.DROPPED
    touch(visit)
    let_go(visit)
    _log(actor, visit, "drop_visit", f"作废{visit.household.head_name}户的走访", reason)
    return visit


def _log(actor: User, visit: Visit, verb: str, summary: str, reason: str = "") -> None:
    after = {"form": visit.form_code, "method": visit.method, "on": f"{visit.on}"}
    record(actor, Act(verb, "visit", visit.pk, visit.household.code, summary, after=after, reason=reason.strip()))
