"""What every decision on an allowance begins with: right, place, household, month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.models import Assessment
from hudang.benefits.errors import MonthClosed
from hudang.benefits.queries.standing import county_of, last_closed
from hudang.benefits.rules.months import in_words, next_month
from hudang.households.actions.benefiting import open_for_decision
from hudang.households.actions.opening import Opened, reason_given
from hudang.kernel.errors import InvalidInput

_LONGEST = {"reference": 60, "reason": 300}


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a decision rests on.

    ``reference`` is the number of the decision, ``reason`` its words. ``by_case`` names the case whose act checked a
    right of its own, so that ``DECIDE_BENEFITS`` is not asked again. ``retroactive`` lets a decision reach into
    closed months: the difference becomes a back payment or a recovery in so many ``instalments``.
    """

    reference: str = ""
    reason: str = ""
    assessment: Assessment | None = None
    by_case: str = ""
    retroactive: bool = False
    instalments: int = 1


def open_to_decide(actor: User, code: str, basis: Basis) -> Opened:
    """Return the household locked for a decision; raises ``NotAllowed``, ``NotVisible`` or ``InvalidInput``."""
    if not basis.by_case:
        require(actor, Right.DECIDE_BENEFITS)
    long = {name: f"不超过 {most} 字。" for name, most in _LONGEST.items() if len(getattr(basis, name)) > most}
    if long:
        raise InvalidInput(long)
    return open_for_decision(actor, code)


def check_month(opened: Opened, month: date, basis: Basis, field: str = "since") -> None:
    """Refuse what is no month, and a closed month unless the decision is retroactive and says why."""
    if month.day != 1:
        raise InvalidInput({field: "低保金按整月计，请写某月 1 日。"})
    last = last_closed(county_of(opened.household.village_code))
    if last is None or month > last:
        return
    if not basis.retroactive:
        raise MonthClosed(month=in_words(last), next=in_words(next_month(last)))
    reason_given(basis.reason, "追溯")
