"""暂缓发放 and its end: payment rests for a reason and until a day, the award stays (process.md §4)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.confirming import change_opened
from hudang.audit.log import Act, record
from hudang.benefits.actions.basis import Basis, check_month, open_to_decide
from hudang.benefits.actions.settling import settle
from hudang.benefits.errors import AlreadySuspended, NoAward, NotSuspended
from hudang.benefits.models import Suspension
from hudang.benefits.queries.standing import open_award, open_suspension
from hudang.benefits.rules.months import in_words
from hudang.benefits.vocabulary import Way
from hudang.households.actions.opening import reason_given
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput


@transaction.atomic
def suspend_payment(*, actor: User, code: str, since: date, decide_by: date, basis: Basis) -> Suspension:
    """Suspend payment from a month on; ``decide_by`` is the day until which it is to be resolved.

    Raises ``NoAward``, ``AlreadySuspended``, ``MonthClosed``, ``ReasonMissing`` or ``InvalidInput``.
    """
    opened = open_to_decide(actor, code, basis)
    said = reason_given(basis.reason, "暂缓发放")
    if open_award(opened.household) is None:
        raise NoAward(act="暂缓发放")
    standing = open_suspension(opened.household)
    if standing is not None:
        raise AlreadySuspended(since=in_words(standing.since))
    check_month(opened, since, basis)
    if decide_by < clock.today():
        raise InvalidInput({"decide_by": "应处理日期不能早于今天。"})
    suspension = Suspension.objects.create(
        household=opened.household,
        since=since,
        reason=said,
        decide_by=decide_by,
        made_by=actor,
        made_at=clock.now(),
    )
    if opened.household.state != BenefitState.PAUSED:
        change_opened(actor, opened, BenefitState.PAUSED, said)
    settle(actor, opened.household, since, basis)
    summary = f"暂缓发放，自{in_words(since)}起，{decide_by} 前处理"
    record(actor, Act("suspend_payment", "household", opened.household.pk, code, summary, reason=said))
    return suspension


@transaction.atomic
def resume_payment(*, actor: User, code: str, since: date, basis: Basis, back_pay: bool = False) -> Suspension:
    """Pay again from a month on; with ``back_pay`` what was not paid meanwhile is paid back.

    Raises ``NotSuspended``, ``MonthClosed`` or ``InvalidInput``.
    """
    opened = open_to_decide(actor, code, basis)
    said = reason_given(basis.reason, "恢复发放")
    suspension = open_suspension(opened.household)
    if suspension is None:
        raise NotSuspended
    check_month(opened, since, basis)
    if since < suspension.since:
        raise InvalidInput({"since": f"不能早于暂缓的{in_words(suspension.since)}。"})
    began = suspension.since
    suspension.until = began if back_pay else since
    suspension.save(update_fields=["until"])
    _back_into_payment(actor, code, basis, said)
    settle(actor, opened.household, began, basis)
    summary = f"恢复发放，自{in_words(since)}起{'，暂缓期间的补发' if back_pay else ''}"
    record(actor, Act("resume_payment", "household", opened.household.pk, code, summary, reason=said))
    return suspension


def _back_into_payment(actor: User, code: str, basis: Basis, said: str) -> None:
    opened = open_to_decide(actor, code, basis)
    if opened.household.state != BenefitState.PAUSED:
        return
    change_opened(actor, opened, BenefitState.ACTIVE, said)
    award = open_award(opened.household)
    if award is not None and award.way == Way.PHASE_OUT:
        change_opened(actor, opened, BenefitState.GRADUAL, said)
