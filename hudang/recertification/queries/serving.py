"""Which tasks a visit settles, by its form, person, day and method (R40); for actions, which checked right and place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Avg

from hudang.casework.declared import declaration_of
from hudang.casework.models import Case
from hudang.forms.catalogue import form_of
from hudang.forms.rules.reading import read_form
from hudang.households.models import Dwelling, Household
from hudang.households.vocabulary import IN_PAYMENT
from hudang.kernel import clock
from hudang.recertification.models import RecertificationTask, Standing, Visit
from hudang.recertification.queries.required import labels_of
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.queries.visit_content import content_of, moment, neighbour_content, with_derived
from hudang.recertification.rules.rule_text import RuleText
from hudang.recertification.rules.visit_checks import Served, VisitFacts, phone_is_over, visit_faults
from hudang.recertification.vocabulary import OPEN, UNDER_WAY, Method

SURVEY, CALL = "F20", "F21"
_OPEN = [state.value for state in OPEN]


def fits(form_code: str, person_id: int | None, task: RecertificationTask) -> bool:
    """Tell whether a form is enough for a task: a survey for every one, a visit for those that ask for visits."""
    if form_code == SURVEY:
        return True
    return str(task.rule.text.get("form")) == CALL and task.person_id in (None, person_id)


def candidates(household_id: int, form_code: str, person_id: int | None, on: date) -> list[RecertificationTask]:
    """Return the open tasks of a household that a visit on a day may settle."""
    tasks = RecertificationTask.objects.filter(household=household_id, state__in=_OPEN, opens_on__lte=on)
    found = tasks.select_related("rule", "person", "assignee", "visit", "household")
    return [task for task in found if fits(form_code, person_id, task)]


def tasks_of_visit(visit: Visit) -> list[RecertificationTask]:
    """Return the open tasks that the visit settles as it stands: by its method, as long as one allows it."""
    found = candidates(visit.household_id, visit.form_code, visit.person_id, visit.on)
    return [task for task in found if free_for(visit, task) and visit.method in task.rule.text.get("methods", ())]


def free_for(visit: Visit, task: RecertificationTask) -> bool:
    """Tell whether no other visit has a task under way."""
    return task.visit is None or task.visit_id == visit.pk or task.visit.state not in UNDER_WAY


def facts_of(visit: Visit) -> VisitFacts:
    """Return what the checks of a visit ask; a constant number of queries."""
    definition = form_of(visit.form_code)
    content = read_form(definition, content_of(visit), clock.today(), complete=False).clean
    photos = list(visit.photos.values_list("what", flat=True))
    neighbours = [
        (read_form(form_of("F19"), said, clock.today()).ok, said.get("kin") in (True, "yes", "true"))
        for said in (neighbour_content(each) for each in visit.neighbours.all())
    ]
    return VisitFacts(
        form=visit.form_code,
        method=Method(visit.method),
        on=visit.on,
        began_at=visit.began_at,
        ended_at=visit.ended_at or moment(visit.on, content.get("until")),
        now=clock.now(),
        content=content,
        served=_served(visit),
        located=visit.latitude is not None,
        photos=photos,
        neighbours=neighbours,
        neighbours_missing=visit.neighbours_missing,
        relatives=relatives_of(visit.household),
        power_average=power_average(visit.household),
        labels=labels_of(visit.form_code),
        limits=thresholds(visit.on),
    )


def _served(visit: Visit) -> list[Served]:
    """Return the tasks as the checks judge them: those that the method settles, else all, so that it is said why."""
    found = candidates(visit.household_id, visit.form_code, visit.person_id, visit.on)
    if not found:
        found = list(visit.tasks.filter(state__in=_OPEN).select_related("rule", "person"))
    keys = {(task.rule_code, task.subject) for task in found}
    rows = Standing.objects.filter(subject__in=[subject for _, subject in keys], until=None)
    calls = {(row.rule_code, row.subject): row.phone_in_a_row for row in rows}
    every = [
        Served(
            RuleText(**task.rule.text),
            task.opens_on,
            calls.get((task.rule_code, task.subject), 0),
            task.person.name if task.person else "",
        )
        for task in found
    ]
    method = Method(visit.method)
    able = [each for each in every if method in each.rule.methods]
    over = [each for each in able if phone_is_over(each, method)]
    return over or able or every


def relatives_of(household: Household) -> Sequence[str]:
    """Return the names of the staff who are filed as near relatives of the household (R26)."""
    cases = Case.objects.filter(household=household, near_relative=True).exclude(declaration="").order_by("-pk")
    case = cases.first()
    rows = declaration_of(case).get("near_relatives", []) if case else []
    kept_out = [each.user.display_name for each in case.kept_out.select_related("user")] if case else []
    return [*(str(row.get("name", "")) for row in rows), *kept_out]


def power_average(household: Household) -> Decimal | None:
    """Return what the households of the village pay for electricity a month on average; ``None`` when nobody knows."""
    rows = Dwelling.objects.filter(
        household__village_code=household.village_code,
        household__state__in=[state.value for state in IN_PAYMENT],
        power_monthly__gt=0,
    )
    found: Decimal | None = rows.exclude(household=household).aggregate(average=Avg("power_monthly"))["average"]
    return found


def faults_of(visit: Visit) -> dict[str, str]:
    """Return everything that is wrong with a visit as it stands, by field."""
    read = read_form(form_of(visit.form_code), with_derived(visit), clock.today())
    found = visit_faults(facts_of(visit)) | read.faults
    if "photos" in found:
        found.pop("photo", None)
    return found
