"""走访路线: what a telephone takes into the village: the tasks of one user, with no more of each than it needs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.casework.rules.masking import masked
from hudang.divisions.queries import names_of
from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import FormDefinition
from hudang.forms.rules.posted import stored
from hudang.forms.vocabulary import Kind
from hudang.kernel import clock
from hudang.recertification.models import RecertificationTask, Standing, Visit
from hudang.recertification.queries.required import required_in_words
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.queries.visit_content import content_of
from hudang.recertification.queries.visit_prefill import Known, known_of, prefilled
from hudang.recertification.rules.ladder import lateness
from hudang.recertification.rules.periods import month_end
from hudang.recertification.rules.thresholds import Thresholds
from hudang.recertification.vocabulary import (
    LATENESS_LABELS,
    METHOD_LABELS,
    TO_DO,
    TRIGGER_LABELS,
    VISIT_METHODS,
    Method,
    Trigger,
    VisitState,
)

# a route is walked within days: what opens later comes with the next contact
AHEAD = 14
MOST_TASKS = 240
OPEN_VISITS = (VisitState.DRAFT.value, VisitState.RETURNED.value)


@dataclass(frozen=True)
class Ask:
    """One task of a stop: why, of whom, by when, by what means."""

    id: int
    rule: str
    name: str
    person: str
    about: str
    due_on: date
    lateness: str
    late_words: str
    form: str
    methods: list[list[str]]
    neighbours: int
    visitors: int
    meet_person: bool
    required: list[str]
    required_keys: list[str]
    opens_on: date
    home_next: bool


@dataclass(frozen=True)
class Sheet:
    """One form to fill in at a stop: the tasks it serves, what is known already, and the visit begun before, if any."""

    form: str
    person: str
    tasks: list[int]
    known: dict[str, Any]
    visit: dict[str, Any] | None = None


@dataclass
class Stop:
    """One household of the route."""

    household: str
    head: str
    village: str
    village_name: str
    address: str
    phone: str
    size: int | None
    tasks: list[Ask] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)


def route_for(user: User, day: date | None = None) -> list[Stop]:
    """Return the stops of a user's route by village and due day, without accounts and numbers of persons."""
    require(user, Right.VISIT)
    today = day or clock.today()
    homes: dict[int, list[RecertificationTask]] = defaultdict(list)
    for task in _tasks(user, today)[:MOST_TASKS]:
        homes[task.household_id].append(task)
    names = names_of({rows[0].household.village_code for rows in homes.values()})
    limits = thresholds(today)
    phoned = _phoned([task for rows in homes.values() for task in rows])
    known = known_of(rows[0].household for rows in homes.values())
    stops = [_stop(user, rows, names, today, limits, phoned, known) for rows in homes.values()]
    return sorted(stops, key=lambda stop: (stop.village, min(task.due_on for task in stop.tasks), stop.household))


def _phoned(tasks: Sequence[RecertificationTask]) -> set[int]:
    """Return the tasks whose subject was only telephoned to for as long as the rule allows: this time in person."""
    found = Standing.objects.filter(subject__in={task.subject for task in tasks}, until=None, phone_in_a_row__gt=0)
    calls = {
        (code, subject): count for code, subject, count in found.values_list("rule_code", "subject", "phone_in_a_row")
    }
    return {
        task.pk
        for task in tasks
        if 0 < task.rule.text.get("phone_in_a_row", 0) <= calls.get((task.rule_code, task.subject), 0)
    }


def _tasks(user: User, today: date) -> QuerySet[RecertificationTask]:
    """Return what is late, due this month or may be begun soon: the user's own, and nobody's in a village of his own."""
    whose = Q(assignee=user)
    if not user.may(Right.EXAMINE_VISITS):
        whose |= Q(assignee=None)
    soon = Q(opens_on__lte=today + timedelta(days=AHEAD)) | Q(due_on__lte=month_end(today))
    found = RecertificationTask.objects.filter(within(user, "household__village_code"), whose, soon)
    found = found.filter(state__in=[state.value for state in TO_DO])
    found = found.select_related("household", "person", "rule", "visit__made_by").prefetch_related(
        "visit__photos", "visit__beside__made_by"
    )
    return found.order_by("due_on", "pk")


def _stop(
    user: User,
    tasks: Sequence[RecertificationTask],
    names: dict[str, str],
    today: date,
    limits: Thresholds,
    phoned: set[int],
    known: Mapping[int, Known],
) -> Stop:
    home = tasks[0].household
    stop = Stop(
        household=home.code,
        head=home.head_name,
        village=home.village_code,
        village_name=names.get(home.village_code, ""),
        address=home.address or home.registered_address,
        phone=home.phone,
        size=home.declared_size,
    )
    stop.tasks = [_ask(task, today, limits, task.pk in phoned) for task in tasks]
    stop.sheets = [_sheet(user, known[home.pk], group, today) for group in _sheets(tasks)]
    return stop


def _ask(task: RecertificationTask, today: date, limits: Thresholds, home_next: bool) -> Ask:
    rule = task.rule.text
    late = lateness(task.late_after, today, limits)
    methods = [Method(each) for each in rule["methods"] if Method(each) in VISIT_METHODS]
    methods = [each for each in methods if each == Method.HOME] if home_next else methods
    trigger = TRIGGER_LABELS[Trigger(task.trigger)] if task.trigger else ""
    return Ask(
        id=task.pk,
        rule=task.rule_code,
        name=rule["name"],
        person=task.person.name if task.person else "",
        about=task.about or trigger,
        due_on=task.due_on,
        lateness=late.value,
        late_words=LATENESS_LABELS[late],
        form=_form(task),
        methods=[[each.value, METHOD_LABELS[each]] for each in methods],
        neighbours=rule.get("neighbours", 0),
        visitors=rule.get("visitors", 1),
        meet_person=rule.get("meet_person", False),
        required=required_in_words(_form(task), rule.get("required_fields", ())),
        required_keys=list(rule.get("required_fields", ())),
        opens_on=task.opens_on,
        home_next=home_next,
    )


def _form(task: RecertificationTask) -> str:
    return "F21" if task.rule.text["form"] == "F21" else "F20"


def _sheets(tasks: Sequence[RecertificationTask]) -> Iterable[list[RecertificationTask]]:
    """Yield the tasks that one form serves: all of a household by F20, where one of them asks for it; by F21 a person's."""
    if any(_form(task) == "F20" for task in tasks):
        yield list(tasks)
        return
    by_person: dict[int | None, list[RecertificationTask]] = defaultdict(list)
    for task in tasks:
        by_person[task.person_id].append(task)
    yield from by_person.values()


def _sheet(user: User, known: Known, tasks: list[RecertificationTask], today: date) -> Sheet:
    home = known.household
    form = "F20" if any(_form(task) == "F20" for task in tasks) else "F21"
    person = tasks[0].person if form == "F21" else None
    begun = next((task.visit for task in tasks if _goes_on(user, task.visit)), None)
    fresh = Visit(household=home, person=person, form_code=form, method=Method.HOME, on=today, made_by=user)
    return Sheet(
        form=begun.form_code if begun else form,
        person=person.name if person else "",
        tasks=[task.pk for task in tasks],
        known=for_phone(form_of(form), json.loads(stored(prefilled(user, fresh, known)))),
        visit=visit_for_phone(begun) if begun else None,
    )


def _goes_on(user: User, visit: Visit | None) -> bool:
    return visit is not None and visit.state in OPEN_VISITS and visit.made_by_id == user.pk


def for_phone(definition: FormDefinition, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a form as a telephone may hold them: numbers masked, photographs left with the server."""
    photos = {each.key for each in definition.fields() if each.kind is Kind.PHOTO}
    return {key: value for key, value in masked(definition, content).items() if key not in photos}


def visit_for_phone(visit: Visit) -> dict[str, Any]:
    """Return a visit as a telephone may hold it."""
    return {
        "key": str(visit.key),
        "version": visit.version,
        "state": visit.state,
        "form": visit.form_code,
        "method": visit.method,
        "content": for_phone(form_of(visit.form_code), content_of(visit)),
        "neighbours_missing": visit.neighbours_missing,
        "returned_because": visit.returned_because,
        "photos": len(visit.photos.all()),
        "beside": sorted(each.made_by.display_name for each in visit.beside.all()),
        "made_by": visit.made_by.display_name,
        "updated_at": visit.updated_at.isoformat(),
    }
