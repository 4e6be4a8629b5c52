"""超时清单: what should have been filed by now (R49), within a user's division.

办结当日自动归 is what the product does itself; this is about paper and scans, for which N working days are given
(``filing_deadline_workdays``). What was decided or made before the archive was taken into use is old stock and not
asked for.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import AwaitedFigure, Fonds, HouseholdFile, Item, PaperFigure, QueuedPage
from hudang.archives.queries.clearance import readable, readable_household, readable_items, withheld, withheld_levels
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.vocabulary import (
    DECIDING_MATERIALS,
    STOPPING_MATERIALS,
    LateKind,
    PouchState,
    QueueState,
)
from hudang.kernel import clock
from hudang.kernel.dates import archive_date
from hudang.kernel.workdays import Calendar
from hudang.platform.calendar import working_calendar


@dataclass(frozen=True)
class Deadline:
    """Since when papers count, until when they are late, and how many working days are given."""

    kept_since: date
    late_since: date
    workdays: int
    calendar: Calendar

    def age(self, day: date) -> int:
        """Return how many working days have passed since ``day``."""
        return self.calendar.between(day, clock.today())

    @property
    def before(self) -> datetime:
        """The first moment that is not late yet."""
        return datetime.combine(self.late_since + timedelta(days=1), time(), tzinfo=clock.CHINA)


def deadline_for(user: User) -> Deadline:
    """Return the filing deadline in force in the user's county."""
    fonds = Fonds.objects.filter(county_code=user.scope[:6].ljust(12, "0")).first()
    calendar, days = working_calendar(), thresholds().filing_deadline_workdays
    return Deadline(
        kept_since=fonds.kept_since if fonds else clock.today(),
        late_since=calendar.late_since(clock.today(), days),
        workdays=days,
        calendar=calendar,
    )


def _scanned(materials: Sequence[str]) -> Exists:
    return Exists(Item.objects.filter(file=OuterRef("pk"), material__code__in=materials, digital=True))


def late_decisions(user: User, deadline: Deadline, prefix: str = "") -> QuerySet[HouseholdFile]:
    """Return the files whose household was approved or stopped and that still hold no scan of the decision."""
    require(user, Right.VIEW_HOUSEHOLDS)
    files = _decisions(user, deadline, prefix).filter(readable(user))
    return files.select_related("household").order_by("village_code", "year", "sequence")


def _decisions(user: User, deadline: Deadline, prefix: str = "") -> QuerySet[HouseholdFile]:
    span = (deadline.kept_since, deadline.late_since)
    approved = Q(state__in=(PouchState.PRE, PouchState.LIVE), household__approved_on__range=span)
    stopped = Q(state=PouchState.CLOSING, stopped_on__range=span)
    late = (approved & ~_scanned(DECIDING_MATERIALS)) | (stopped & ~_scanned(STOPPING_MATERIALS))
    return HouseholdFile.objects.filter(within(user), _place(prefix)).filter(late)


def papers_of_decisions(user: User, files: Sequence[HouseholdFile]) -> dict[int, int]:
    """Return for files with a late decision the item that lies there on paper and wants its scan, where one does."""
    items = Item.objects.filter(
        within(user, "file__village_code"), readable(user, "file__"), file__in=files, digital=False
    )
    asked = items.filter(material__code__in=(*DECIDING_MATERIALS, *STOPPING_MATERIALS)).order_by("-number")
    return dict(asked.values_list("file_id", "pk"))


def late_papers(user: User, deadline: Deadline, prefix: str = "") -> QuerySet[Item]:
    """Return the items on paper only that wait too long for their scan."""
    require(user, Right.VIEW_HOUSEHOLDS)
    items = _papers(user, deadline, prefix).filter(readable_items(user))
    return items.select_related("file__household", "material").order_by("dated", "pk")


def _papers(user: User, deadline: Deadline, prefix: str = "") -> QuerySet[Item]:
    since = archive_date(deadline.kept_since)
    items = Item.objects.filter(digital=False, dated__gte=since, filed_at__lt=deadline.before)
    return items.filter(within(user, "file__village_code"), _place(prefix, "file__village_code"))


def late_scans(user: User, deadline: Deadline, prefix: str = "") -> QuerySet[QueuedPage]:
    """Return the scanned pages that wait too long for a decision where they belong."""
    require(user, Right.VIEW_HOUSEHOLDS)
    pages = QueuedPage.objects.filter(within(user, "division_code"), _place(prefix, "division_code"))
    pages = pages.filter(readable_household(user), state=QueueState.WAITING, queued_at__lt=deadline.before)
    return pages.select_related("household").order_by("pk")


def _place(prefix: str, field: str = "village_code") -> Q:
    return within_division(prefix, field) if prefix else Q()


_LISTS = {
    LateKind.DECISION: (late_decisions, "village_code"),
    LateKind.PAPER: (late_papers, "file__village_code"),
    LateKind.WAITING: (late_scans, "division_code"),
}


def late_of(user: User, kind: LateKind, deadline: Deadline, prefix: str = "") -> QuerySet[Any]:
    """Return what is late of one kind."""
    return _LISTS[kind][0](user, deadline, prefix)


def late_count(user: User) -> int:
    """Return how many things are late in all, decisions and papers from the figures that are kept."""
    deadline = deadline_for(user)
    scans = late_scans(user, deadline).count()
    if deadline.late_since < deadline.kept_since:
        return scans
    span = (deadline.kept_since.isoformat(), deadline.late_since.isoformat())
    decisions = AwaitedFigure.objects.filter(within(user), since__range=span).aggregate(n=Sum("files", default=0))
    until = f"{deadline.before.astimezone(UTC):%Y-%m-%d %H}"
    papers = PaperFigure.objects.filter(within(user), filed_hour__lt=until).aggregate(n=Sum("items", default=0))
    return int(decisions["n"]) + int(papers["n"]) + scans - _withheld_count(user, deadline)


def _withheld_count(user: User, deadline: Deadline) -> int:
    """Return how many of the figures lie in files that the lists do not show to the user."""
    if not withheld_levels(user):
        return 0
    # the few files are named, lest SQLite look into every open file of the division
    hidden = list(HouseholdFile.objects.filter(within(user), withheld(user)).values_list("pk", flat=True))
    decisions = _decisions(user, deadline).filter(pk__in=hidden).count()
    return decisions + _papers(user, deadline).filter(~readable_items(user)).count()


@dataclass(frozen=True)
class VillageLate:
    """What is late in one village (or township, for scans whose village is not known), by kind."""

    code: str
    counts: dict[LateKind, int]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.counts.values())


def late_by_village(user: User, deadline: Deadline, prefix: str = "") -> list[VillageLate]:
    """Return the villages in which something is late, the most first; three queries however many."""
    found: dict[str, Tally[LateKind]] = {}
    for kind, (_, field) in _LISTS.items():
        rows = late_of(user, kind, deadline, prefix).order_by().values_list(field).annotate(Count("pk"))
        for code, count in rows:
            found.setdefault(code, Tally())[kind] = count
    villages = [VillageLate(code, {kind: tally[kind] for kind in LateKind}) for code, tally in found.items()]
    return sorted(villages, key=lambda each: (-each.total, each.code))
