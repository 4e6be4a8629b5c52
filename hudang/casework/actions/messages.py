"""Telling those who handle a case what came back to them, what is given to them, and what falls due."""

from __future__ import annotations

from datetime import date, timedelta

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.casework.models import Case, CaseClock, CaseReader, CaseTask
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules import messages
from hudang.casework.vocabulary import CLOCK_LABELS, TASK_LABELS, ClockKind, TaskKind
from hudang.notifications.actions.sending import send
from hudang.notifications.queries import holders_of
from hudang.notifications.rules.templates import Template


def page_of_case(case: Case) -> str:
    """Return the address of a case's page."""
    return f"/cases/{case.number}/"


def _people(case: Case, post: Post, handler: User | None) -> list[User]:
    """Return who is told of a case: of an exempt one its readers alone, else its handler, else who holds the post."""
    if case.exempt:
        readers = CaseReader.objects.filter(case=case).select_related("user")
        return [reader.user for reader in readers if handler is None or reader.user_id == handler.pk]
    if handler is not None and handler.state == AccountState.ACTIVE:
        return [handler]
    return holders_of(post, case.village_code)


def tell_returned(actor: User, case: Case, step: str) -> None:
    """Tell the handler that a case came back; part of the act that returns it."""
    for person in _people(case, Post.TOWNSHIP_HANDLER, case.handler):
        if person.pk != actor.pk:
            key = f"case:{case.pk}:returned:{case.version}:{person.pk}"
            told = {"case": case.number, "step": step}
            send(to=person, template=messages.CASE_RETURNED, key=key, values=told, link=page_of_case(case))


def tell_refused(actor: User, case: Case) -> None:
    """Tell the township that a change was refused; part of the act that refuses it."""
    for person in _people(case, Post.TOWNSHIP_HANDLER, case.handler):
        if person.pk != actor.pk:
            key = f"case:{case.pk}:refused:{person.pk}"
            told = {"case": case.number}
            send(to=person, template=messages.CHANGE_REFUSED, key=key, values=told, link=page_of_case(case))


def tell_handed_over(actor: User, case: Case, taker: User) -> None:
    """Tell the taker of a hand-over."""
    if taker.pk != actor.pk:
        key = f"case:{case.pk}:handed-over:{case.version}"
        told = {"case": case.number}
        send(to=taker, template=messages.CASE_HANDED_OVER, key=key, values=told, link=page_of_case(case))


def tell_task(actor: User, task: CaseTask, *, again: bool = False) -> None:
    """Tell whoever a task is assigned to that it is his, or to be done again."""
    if task.assigned is None or task.assigned.pk == actor.pk:
        return
    case: Case = task.case
    template = messages.TASK_REOPENED if again else messages.TASK_ASSIGNED
    send(
        to=task.assigned,
        template=template,
        key=f"case-task:{task.pk}:{template.key}:{task.version}",
        values={"case": case.number, "task": TASK_LABELS[TaskKind(task.kind)]},
        link=f"/cases/{case.number}/tasks/{task.pk}/",
    )


def remind(day: date) -> int:
    """Tell of the clocks that end within the days of the region, and of those that are over; return how many messages.

    Each is told once when it is close and once when it is over, then to the head too, however often this is run.
    """
    latest = day + timedelta(days=thresholds(day).remind_before_days)
    running = CaseClock.objects.filter(ended_on=None, paused_since=None, due_on__lte=latest)
    running = running.exclude(kind=ClockKind.NOTICE)
    count = 0
    for found in running.select_related("case__handler").iterator(chunk_size=500):
        overdue = found.due_on < day
        template = messages.CLOCK_OVERDUE if overdue else messages.CLOCK_CLOSE
        count += sum(_tell(found, person, template) for person in _responsible(found, overdue=overdue))
    return count


def _responsible(found: CaseClock, *, overdue: bool) -> list[User]:
    county = found.kind == ClockKind.COUNTY
    case: Case = found.case
    people = _people(case, Post.COUNTY_HANDLER if county else Post.TOWNSHIP_HANDLER, None if county else case.handler)
    if overdue and not case.exempt:
        people = [*people, *holders_of(Post.COUNTY_HEAD if county else Post.TOWNSHIP_HEAD, case.village_code)]
    return list({person.pk: person for person in people}.values())


def _tell(found: CaseClock, person: User, template: Template) -> bool:
    case: Case = found.case
    key = f"case-clock:{found.pk}:{template.key}:{found.due_on}:{person.pk}"
    told = {"case": case.number, "clock": CLOCK_LABELS[ClockKind(found.kind)], "day": found.due_on}
    return send(to=person, template=template, key=key, values=told, link=page_of_case(case))
