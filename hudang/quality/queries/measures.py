"""指标看板 (R11) and 目标对照 (R52): measures of places, of the last night and month by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, Sum
from django.db.models.functions import Substr

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of
from hudang.kernel import clock
from hudang.kernel.division_codes import DivisionLevel, level_of, scope_prefix
from hudang.platform.parameters import in_force
from hudang.quality.models import Measured
from hudang.quality.rules.scoring import Share
from hudang.quality.rules.thresholds import AREA, Thresholds
from hudang.quality.vocabulary import Measure

_MONTHS = 12


def thresholds(day: date | None = None) -> Thresholds:
    """Return the targets that hold on a day (today)."""
    return in_force(AREA, Thresholds, day)


def last_day() -> date | None:
    """Return the last day that was measured."""
    last: date | None = Measured.objects.aggregate(last=Max("day"))["last"]
    return last


def shares_of(user: User, division: str = "", day: date | None = None) -> Mapping[Measure, Share]:
    """Return each measure of a division (the user's own) on a day (the last measured)."""
    require(user, Right.VIEW_HOUSEHOLDS)
    rows = (
        Measured.objects.filter(_place(user, division), day=day or last_day() or clock.today())
        .order_by()
        .values_list("measure")
    )
    found = {Measure(kind): Share(part, whole) for kind, part, whole in rows.annotate(Sum("part"), Sum("whole"))}
    return {kind: found.get(kind, Share(0, 0)) for kind in Measure}


def _place(user: User, division: str) -> Q:
    place = within(user)
    return place & within_division(scope_prefix(division)) if division else place


@dataclass(frozen=True)
class PlaceMeasures:
    """The measures of one township or village."""

    code: str
    name: str
    shares: Mapping[Measure, Share]


def shares_by_place(user: User, division: str = "", day: date | None = None) -> list[PlaceMeasures]:
    """Return the measures of the townships of a county, or of the villages of a township; worst score first."""
    require(user, Right.VIEW_HOUSEHOLDS)
    level = level_of(division or user.division_code)
    digits = 9 if level is DivisionLevel.COUNTY else 12
    rows = Measured.objects.filter(_place(user, division), day=day or last_day() or clock.today()).order_by()
    grouped = rows.annotate(place=Substr("village_code", 1, digits)).values_list("place", "measure")
    found: dict[str, dict[Measure, Share]] = {}
    for place, kind, part, whole in grouped.annotate(Sum("part"), Sum("whole")):
        found.setdefault(place.ljust(12, "0"), {})[Measure(kind)] = Share(part, whole)
    names = names_of(set(found))
    places = [
        PlaceMeasures(code, names.get(code, code), {kind: shares.get(kind, Share(0, 0)) for kind in Measure})
        for code, shares in found.items()
    ]
    return sorted(places, key=lambda each: (each.shares[Measure.SCORE].percent, each.code))


def scores_by_village(user: User, division: str = "") -> Mapping[str, Share]:
    """Return the score of each village on the last measured day; those of the villages of a keeper add up to his."""
    require(user, Right.VIEW_HOUSEHOLDS)
    rows = Measured.objects.filter(_place(user, division), day=last_day() or clock.today(), measure=Measure.SCORE)
    return {village: Share(part, whole) for village, part, whole in rows.values_list("village_code", "part", "whole")}


@dataclass(frozen=True)
class MonthMeasures:
    """The measures of a month as they stood on its last measured day, with the targets of that day."""

    day: date
    shares: Mapping[Measure, Share]
    targets: Mapping[Measure, int]

    @property
    def month(self) -> str:
        """``2026-11``."""
        return f"{self.day:%Y-%m}"


def by_month(user: User, division: str = "") -> list[MonthMeasures]:
    """Return the last twelve months that were measured, the latest first."""
    days = Measured.objects.order_by("day").values_list("day", flat=True).distinct()
    last = {(day.year, day.month): day for day in days}
    shown = sorted(last.values(), reverse=True)[:_MONTHS]
    return [
        MonthMeasures(day, shares_of(user, division, day), thresholds(min(day, clock.today())).targets())
        for day in shown
    ]
