"""The draft of a month, written beside the one that stands in short transactions, and put in its place at once.

For ``lists.prepare_list``, which has checked right and place: clerks go on working while twenty thousand rows are
written, and whoever breaks in between leaves the old draft as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum

from hudang.accounts.models import User
from hudang.benefits.errors import ListOvertaken
from hudang.benefits.models import PaymentList, PaymentRow
from hudang.benefits.rules.months import in_words
from hudang.benefits.vocabulary import UNUSABLE_LISTS, ListState
from hudang.kernel import clock
from hudang.platform import bulk

_PORTION = 1000


@transaction.atomic
def begin_draft(actor: User, county: str, month: date, values: Mapping[str, Any]) -> PaymentList:
    """Return a new list that nobody can use yet; one that is being written for the same month is given up."""
    unfinished = PaymentList.every.filter(county_code=county, month=month, state=ListState.PREPARING)
    unfinished.update(state=ListState.REPLACED)
    return PaymentList.every.create(
        county_code=county,
        month=month,
        state=ListState.PREPARING,
        prepared_by=actor,
        prepared_at=clock.now(),
        **values,
    )


@transaction.atomic
def write_portion(draft: PaymentList, rows: list[PaymentRow]) -> None:
    """Write some rows of a draft that ``begin_draft`` made; raises ``ListOvertaken``."""
    _still_mine(draft)
    for row in rows:
        row.list_id = draft.pk
    bulk.insert(PaymentRow, rows)


def put_in_place(draft: PaymentList, standing: PaymentList | None) -> PaymentList:
    """Let a whole draft be the list of its month in place of the one that stands; inside a transaction.

    Raises ``ListOvertaken``.
    """
    listed = _still_mine(draft)
    if standing is not None:
        standing.state = ListState.REPLACED
        standing.save(update_fields=["state"])
    sums = PaymentRow.objects.filter(list=listed).aggregate(
        households=Count("pk"), total=Sum("total"), persons=Sum("persons")
    )
    listed.households = sums["households"]
    listed.total, listed.persons = sums["total"] or Decimal(0), sums["persons"] or 0
    listed.state = ListState.DRAFT
    listed.save()
    return listed


def _still_mine(draft: PaymentList) -> PaymentList:
    found = PaymentList.every.select_for_update().filter(pk=draft.pk, state=ListState.PREPARING).first()
    if found is None:
        raise ListOvertaken(month=in_words(draft.month))
    return found


def clear_replaced(county: str) -> None:
    """Remove the rows of lists that were replaced or given up, a portion at a time."""
    replaced = PaymentList.every.filter(county_code=county, state=ListState.REPLACED)
    for pk in replaced.values_list("pk", flat=True):
        rows = PaymentRow.objects.filter(list=pk, list__state__in=UNUSABLE_LISTS).order_by("pk")
        while keys := list(rows.values_list("pk", flat=True)[:_PORTION]):
            PaymentRow.objects.filter(pk__in=keys).delete()
