"""停保 from the register and its undoing: the award ends, and holds again, with household and pouch (process.md §4).

The procedure stops by a case (``awarding.end_award``); this is the way of those who only keep the register.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions import stopping as archives
from hudang.audit.log import Act, record
from hudang.audit.queries import acts_on_household
from hudang.benefits.actions.basis import Basis
from hudang.benefits.actions.versions import end_from
from hudang.benefits.models import Award, Suspension
from hudang.benefits.queries.standing import county_of, last_closed, open_award, open_suspension
from hudang.benefits.rules.months import in_words, next_month
from hudang.households.actions.opening import Opened
from hudang.households.models import Household
from hudang.households.vocabulary import BenefitState
from hudang.kernel.money import plain


@transaction.atomic
def stop_household(*, actor: User, code: str, version: int | None, on: date, stop_reason: str, reason: str) -> Opened:
    """Stop a household with its pouch, and let no award hold from the month after, the first that is not closed.

    What closed months paid is left to the county: a decision with ``retroactive`` recovers it. Raises as
    ``archives.actions.stopping.stop_household`` does, and ``LaterAward``.
    """
    opened = archives.stop_household(
        actor=actor, code=code, version=version, on=on, stop_reason=stop_reason, reason=reason
    )
    if open_award(opened.household) is not None:
        opened.notices.append(end_with_register(actor, opened, on, reason))
    return opened


def end_with_register(actor: User, opened: Opened, on: date, reason: str) -> str:
    """Let the award end with the support in the register; return what that means, in words."""
    household, month = opened.household, next_month(on)
    closed = last_closed(county_of(household.village_code))
    if closed is not None:
        month = max(month, next_month(closed))
    suspension = open_suspension(household)
    if suspension is not None:
        suspension.until = max(suspension.since, month)
        suspension.save(update_fields=["until"])
    ended = end_from(opened, month, Basis(reason=reason))
    summary = f"停保，定额自{in_words(month)}起终止"
    before = {"allowance": plain(ended.total)}
    record(actor, Act("stop_award", "award", ended.pk, household.code, summary, before, {"until": month}, reason))
    if closed is None or closed <= on:
        return f"定额每月 {plain(ended.total)} 元，自{in_words(month)}起终止，不再列入名册。"
    return f"定额自{in_words(month)}起终止。停保日期以后已封账的月份有多发的，请县负责人追溯停发，开追缴单。"


@transaction.atomic
def undo_stop(*, actor: User, code: str, version: int | None, reason: str) -> Opened:
    """Take back a stop that was wrong; the award that ended with it holds again.

    Raises as ``archives.actions.stopping.undo_stop`` does.
    """
    opened = archives.undo_stop(actor=actor, code=code, version=version, reason=reason)
    opened.notices += hold_again(actor, opened.household, reason)
    return opened


def hold_again(actor: User, household: Household, reason: str) -> list[str]:
    """Let the award hold again that ended with the register; say so, or nothing when none did."""
    acts = acts_on_household(household.code, ("stop_award", "resume_award", "end_award", "grant_award"))
    if not acts or acts[0].action != "stop_award" or open_award(household) is not None:
        return []
    month = date.fromisoformat(str((acts[0].after or {})["until"]))
    return [_resume(actor, household, int(acts[0].object_id), month, reason)]


def _resume(actor: User, household: Household, award_id: int, month: date, reason: str) -> str:
    award = Award.objects.select_for_update().get(pk=award_id)
    award.until, award.void = None, False
    award.save(update_fields=["until", "void"])
    if household.state == BenefitState.PAUSED:
        ended = Suspension.objects.filter(household=household, until__gte=month).order_by("-pk").first()
        if ended is not None:
            ended.until = None
            ended.save(update_fields=["until"])
    words = f"撤销停保，恢复定额每月 {plain(award.total)} 元"
    record(actor, Act("resume_award", "award", award.pk, household.code, words, {"until": month}, None, reason))
    closed = last_closed(county_of(household.village_code))
    if closed is None or closed < month:
        return f"定额每月 {plain(award.total)} 元继续执行。"
    return f"定额继续执行；{in_words(month)}以来已封账的月份没有发放，请县负责人核定补发。"
