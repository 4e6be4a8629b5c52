"""Imported lists of deaths and alerts, within the division of whoever imported them."""

from __future__ import annotations

import json

from django.db.models import QuerySet

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import NotVisible
from hudang.recertification.models import EventList


def event_lists_for(user: User) -> QuerySet[EventList]:
    """Return the lists that were imported in the user's division, the latest first; raises ``NotAllowed``."""
    require(user, Right.EXAMINE_VISITS)
    return EventList.objects.filter(division_code__startswith=user.scope).select_related("made_by")


def rejected_rows(user: User, pk: int) -> tuple[EventList, list[list[str]]]:
    """Return a list and the rows of it that were handed back; raises ``NotVisible``."""
    listed = event_lists_for(user).filter(pk=pk).first()
    if listed is None:
        raise NotVisible
    rows: list[list[str]] = json.loads(listed.rejected or "[]")
    return listed, rows
