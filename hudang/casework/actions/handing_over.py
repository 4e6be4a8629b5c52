"""移交: a case, or all open cases of a colleague, go to another officer, with a record (R2)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Post, Right
from hudang.audit.log import Act, record
from hudang.casework.actions.messages import tell_handed_over
from hudang.casework.actions.stepping import open_case, touch
from hudang.casework.errors import NotAColleague
from hudang.casework.models import Case, CaseHandover, KeptOut
from hudang.casework.queries.colleagues import may_take
from hudang.casework.queries.visible import cases_for
from hudang.casework.vocabulary import FINAL_STAGES
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible

_HEADS = frozenset({Post.TOWNSHIP_HEAD, Post.COUNTY_HEAD, Post.COUNTY_HANDLER})


@transaction.atomic
def hand_over(*, actor: User, number: str, taker_id: int, reason: str, version: int | None = None) -> Case:
    """Let another officer handle a case; who handles it now, or a head, hands it over. Raises ``NotAColleague``."""
    case = open_case(actor, number, version)
    _hand(actor, case, user_by_id(taker_id), reason_given(reason, "移交案件"))
    return case


@transaction.atomic
def hand_over_all(*, actor: User, giver_id: int, taker_id: int, reason: str) -> int:
    """Let one officer take all open cases of another within the actor's sight; returns how many.

    A case that the taker is kept out of stays where it is.
    """
    require(actor, Right.HANDLE_CASES)
    said = reason_given(reason, "移交案件")
    giver, taker = user_by_id(giver_id), user_by_id(taker_id)
    if giver.pk != actor.pk and Post(actor.post) not in _HEADS:
        raise NotVisible
    numbers = cases_for(actor).filter(handler=giver).exclude(stage__in=sorted(FINAL_STAGES)).order_by("pk")
    count = 0
    for number in numbers.values_list("number", flat=True):
        case = open_case(actor, number)
        if may_take(taker, case.village_code) and not KeptOut.objects.filter(case=case, user=taker).exists():
            _hand(actor, case, taker, said)
            count += 1
    return count


def _hand(actor: User, case: Case, taker: User, reason: str) -> None:
    kept_out = KeptOut.objects.filter(case=case, user=taker).exists()
    if kept_out or not may_take(taker, case.village_code) or taker.pk == case.handler_id:
        raise NotAColleague(name=taker.display_name)
    giver = case.handler
    CaseHandover.objects.create(case=case, giver=giver, taker=taker, by=actor, reason=reason[:300], at=clock.now())
    case.handler = taker
    touch(case)
    told = {"handler": giver.display_name if giver else ""}, {"handler": taker.display_name}
    code = case.household.code if case.household else ""
    record(actor, Act("hand_over_case", "case", case.pk, code, f"移交案件 {case.number}", *told, reason))
    tell_handed_over(actor, case, taker)
