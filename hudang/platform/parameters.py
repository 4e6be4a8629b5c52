"""The values of a county's parameters on a day, read in one query."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from hudang.kernel import clock
from hudang.kernel.parameters import declared
from hudang.platform.models import ParameterValue

T = TypeVar("T")


def in_force(area: str, thresholds: type[T], day: date | None = None) -> T:
    """Return the thresholds of an area as they hold on ``day`` (today); what nobody set keeps its default."""
    known = {each.key: each for each in declared(area, thresholds)}
    rows = ParameterValue.objects.filter(key__in=list(known), valid_from__lte=day or clock.today())
    latest = dict(rows.order_by("valid_from").values_list("key", "value"))
    return thresholds(**{key.partition(".")[2]: known[key].read(text) for key, text in latest.items()})
