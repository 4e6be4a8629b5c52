"""What there is to do with the allowance: figures of the start page, due ends, doubts between register and awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.benefits.models import Award, BackPayment, Recovery, Suspension
from hudang.benefits.queries.standing import last_closed
from hudang.benefits.rules.months import month_of, next_month
from hudang.benefits.vocabulary import BackPayState, RecoveryState
from hudang.households.models import Household
from hudang.households.queries.visible import visible_to
from hudang.households.vocabulary import IN_PAYMENT, BenefitState
from hudang.kernel import clock

_COUNTY = 6
_MONTHS_AHEAD = 2


@dataclass(frozen=True)
class ToDo:
    """Numbers that lead to lists."""

    awards: int
    proposed: int
    due: int
    recovering: int
    ending: int
    suspended: int
    without_award: int
    differing: int


def to_do_for(user: User) -> ToDo:
    """Return the numbers of the user's division."""
    back, recovering = _back(user), _recoveries(user)
    return ToDo(
        awards=open_awards(user).count(),
        proposed=back.filter(state=BackPayState.PROPOSED).count(),
        due=back.filter(state=BackPayState.DUE).count(),
        recovering=recovering.filter(state=RecoveryState.OPEN).count(),
        ending=ending_for(user).count(),
        suspended=suspended_for(user).count(),
        without_award=without_award(user).count(),
        differing=differing_for(user).count(),
    )


def open_awards(user: User) -> QuerySet[Award]:
    """Return the awards that are open to their end."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return Award.objects.filter(within(user, "household__village_code"), until=None, void=False)


def _back(user: User) -> QuerySet[BackPayment]:
    return BackPayment.objects.filter(within(user, "household__village_code"))


def _recoveries(user: User) -> QuerySet[Recovery]:
    return Recovery.objects.filter(within(user, "household__village_code"))


def back_payments_for(user: User, state: str = "") -> QuerySet[BackPayment]:
    """Return the back payments of the user's division, the latest first."""
    require(user, Right.VIEW_HOUSEHOLDS)
    rows = _back(user).filter(state=state) if state else _back(user)
    return rows.select_related("household", "returned__list", "row__list").defer("household__account")


def recoveries_for(user: User, state: str = "") -> QuerySet[Recovery]:
    """Return the recovery ledger of the user's division, the latest first (F31)."""
    require(user, Right.VIEW_HOUSEHOLDS)
    rows = _recoveries(user).filter(state=state) if state else _recoveries(user)
    return rows.select_related("household").defer("household__account")


def ending_for(user: User) -> QuerySet[Award]:
    """Return phase-outs that end within two months, or ended without a decision, the earliest first."""
    limit = next_month(clock.today())
    for _ in range(_MONTHS_AHEAD - 1):
        limit = next_month(limit)
    rows = open_awards(user).filter(ends_on__lte=limit).select_related("household")
    return rows.order_by("ends_on", "household__code").defer("household__account")


def suspended_for(user: User) -> QuerySet[Suspension]:
    """Return the suspensions that are not resolved, by the day on which they are to be."""
    require(user, Right.VIEW_HOUSEHOLDS)
    rows = Suspension.objects.filter(within(user, "household__village_code"), until=None).select_related("household")
    return rows.order_by("decide_by", "household__code").defer("household__account")


def without_award(user: User) -> QuerySet[Household]:
    """Return households in payment by the register that have no award."""
    awarded = Award.objects.filter(household=OuterRef("pk"), void=False, until=None)
    return visible_to(user).filter(~Exists(awarded), state__in=IN_PAYMENT).order_by("code")


def differing_for(user: User) -> QuerySet[Award]:
    """Return open awards that the register contradicts: another amount, or a household stopped without an end."""
    other = ~Q(household__allowance=F("total")) | Q(household__state__in=(BenefitState.STOPPED, BenefitState.EDGE))
    rows = open_awards(user).filter(other).select_related("household")
    return rows.order_by("household__code").defer("household__account")


def month_to_prepare(user: User) -> date:
    """Return the month that is to be listed next."""
    last = last_closed(user.division_code[:_COUNTY])
    return next_month(last) if last else month_of(clock.today())
