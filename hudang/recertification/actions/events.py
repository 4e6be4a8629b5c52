"""触发式任务: what somebody reports, what lists say, what other acts left behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from hudang.accounts.access import require_any, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.benefits.models import PaymentRow, StandardChangeRow
from hudang.benefits.vocabulary import BANK_RESULT, OUTCOME_LABELS, ChangeState, Outcome
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.platform.calendar import working_calendar
from hudang.recertification.actions.assigning import assignees_of
from hudang.recertification.errors import NoStanding
from hudang.recertification.models import RecertificationTask
from hudang.recertification.queries.rules import Rule, rule_for_trigger
from hudang.recertification.queries.thresholds import thresholds
from hudang.recertification.rules.happenings import Happening
from hudang.recertification.rules.periods import event_period
from hudang.recertification.vocabulary import TRIGGER_LABELS, Scope, TaskState, Trigger

_SUCCEEDED = "0"
_LEFT_OUT = (Outcome.LOWERED, Outcome.INELIGIBLE, Outcome.UNREADABLE)
_MONTHS_BACK = 92


def pulled_happenings(household_ids: Sequence[int], since: date, day: date) -> Iterator[tuple[int, Happening]]:
    """Yield by household what came back from the bank, and whom a change of the standard left behind."""
    failed = PaymentRow.objects.filter(household__in=household_ids, list__month__gte=_earliest(since)).exclude(
        result__in=["", _SUCCEEDED]
    )
    for pk, month, result in failed.values_list("household_id", "list__month", "result"):
        about = f"{month:%Y-%m} 低保金代发未成功：{BANK_RESULT.get(result, result)}"
        yield pk, Happening(Trigger.BANK_RETURN, f"bank_return:{month:%Y-%m}", day, about)
    rows = StandardChangeRow.objects.filter(
        household__in=household_ids,
        outcome__in=[o.value for o in _LEFT_OUT],
        change__state=ChangeState.APPROVED,
        change__approved_at__date__gte=since,
    )
    for pk, change, outcome in rows.values_list("household_id", "change_id", "outcome"):
        about = f"标准调整：{OUTCOME_LABELS[Outcome(outcome)]}"
        yield pk, Happening(Trigger.STANDARD_CHANGE, f"standard_change:{change}", day, about)


def _earliest(since: date) -> date:
    return date.fromordinal(since.toordinal() - _MONTHS_BACK)


@transaction.atomic
def report_event(
    *, actor: User, household_code: str, trigger: Trigger, about: str, on: date, key: str, person_id: int | None = None
) -> RecertificationTask:
    """Make the task that what somebody reports asks for; reported twice with the same ``key``, it is one.

    Raises ``NotAllowed``, ``NotVisible``, ``NoStanding`` when no rule answers to it, ``InvalidInput``.
    """
    require_any(actor, Right.VISIT, Right.EXAMINE_VISITS)
    household = Household.objects.filter(code=household_code).first()
    if household is None:
        raise NotVisible
    require_place(actor, household.village_code)
    _check(about, on)
    rule = rule_for_trigger(trigger)
    if rule is None:
        raise NoStanding(trigger=TRIGGER_LABELS[trigger])
    task, made = make_event_task(rule, household, Happening(trigger, f"{trigger.value}:{key}", on, about), person_id)
    if made:
        summary = f"登记{TRIGGER_LABELS[trigger]}，生成核查任务"
        record(actor, Act("report_event", "recertification_task", task.pk, household.code, summary))
    return task


def _check(about: str, on: date) -> None:
    faults = {}
    if not about.strip():
        faults["about"] = "请写明是什么情况。"
    if on > clock.today():
        faults["on"] = "日期在今天以后，请改成情况发生或得知的日期。"
    if faults:
        raise InvalidInput(faults)


def make_event_task(
    rule: Rule, household: Household, happened: Happening, person_id: int | None
) -> tuple[RecertificationTask, bool]:
    """Return the task for what happened, and whether it is new; inside the caller's transaction."""
    days = rule.text.working_days or thresholds().event_days
    due = working_calendar().after(max(happened.on, clock.today()), days)
    period = event_period(happened.key, happened.on, due, rule.text.grace_days)
    of_person = person_id if rule.text.scope == Scope.PERSON else None
    assignee = assignees_of(household.village_code[:6]).who(household.village_code, rule.text.performer)
    return RecertificationTask.objects.get_or_create(
        rule_code=rule.code,
        subject=f"H{household.pk}" if of_person is None else f"P{of_person}",
        period=period.key,
        defaults={
            "rule_id": rule.pk,
            "household": household,
            "person_id": of_person,
            "trigger": happened.trigger,
            "about": happened.about.strip()[:300],
            "opens_on": period.opens_on,
            "due_on": period.due_on,
            "late_after": period.late_after,
            "state": TaskState.PLANNED if assignee is None else TaskState.ASSIGNED,
            "assignee_id": assignee,
            "made_at": clock.now(),
        },
    )
