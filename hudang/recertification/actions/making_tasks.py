"""The tasks that standings and happenings ask for on a day, each made once for its rule, subject and period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hudang.kernel import clock
from hudang.recertification.actions.assigning import Assignees
from hudang.recertification.actions.events import pulled_happenings
from hudang.recertification.actions.plan import LONGEST, Key, Plan, Wanted, subject_key
from hudang.recertification.models import RecertificationTask, Standing
from hudang.recertification.queries.rules import Rule
from hudang.recertification.queries.subjects import Home, PersonFacts
from hudang.recertification.rules.expression import Subject
from hudang.recertification.rules.happenings import Dates, Happening, happenings
from hudang.recertification.rules.periods import (
    Period,
    due_after,
    event_period,
    first_due,
    interval_period,
    month_period,
)
from hudang.recertification.vocabulary import OPEN, Cadence, Scope, TaskState

# what is to be done by when, of whom
Due = tuple[Rule, Home, PersonFacts | None, Period]
Found = tuple[Rule, Home, PersonFacts | None, Period, Happening]


def due_periods(plan: Plan, wanted: Wanted, standings: Mapping[Key, Standing]) -> list[Due]:
    """Return the period of each standing that a task should be there for on the day."""
    intervals = [key for key, (rule, _, _) in wanted.items() if rule.text.cadence == Cadence.INTERVAL]
    under_way = _open(intervals)
    found: list[Due] = []
    for key, (rule, home, person) in wanted.items():
        if rule.text.cadence != Cadence.INTERVAL:
            period = month_period(rule.text, plan.day)
        elif key in under_way:
            continue
        else:
            period = _interval(rule, home, standings[key])
        if period is not None:
            found.append((rule, home, person, period))
    return found


def _interval(rule: Rule, home: Home, standing: Standing) -> Period:
    done = standing.last_done_on
    due = due_after(rule.text, done) if done else first_due(rule.text, home.approved_on, standing.since)
    return interval_period(rule.text, due)


def _open(keys: Iterable[Key]) -> set[Key]:
    subjects = {subject for _, subject in keys}
    rows = RecertificationTask.objects.filter(subject__in=subjects, trigger="", state__in=[s.value for s in OPEN])
    return set(rows.values_list("rule_code", "subject"))


def make_tasks(plan: Plan, due: Sequence[Due], found: Sequence[Found]) -> list[RecertificationTask]:
    """Return the tasks that are not there yet, unstored; one that was cancelled in the same period comes to life."""
    asked = [(*each, None) for each in due] + list(found)
    before = _before(asked)
    made: list[RecertificationTask] = []
    for rule, home, person, period, happening in asked:
        of_person = person if rule.text.scope == Scope.PERSON else None
        key = (rule.code, subject_key(home, of_person), period.key)
        if key in before:
            _revive(plan, before[key], home)
            continue
        person_id = of_person.person_id if of_person else None
        task = new_task(plan.assignees, rule, home.pk, home.village_code, period, person_id)
        if happening is not None:
            task.trigger, task.about = happening.trigger, happening.about[:LONGEST]
        before[key] = task
        made.append(task)
    return made


def _before(
    asked: Sequence[tuple[Rule, Home, PersonFacts | None, Period, Happening | None]],
) -> dict[tuple[str, str, str], RecertificationTask]:
    periods = {period.key for _, _, _, period, _ in asked}
    subjects = {f"H{home.pk}" for _, home, _, _, _ in asked}
    subjects |= {f"P{person.person_id}" for _, _, person, _, _ in asked if person is not None}
    rows = RecertificationTask.objects.filter(subject__in=subjects, period__in=periods)
    return {(task.rule_code, task.subject, task.period): task for task in rows}


def new_task(
    assignees: Assignees, rule: Rule, household_id: int, village_code: str, period: Period, person_id: int | None
) -> RecertificationTask:
    """Return a task that is not stored yet, given to whoever performs it in the village."""
    assignee = assignees.who(village_code, rule.text.performer)
    return RecertificationTask(
        rule_code=rule.code,
        rule_id=rule.pk,
        subject=f"H{household_id}" if person_id is None else f"P{person_id}",
        household_id=household_id,
        person_id=person_id,
        period=period.key,
        opens_on=period.opens_on,
        due_on=period.due_on,
        late_after=period.late_after,
        state=TaskState.PLANNED if assignee is None else TaskState.ASSIGNED,
        assignee_id=assignee,
        made_at=clock.now(),
    )


def _revive(plan: Plan, task: RecertificationTask, home: Home) -> None:
    """Somebody is under the rule again within the same period: what was cancelled is to do again."""
    if task.state != TaskState.CANCELLED or task.trigger or task.pk is None:
        return
    task.state = TaskState.PLANNED if task.assignee_id is None else TaskState.ASSIGNED
    task.cancelled_because, task.household_id = "", home.pk
    task.save(update_fields=["state", "cancelled_because", "household"])
    plan.made.revived += 1


def happened(plan: Plan, homes: Sequence[Home]) -> list[Found]:
    """Return what the register tells of the people: certificates, graduations, ages."""
    ages = {age for rule in plan.rules for age in rule.text.ages}
    found: list[Found] = []
    for home in homes:
        for person in home.people:
            dates = Dates(person.born_on, person.disability_until, person.card_until, person.graduates_on)
            for each in happenings(
                dates, since=plan.since, day=plan.day, notice_days=plan.limits.expiry_notice_days, ages=ages
            ):
                rule = plan.rule_for(each.trigger)
                if rule is not None and rule.text.condition.holds(_subject(rule, home, person)):
                    found.append((rule, home, person, _event_period(plan, rule, each), each))
    return found


def _subject(rule: Rule, home: Home, person: PersonFacts) -> Subject:
    return home.subject(person if rule.text.scope == Scope.PERSON else None)


def pulled(plan: Plan, homes: Sequence[Home]) -> list[Found]:
    """Return what other acts left behind: payments that came back, households that a new standard leaves out."""
    found: list[Found] = []
    by_pk = {home.pk: home for home in homes}
    for pk, each in pulled_happenings(list(by_pk), plan.since, plan.day):
        rule = plan.rule_for(each.trigger)
        if rule is not None:
            found.append((rule, by_pk[pk], None, _event_period(plan, rule, each), each))
    return found


def _event_period(plan: Plan, rule: Rule, each: Happening) -> Period:
    days = rule.text.working_days or plan.limits.event_days
    return event_period(each.key, each.on, plan.calendar.after(plan.day, days), rule.text.grace_days)
