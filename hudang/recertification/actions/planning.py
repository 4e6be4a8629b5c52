"""排期: the run that brings standings and tasks of a county up to a day; every night, repeated at will.

A thousand households are one transaction: other people's writing waits for at most that. Whatever is interrupted is
made up by the next run, because every task is made once for its rule, subject and period.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.households.queries.facts import chunks
from hudang.households.vocabulary import IN_PAYMENT
from hudang.kernel import clock
from hudang.platform import bulk
from hudang.recertification.actions.enrolling import LEFT_PAYMENT, end_standings, enter, leave, let_go, wanted_of
from hudang.recertification.actions.making_tasks import due_periods, happened, make_tasks, pulled
from hudang.recertification.actions.plan import Plan, Planned, plan_of
from hudang.recertification.actions.shipping import enter_shipped_rules
from hudang.recertification.models import PlanRun, RecertificationTask, Standing
from hudang.recertification.queries.subjects import Home, homes_in_payment, homes_of


def plan_county(
    *, actor: User, county_code: str, day: date | None = None, progress: Callable[[int], None] | None = None
) -> Planned:
    """Plan the tasks of a county (six digits) as of ``day`` (today), and keep that it was done."""
    day = day or clock.today()
    enter_shipped_rules(day)
    run = PlanRun.objects.create(county_code=county_code, day=day, began_at=clock.now())
    plan = plan_of(county_code, day)
    for homes in homes_in_payment(county_code, day):
        with transaction.atomic():
            _plan_homes(plan, homes)
        plan.made.households += len(homes)
        if progress is not None:
            progress(plan.made.households)
    let_go(plan, county_code)
    with transaction.atomic():
        PlanRun.objects.filter(pk=run.pk).update(ended_at=clock.now(), made=plan.made.as_json())
        summary = f"排定核查任务 {plan.made.tasks} 项（{day:%Y-%m-%d}）"
        record(actor, Act("plan_tasks", "plan_run", run.pk, "", summary, after=plan.made.as_json()))
    return plan.made


def plan_households(household_ids: Sequence[int], county_code: str, day: date | None = None) -> Planned:
    """Plan anew what a change touched; called inside the transaction of the act that changed it."""
    plan = plan_of(county_code, day or clock.today())
    for ids in chunks(household_ids):
        _plan_homes(plan, homes_of(ids, plan.day))
        gone = Q(household__in=ids) & ~Q(household__state__in=[s.value for s in IN_PAYMENT])
        end_standings(plan, Standing.objects.filter(gone, until=None), lambda standing: LEFT_PAYMENT)
    return plan.made


def _plan_homes(plan: Plan, homes: Sequence[Home]) -> None:
    """Bring a thousand households' standings and tasks up to the day."""
    ids = [home.pk for home in homes]
    standings = {(s.rule_code, s.subject): s for s in Standing.objects.filter(household__in=ids, until=None)}
    wanted = wanted_of(plan, homes)
    leave(plan, homes, standings, wanted)
    enter(plan, standings, wanted)
    tasks = make_tasks(plan, due_periods(plan, wanted, standings), [*happened(plan, homes), *pulled(plan, homes)])
    bulk.insert(RecertificationTask, tasks)
    plan.made.made.update(task.rule_code for task in tasks)
