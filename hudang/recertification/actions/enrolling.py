"""入列与退出: who comes under a rule, who leaves it and why; what was still to do of a rule that ended is cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction

from hudang.accounts.access import within_division
from hudang.households.queries.facts import chunks
from hudang.households.vocabulary import IN_PAYMENT
from hudang.platform import bulk
from hudang.recertification.actions.plan import LONGEST, Key, Plan, Wanted, subject_key, why_under
from hudang.recertification.models import RecertificationTask, Standing
from hudang.recertification.queries.rules import rules_on
from hudang.recertification.queries.subjects import Home, PersonFacts
from hudang.recertification.vocabulary import TO_DO, Cadence, Scope, TaskState

LEFT_PAYMENT = "本户不再在保。"
NOT_COVERED = "不再是本户的保障对象。"


def wanted_of(plan: Plan, homes: Sequence[Home]) -> Wanted:
    """Return who is under which rule on the day; rules for events have no standings."""
    found: Wanted = {}
    for rule in plan.rules:
        if rule.text.cadence == Cadence.EVENT:
            continue
        holds, by_person = rule.text.condition.holds, rule.text.scope == Scope.PERSON
        for home in homes:
            people: Sequence[PersonFacts | None] = home.people if by_person else [None]
            for person in people:
                if holds(home.subject(person)):
                    found[rule.code, subject_key(home, person)] = (rule, home, person)
    return found


def leave(
    plan: Plan,
    homes: Sequence[Home],
    standings: dict[Key, Standing],
    wanted: Wanted,
) -> None:
    """End the standings that hold no more, each with its reason, and cancel what was still to do."""
    gone = {key: standing for key, standing in standings.items() if key not in wanted}
    if not gone:
        return
    rules = {rule.code: rule for rule in plan.rules}
    by_pk = {home.pk: home for home in homes}

    def why(standing: Standing) -> str:
        rule, home = rules.get(standing.rule_code), by_pk[standing.household_id]
        if rule is None:
            return _switched_off(plan, standing.rule_code)
        person = next((p for p in home.people if p.person_id == standing.person_id), None)
        if standing.person_id is not None and person is None:
            return NOT_COVERED
        return "不再符合：" + why_under(rule, home, person)

    end_standings(plan, Standing.objects.filter(pk__in=[standing.pk for standing in gone.values()]), why)
    for key in gone:
        del standings[key]


def _switched_off(plan: Plan, code: str) -> str:
    rule = rules_on(plan.day).get(code)
    return f"规则停用（第 {rule.number} 版）。" if rule else "规则停用。"


def end_standings(plan: Plan, standings: Iterable[Standing], why: Callable[[Standing], str]) -> None:
    """End standings on the day, each with its reason, and cancel what was to do."""
    ended = list(standings)
    for standing in ended:
        standing.until, standing.why_left = max(plan.day, standing.since), why(standing)[:LONGEST]
    bulk.update(Standing, ended, ["until", "why_left"])
    reasons = {(standing.rule_code, standing.subject): standing.why_left for standing in ended}
    _cancel(plan, [standing.household_id for standing in ended], reasons)
    plan.made.left += len(ended)


def _cancel(plan: Plan, household_ids: Sequence[int], reasons: dict[Key, str]) -> None:
    """Cancel what was to do of rules that ended; what was submitted is still checked."""
    states = [state.value for state in TO_DO]
    for ids in chunks(household_ids):
        tasks = [
            task
            for task in RecertificationTask.objects.filter(household__in=ids, state__in=states, trigger="")
            if (task.rule_code, task.subject) in reasons
        ]
        for task in tasks:
            task.state = TaskState.CANCELLED
            task.cancelled_because = reasons[task.rule_code, task.subject]
        bulk.update(RecertificationTask, tasks, ["state", "cancelled_because"])
        plan.made.cancelled += len(tasks)


def enter(plan: Plan, standings: dict[Key, Standing], wanted: Wanted) -> None:
    """Begin the standings that hold from now on; who was under the rule before keeps his last day."""
    for key in wanted.keys() & standings.keys():
        if standings[key].household_id != wanted[key][1].pk:
            standings[key] = _moved(standings[key], wanted[key][1])
    new = {key for key in wanted if key not in standings}
    before: dict[Key, date] = {}
    subjects = {subject for _, subject in new}
    for standing in Standing.objects.filter(subject__in=subjects).order_by("since", "pk"):
        key = (standing.rule_code, standing.subject)
        if key in new and standing.until is None:
            standings[key] = _moved(standing, wanted[key][1])
        elif standing.last_done_on is not None:
            before[key] = max(standing.last_done_on, before.get(key, standing.last_done_on))
    made = []
    for key in wanted:
        if key in standings:
            continue
        rule, home, person = wanted[key]
        standings[key] = Standing(
            rule_code=key[0],
            subject=key[1],
            household_id=home.pk,
            person_id=person.person_id if person else None,
            since=plan.day,
            why=why_under(rule, home, person),
            last_done_on=before.get(key),
        )
        made.append(standings[key])
    bulk.insert(Standing, made)
    plan.made.entered += len(made)


def _moved(standing: Standing, home: Home) -> Standing:
    """A person who lives in another household now is under the rule there, with the tasks that are open."""
    standing.household_id = home.pk
    standing.save(update_fields=["household"])
    RecertificationTask.objects.filter(
        rule_code=standing.rule_code, subject=standing.subject, state__in=[state.value for state in TO_DO]
    ).update(household_id=home.pk)
    return standing


def let_go(plan: Plan, county_code: str) -> None:
    """End the standings of households that are no longer in payment, a thousand at a time."""
    gone = Standing.objects.filter(within_division(county_code, "household__village_code"), until=None).exclude(
        household__state__in=[s.value for s in IN_PAYMENT]
    )
    for keys in chunks(gone.values_list("pk", flat=True)):
        with transaction.atomic():
            end_standings(plan, Standing.objects.filter(pk__in=keys), lambda standing: LEFT_PAYMENT)
