"""借出未还: which files are out of their boxes, with whom, and since when they should be back."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import HouseholdFile, OutCard
from hudang.archives.queries.clearance import readable
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.vocabulary import CardKind
from hudang.kernel import clock
from hudang.platform.calendar import working_calendar


def latest_due() -> date:
    """Return the last day until which a file may be lent today."""
    return working_calendar().after(clock.today(), thresholds().loan_workdays)


def loans_for(user: User) -> QuerySet[OutCard]:
    """Return the cards of files that are out, the longest due first."""
    require(user, Right.VIEW_HOUSEHOLDS)
    out = OutCard.objects.filter(within(user, "file__village_code"), readable(user, "file__"))
    out = out.filter(kind=CardKind.LENT, withdrawn_on=None)
    return out.select_related("file__household", "box").order_by("due_on", "pk")


def overdue_count(user: User) -> int:
    """Return how many files should be back already."""
    return loans_for(user).filter(due_on__lt=clock.today()).count()


def loan_of(file: HouseholdFile) -> OutCard | None:
    """Return the card of a file that is out; the caller has the file from its own query."""
    return OutCard.objects.filter(file=file, kind=CardKind.LENT, withdrawn_on=None).first()
