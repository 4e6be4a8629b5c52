"""One household's allowance: versions, payments, suspensions, back payments, recoveries."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.accounts.models import User
from hudang.assessment.models import Assessment
from hudang.assessment.queries.assessments import assessments_of
from hudang.benefits.models import Award, BackPayment, PaymentRow, Recovery, Suspension
from hudang.benefits.vocabulary import UNUSABLE_LISTS
from hudang.households.models import Household
from hudang.households.queries.visible import household_for

_PAYMENTS = 24


@dataclass(frozen=True)
class History:
    """What a household got and gets, the latest first."""

    household: Household
    awards: list[Award]
    payments: list[PaymentRow]
    suspensions: list[Suspension]
    back_payments: list[BackPayment]
    recoveries: list[Recovery]
    assessments: list[Assessment]

    @property
    def standing(self) -> Award | None:
        """The version that is open to its end."""
        return next((award for award in self.awards if award.until is None and not award.void), None)


def history_of(user: User, code: str) -> History:
    """Return the history of a household of the user's division; raises ``NotVisible``."""
    household = household_for(user, code)
    payments = PaymentRow.objects.filter(household=household).exclude(list__state__in=UNUSABLE_LISTS)
    payments = payments.select_related("list").defer("account")
    return History(
        household=household,
        awards=list(Award.objects.filter(household=household).select_related("made_by").order_by("-since", "-pk")),
        payments=list(payments.order_by("-list__month")[:_PAYMENTS]),
        suspensions=list(Suspension.objects.filter(household=household).order_by("-since")),
        back_payments=list(BackPayment.objects.filter(household=household)),
        recoveries=list(Recovery.objects.filter(household=household)),
        assessments=assessments_of(user, household),
    )


def award_of(household: Household) -> Award | None:
    """Return the award that stands, for the page of a household that the user was shown."""
    return Award.objects.filter(household=household, until=None, void=False).first()
