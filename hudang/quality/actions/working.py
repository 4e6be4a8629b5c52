"""Working problems off: what will not be mended is waived with its reason; what was mended is looked at again."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record_many
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.quality.actions.checking import Tally, check_households
from hudang.quality.errors import NothingTicked
from hudang.quality.models import Problem
from hudang.quality.queries.problems import visible
from hudang.quality.rules.catalogue import BY_KEY
from hudang.quality.vocabulary import State


@transaction.atomic
def waive(*, actor: User, problems: Collection[int], reason: str) -> int:
    """Note that problems stay as they are and why; each stands as waived until it is mended. Raises ``NothingTicked``."""
    require(actor, Right.HANDLE_QUALITY)
    said = reason_given(reason, "注明不改")[:300]
    found = list(visible(actor).filter(pk__in=problems, state=State.OPEN).select_for_update())
    if not found:
        raise NothingTicked
    _write(found, State.WAIVED, said, actor)
    record_many(actor, [_act("waive_problem", "注明不改", problem, said) for problem in found])
    return len(found)


@transaction.atomic
def take_up(*, actor: User, problems: Collection[int]) -> int:
    """Take waived problems up again; raises ``NothingTicked``."""
    require(actor, Right.HANDLE_QUALITY)
    found = list(visible(actor).filter(pk__in=problems, state=State.WAIVED).select_for_update())
    if not found:
        raise NothingTicked
    _write(found, State.OPEN, "", None)
    record_many(actor, [_act("take_up_problem", "恢复待改", problem, "") for problem in found])
    return len(found)


def look_again(*, actor: User, problems: Collection[int]) -> Tally:
    """Check the households of these problems at once; what was mended is closed. Raises ``NothingTicked``."""
    require(actor, Right.VIEW_HOUSEHOLDS)
    keys = visible(actor).filter(pk__in=problems).exclude(household_id=None).values_list("household_id", flat=True)
    found = {key for key in keys if key is not None}
    if not found:
        raise NothingTicked
    return check_households(found)


def _write(found: list[Problem], state: State, reason: str, by: User | None) -> None:
    keys = [problem.pk for problem in found]
    at = clock.now() if by else None
    Problem.objects.filter(pk__in=keys).update(state=state, waived_reason=reason, waived_by=by, waived_at=at)


def _act(verb: str, said: str, problem: Problem, reason: str) -> Act:
    title = BY_KEY[problem.rule].title if problem.rule in BY_KEY else problem.rule
    return Act(verb, "problem", problem.pk, problem.household_code, f"{said}：{title}", None, None, reason)
