"""指标 of a day, village by village: shares whose parts and wholes add up to townships and the county (R11, R52)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from hudang.accounts.actions.console import console_actor
from hudang.archives.models import FileFigure, Fonds, Item
from hudang.archives.queries import late
from hudang.archives.vocabulary import OPEN_STATES
from hudang.households.models import HouseholdFigure
from hudang.households.vocabulary import IN_PAYMENT
from hudang.kernel.dates import archive_date
from hudang.platform import bulk
from hudang.quality.models import Measured, Problem
from hudang.quality.queries.recertification_finders import done_in_time
from hudang.quality.queries.switches import enabled_rules
from hudang.quality.rules.catalogue import MONTHLY, WITHOUT_POUCH, YEARLY
from hudang.quality.rules.scoring import Share, score
from hudang.quality.vocabulary import STANDING, Measure, State

# the days of the last month are kept one by one, before that the last of each month
_DAYS_KEPT = 31


def measure(day: date) -> None:
    """Write the measures of ``day``, instead of those written earlier that day; part of the run over everything."""
    Measured.objects.filter(day=day).delete()
    make = bulk.maker(Measured)
    rows = [
        make(day=day, village_code=village, measure=kind, part=share.part, whole=share.whole)
        for kind, shares in _all(day).items()
        for village, share in shares.items()
        if share.whole
    ]
    bulk.insert(Measured, rows)
    _forget(day)


def _all(day: date) -> Mapping[Measure, Mapping[str, Share]]:
    households = _sums(HouseholdFigure.objects.filter(state__in=sorted(IN_PAYMENT)), "households")
    return {
        Measure.FILED: dict(_filed(households)),
        Measure.COMPLETE: dict(_complete()),
        Measure.TIMELY: dict(_timely()),
        Measure.REVIEWED: dict(done_in_time(day, YEARLY)),
        Measure.VISITED: dict(done_in_time(day, MONTHLY)),
        Measure.SCORE: dict(_scores(households)),
    }


def _sums(rows: object, field: str) -> dict[str, int]:
    grouped = rows.order_by().values_list("village_code").annotate(Sum(field))  # type: ignore[attr-defined]
    return dict(grouped)


def _filed(households: Mapping[str, int]) -> Iterator[tuple[str, Share]]:
    lacking = Problem.objects.filter(rule=WITHOUT_POUCH, state__in=STANDING).order_by()
    without = dict(lacking.values_list("village_code").annotate(Count("pk")))
    for village, count in households.items():
        yield village, Share(count - min(count, without.get(village, 0)), count)


def _complete() -> Iterator[tuple[str, Share]]:
    files = FileFigure.objects.filter(state__in=OPEN_STATES).order_by().values_list("village_code")
    for village, whole, lacking in files.annotate(Sum("files"), Sum("incomplete")):
        yield village, Share(whole - lacking, whole)


def _timely() -> Iterator[tuple[str, Share]]:
    """Items since the archive is kept, and what should have become items; the late ones are those of 归档超时."""
    console = console_actor()
    deadline = late.deadline_for(console)
    lates = {each.code: each.total for each in late.late_by_village(console, deadline)}
    fonds = Fonds.objects.first()
    since = archive_date(fonds.kept_since) if fonds else ""
    due = Item.objects.filter(dated__gte=since, annulled_on=None).order_by().values_list("file__village_code")
    items = dict(due.annotate(Count("pk")))
    for village in items.keys() | lates.keys():
        whole = max(items.get(village, 0), lates.get(village, 0))
        yield village, Share(whole - lates.get(village, 0), whole)


def _scores(households: Mapping[str, int]) -> Iterator[tuple[str, Share]]:
    affected: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Problem.objects.filter(state=State.OPEN).order_by().values_list("village_code", "rule")
    of_households = Count("household_id", distinct=True)
    of_others = Count("object_id", distinct=True, filter=Q(household_id=None))
    for village, rule, count, others in rows.annotate(n=of_households, others=of_others):
        affected[village][rule] = count + others
    rules = enabled_rules()
    for village, count in households.items():
        yield village, score(rules, count, affected.get(village, {}))


def _forget(day: date) -> None:
    """Drop the days before the last month but the last of each month."""
    before = day - timedelta(days=_DAYS_KEPT)
    days = list(Measured.objects.filter(day__lt=before).order_by("day").values_list("day", flat=True).distinct())
    last = {(each.year, each.month): each for each in days}
    Measured.objects.filter(day__in=set(days) - set(last.values())).delete()
