"""两份走访: two visits that met at the same tasks are both kept, and a person says which one counts."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.notifications.actions.sending import send
from hudang.recertification.actions.visiting import let_go, open_visit, set_task, touch
from hudang.recertification.errors import OwnVisit, WrongVisitState
from hudang.recertification.models import Visit
from hudang.recertification.queries.beside import beside_of
from hudang.recertification.queries.serving import tasks_of_visit
from hudang.recertification.queries.visit_content import took_part
from hudang.recertification.rules.messages import VISIT_ASIDE
from hudang.recertification.vocabulary import UNDER_WAY, VISIT_STATE_LABELS, TaskState, VisitState

_LEAST_REASON, _LONGEST = 4, 300
_TASKS = {
    VisitState.DRAFT: TaskState.DOING,
    VisitState.SUBMITTED: TaskState.SUBMITTED,
    VisitState.RETURNED: TaskState.RETURNED,
}


@transaction.atomic
def decide_between(*, actor: User, key: UUID, kept: UUID, reason: str) -> Visit:
    """Let one of the visits that stand beside each other count; the others are kept as 未采用, whole. Return it.

    Raises ``NotAllowed``, ``NotVisible``, ``OwnVisit``, ``WrongVisitState``, ``InvalidInput``.
    """
    visit = open_visit(actor, key, None, Right.EXAMINE_VISITS)
    every = {each.key: each for each in (visit, *beside_of(visit))}
    if kept not in every:
        raise NotVisible
    if any(took_part(actor, each) for each in every.values()):
        raise OwnVisit
    if len(reason.strip()) < _LEAST_REASON:
        raise InvalidInput({"decision": "请写明以哪一份为准的理由（不少于 4 个字）。"})
    counts = every.pop(kept)
    others = [each for each in every.values() if each.state in UNDER_WAY]
    if not others or (counts.state not in UNDER_WAY and counts.state != VisitState.ACCEPTED):
        raise WrongVisitState(state=VISIT_STATE_LABELS[VisitState(counts.state)], act="选定")
    for other in others:
        _set_aside(actor, other, counts, reason.strip()[:_LONGEST])
    if counts.state in UNDER_WAY:
        for task in tasks_of_visit(counts):
            set_task(task, _TASKS[VisitState(counts.state)], counts)
    return counts


def _set_aside(actor: User, visit: Visit, counts: Visit, reason: str) -> None:
    let_go(visit)
    visit.state, visit.opinion = VisitState.ASIDE, reason
    visit.checked_by, visit.checked_at = actor, clock.now()
    touch(visit)
    send(
        to=visit.made_by,
        template=VISIT_ASIDE,
        key=f"visit:{visit.pk}:aside",
        values={"day": visit.on, "household": visit.household.code},
        link=f"/visits/visit/{visit.key}/",
        household_code=visit.household.code,
    )
    summary = (
        f"{visit.household.head_name}户同一任务有两份走访，以{counts.made_by.display_name} {counts.on:%Y-%m-%d} 的为准，"
        f"{visit.made_by.display_name} {visit.on:%Y-%m-%d} 的留存"
    )
    record(actor, Act("set_visit_aside", "visit", visit.pk, visit.household.code, summary, reason=reason))
