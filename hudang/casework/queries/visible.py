"""The visible set of cases: one's division; an exempt case only for those who are named; never a relative's."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from hudang.accounts.access import require, require_place, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.casework.models import Case, CaseReader, KeptOut
from hudang.kernel.errors import NotVisible


def cases_for(user: User) -> QuerySet[Case]:
    """Return the cases that a user may see; raises ``NotAllowed``."""
    require(user, Right.VIEW_CASES)
    named = CaseReader.objects.filter(case=OuterRef("pk"), user=user)
    kept_out = KeptOut.objects.filter(case=OuterRef("pk"), user=user)
    open_to_all = Q(exempt=False) | Exists(named)
    return Case.objects.filter(within(user)).filter(open_to_all).exclude(Exists(kept_out))


def case_for(user: User, number: str) -> Case:
    """Return one case; raises ``NotVisible`` outside the division, for exempt cases and for kept-out users."""
    found = cases_for(user).filter(number=number).select_related("household", "file", "handler", "previous").first()
    if found is None:
        raise NotVisible
    require_place(user, found.village_code)
    return found
