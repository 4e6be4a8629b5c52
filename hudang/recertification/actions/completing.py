"""完成与下一期: what a visit settles, and when the next is due, counted from what was done (R29, R30, R40)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hudang.recertification.actions.assigning import assignees_of
from hudang.recertification.actions.making_tasks import new_task
from hudang.recertification.models import RecertificationTask, Standing, Visit
from hudang.recertification.queries.rules import Rule, rules_on
from hudang.recertification.rules.periods import Period, due_after, interval_period, month_after
from hudang.recertification.vocabulary import Cadence, Method, TaskState


def complete_tasks(tasks: Sequence[RecertificationTask], visit: Visit) -> list[RecertificationTask]:
    """Settle every task that a visit served and return the next ones; inside the caller's transaction."""
    rules, following = rules_on(visit.on), []
    for task in tasks:
        task.state, task.visit, task.done_on, task.method = TaskState.DONE, visit, visit.on, visit.method
        task.version += 1
        task.save(update_fields=["state", "visit", "done_on", "method", "version"])
        rule = rules.get(task.rule_code)
        standing = _note(task, visit.on, Method(visit.method))
        if rule is not None and rule.enabled and standing is not None:
            new = _next(rule, task, visit.on)
            if new is not None:
                following.append(new)
    return following


def _note(task: RecertificationTask, on: date, method: Method) -> Standing | None:
    """Write into the standing when and how the subject was last seen; ``None`` when nobody is under the rule."""
    standing = Standing.objects.filter(rule_code=task.rule_code, subject=task.subject, until=None).first()
    if standing is None:
        return None
    if standing.last_done_on is None or on >= standing.last_done_on:
        standing.last_done_on = on
        standing.phone_in_a_row = standing.phone_in_a_row + 1 if method == Method.PHONE else 0
        standing.save(update_fields=["last_done_on", "phone_in_a_row"])
    return standing


def next_period(rule: Rule, period: str, done_on: date) -> Period | None:
    """Return the period that follows one that was done; ``None`` for what only an event asks."""
    cadence = rule.text.cadence
    if cadence == Cadence.EVENT:
        return None
    if cadence == Cadence.INTERVAL:
        return interval_period(rule.text, due_after(rule.text, done_on))
    return month_after(rule.text, period)


def _next(rule: Rule, task: RecertificationTask, done_on: date) -> RecertificationTask | None:
    period = None if task.trigger else next_period(rule, task.period, done_on)
    if period is None:
        return None
    village = task.household.village_code
    new = new_task(assignees_of(village[:6]), rule, task.household_id, village, period, task.person_id)
    made, is_new = RecertificationTask.objects.get_or_create(
        rule_code=new.rule_code,
        subject=new.subject,
        period=new.period,
        defaults={
            name: getattr(new, name)
            for name in "rule_id household_id person_id opens_on due_on late_after state assignee_id made_at".split()
        },
    )
    return made if is_new else None
