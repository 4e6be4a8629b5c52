"""Checking: over everything township by township, or over the households that changed since the last check.

What is found and not known becomes a problem; what is known and found no longer is closed. Nothing else is written,
so a repeated check writes nothing, and memory holds what one rule finds in one township.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db import transaction

from hudang.archives.models import Box
from hudang.audit.models import AuditEntry
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.platform import bulk
from hudang.quality.actions.measuring import measure
from hudang.quality.models import Problem, Watermark
from hudang.quality.queries.finders import finds
from hudang.quality.queries.scope import Found, Known, Scope
from hudang.quality.queries.switches import enabled_rules
from hudang.quality.rules.catalogue import RULES, Rule
from hudang.quality.vocabulary import STANDING, State

_AT_ONCE = 500
# beyond this many changed households it is quicker to check their townships whole
_MOST_SINGLE = 3000
_SHOWN_DETAIL = 120
Report = Callable[[int, int, str], object]
T = TypeVar("T")


@dataclass
class Tally:
    """What a run did."""

    households: int = 0
    found: int = 0
    closed: int = 0
    standing: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.found, self.closed = self.found + other.found, self.closed + other.closed
        return self


def check_everything(day: date | None = None, progress: Report | None = None) -> Tally:
    """Check every rule over everything, note the measures of the day; return what came of it."""
    known, done = Known(day or clock.today()), Tally()
    mark = _latest_entry()
    places = _townships()
    for number, place in enumerate(places, start=1):
        done += _check_place(known, place)
        if progress:
            progress(number, len(places), f"正在检查第 {number} 个乡镇，共 {len(places)} 个")
    with transaction.atomic():
        _advance(mark, everything=True)
        measure(known.day)
    done.households = Household.objects.count()
    done.standing = Problem.objects.filter(state__in=STANDING).count()
    return done


def _check_place(known: Known, place: str) -> Tally:
    with transaction.atomic():
        return _check(Scope(known, place), enabled_rules())


def check_changes() -> Tally:
    """Check the households that the log names since the last check, and those that stood against them."""
    known, done, mark = Known(clock.today()), Tally(), _latest_entry()
    keys = _changed_households(mark)
    if len(keys) > _MOST_SINGLE:
        codes = Household.objects.filter(pk__in=keys).values_list("village_code", flat=True)
        for place in sorted({code[:9] for code in codes}):
            done += _check_place(known, place)
    else:
        done += check_households(keys, known)
    with transaction.atomic():
        _advance(mark)
    done.households = len(keys)
    return done


def check_households(keys: Collection[int], known: Known | None = None) -> Tally:
    """Check some households and those that stand in contradiction to them."""
    known, done = known or Known(clock.today()), Tally()
    standing = Problem.objects.filter(state__in=STANDING)
    rules = enabled_rules()
    for some in _some(sorted(keys)):
        against = standing.filter(related_id__in=some).values_list("household_id", flat=True)
        with transaction.atomic():
            done += _check(Scope(known, households=tuple({*some, *(key for key in against if key)})), rules)
            # whoever turns out to stand against one of these was not changed himself
            others = (
                standing.filter(household_id__in=some).exclude(related_id=None).values_list("related_id", flat=True)
            )
            if beyond := {key for key in others if key} - set(some):
                done += _check(Scope(known, households=tuple(beyond)), rules)
    return done


def changes_wait() -> bool:
    """Tell whether the log has entries about households that were not checked yet."""
    seen = Watermark.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
    return AuditEntry.objects.filter(sequence__gt=seen).exclude(household_code="").exists()


def _changed_households(latest: int) -> list[int]:
    seen = Watermark.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
    entries = AuditEntry.objects.filter(sequence__gt=seen, sequence__lte=latest).exclude(household_code="")
    codes = entries.order_by().values_list("household_code", flat=True).distinct()
    keys: list[int] = []
    for some in _some(codes.iterator(chunk_size=2000)):
        keys.extend(Household.objects.filter(code__in=some).values_list("pk", flat=True))
    return keys


def _latest_entry() -> int:
    return AuditEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def _advance(latest: int, *, everything: bool = False) -> None:
    mark, _ = Watermark.objects.select_for_update().get_or_create(pk=1)
    mark.sequence, mark.checked_at = max(mark.sequence, latest), clock.now()
    if everything:
        mark.everything_at = mark.checked_at
    mark.save()


def _townships() -> list[str]:
    """Return the townships in which there is something to check, or something that was found."""
    codes: set[str] = set()
    for rows in (Household.objects.all(), Box.objects.all(), Problem.objects.filter(state__in=STANDING)):
        codes |= {code[:9] for code in rows.order_by().values_list("village_code", flat=True).distinct()}
    return sorted(code for code in codes if code)


def _check(scope: Scope, rules: Sequence[Rule]) -> Tally:
    asked = {rule.key for rule in rules}
    done = Tally()
    for rule in RULES:
        # a rule that was switched off finds nothing, which closes what it had found
        done += _settle(rule.key, scope, finds(rule.key, scope) if rule.key in asked else ())
    return done


def _some(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _settle(rule: str, scope: Scope, found: Iterable[Found]) -> Tally:
    known = dict(_standing(rule, scope))
    new: list[Problem] = []
    make = bulk.maker(Problem)
    count = 0
    for each in found:
        if known.pop((each.object, each.mark), None) is None:
            new.append(_problem(make, rule, each, scope.known.day))
            count += 1
        if len(new) >= _AT_ONCE:
            bulk.insert(Problem, new)
            new = []
    bulk.insert(Problem, new)
    for some in _some(known.values()):
        Problem.objects.filter(pk__in=some).update(state=State.CLOSED, closed_on=scope.known.day)
    return Tally(found=count, closed=len(known))


def _standing(rule: str, scope: Scope) -> list[tuple[tuple[int, str], int]]:
    rows = Problem.objects.filter(scope.on("village_code", "household_id"), rule=rule, state__in=STANDING).order_by()
    return [((key, mark), pk) for key, mark, pk in rows.values_list("object_id", "mark", "pk")]


def _problem(make: Callable[..., Problem], rule: str, each: Found, day: date) -> Problem:
    return make(
        rule=rule,
        village_code=each.village,
        household_id=each.household,
        household_code=each.code or "",
        object_id=each.object,
        mark=each.mark,
        detail=each.detail[:_SHOWN_DETAIL],
        related_id=each.related,
        found_on=day,
    )
