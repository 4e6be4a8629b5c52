"""Problems as lists and figures within a user's division; each figure counts exactly the list that it opens."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, HouseholdFile
from hudang.archives.queries.clearance import withheld, withheld_levels
from hudang.archives.queries.keeping import NOBODY
from hudang.archives.vocabulary import BoxKind
from hudang.divisions.queries import names_of
from hudang.households.models import Household
from hudang.kernel.division_codes import scope_prefix, township_code
from hudang.quality.models import Problem, Watermark
from hudang.quality.queries.measures import scores_by_village
from hudang.quality.rules.catalogue import BY_KEY, RULES, ZERO_CHECKS, Rule
from hudang.quality.rules.scoring import Share
from hudang.quality.vocabulary import Severity, State


@dataclass(frozen=True)
class ProblemFilter:
    """What a list of problems is narrowed to; empty fields narrow nothing."""

    rule: str = ""
    group: str = ""
    severity: str = ""
    division: str = ""
    household: str = ""
    mark: str = ""
    keeper: str = ""
    state: str = State.OPEN
    # what was to be mended on that day, whatever became of it since
    on: date | None = None


def visible(user: User) -> QuerySet[Problem]:
    """Return the problems of the user's division, without those of households whose file is withheld from him."""
    require(user, Right.VIEW_HOUSEHOLDS)
    rows = Problem.objects.filter(within(user))
    if withheld_levels(user):
        rows = rows.exclude(household_id__in=HouseholdFile.objects.filter(withheld(user)).values("household_id"))
    return rows


def problems_for(user: User, wanted: ProblemFilter) -> QuerySet[Problem]:
    """Return the problems of a list, by village and household."""
    stands = _stood_on(wanted.on) if wanted.on else Q(state=wanted.state or State.OPEN)
    rows = visible(user).filter(_narrowed(user, wanted), stands)
    return rows.select_related("waived_by").order_by("village_code", "household_code", "pk")


def _stood_on(day: date) -> Q:
    """Return what was found by a day, and then neither mended nor waived."""
    mended_later = Q(closed_on=None) | Q(closed_on__gt=day)
    return Q(found_on__lte=day) & mended_later & (Q(waived_at=None) | Q(waived_at__date__gt=day))


def _narrowed(user: User, wanted: ProblemFilter) -> Q:
    asked = [rule for rule in RULES if _asked(rule, wanted)]
    narrowed = Q() if len(asked) == len(RULES) else Q(rule__in=[rule.key for rule in asked])
    if wanted.division:
        narrowed &= within_division(scope_prefix(wanted.division))
    if wanted.household:
        narrowed &= Q(household_code=wanted.household)
    if wanted.mark:
        narrowed &= Q(mark=wanted.mark)
    if wanted.keeper:
        narrowed &= _of_keeper(user, wanted.keeper)
    return narrowed


def _of_keeper(user: User, keeper: str) -> Q:
    kept = _keepers(user)
    if keeper == NOBODY:
        return ~Q(village_code__in=list(kept))
    return Q(village_code__in=[village for village, (key, _) in kept.items() if key == keeper])


def _keepers(user: User) -> Mapping[str, tuple[str, str]]:
    """Return by village who keeps its box, the latest one where there are several: key and name."""
    kept = Box.objects.filter(within(user), kind=BoxKind.VILLAGE, retired_on=None).exclude(keeper=None)
    rows = kept.order_by("village_code", "number").values_list("village_code", "keeper", "keeper__display_name")
    return {village: (str(key), name) for village, key, name in rows}


def _asked(rule: Rule, wanted: ProblemFilter) -> bool:
    return wanted.rule in ("", rule.key) and wanted.group in ("", rule.group) and wanted.severity in ("", rule.severity)


def counts_by_rule(user: User, wanted: ProblemFilter | None = None) -> dict[str, int]:
    """Return how many open problems there are of each rule that found any."""
    rows = visible(user).filter(_narrowed(user, wanted or ProblemFilter()), state=State.OPEN).order_by()
    return dict(rows.values_list("rule").annotate(Count("pk")))


def counts_by_state(user: User, wanted: ProblemFilter) -> dict[str, int]:
    """Return how many there are in each state, otherwise narrowed alike."""
    rows = visible(user).filter(_narrowed(user, wanted)).order_by().values_list("state").annotate(Count("pk"))
    return {state.value: 0 for state in State} | dict(rows)


def zero_checks(user: User) -> dict[str, int]:
    """Return what the three checks of R10 found that is not mended."""
    rows = visible(user).filter(rule__in=ZERO_CHECKS, state=State.OPEN).order_by()
    return dict.fromkeys(ZERO_CHECKS, 0) | dict(rows.values_list("rule").annotate(Count("pk")))


@dataclass(frozen=True)
class ProblemRow:
    """One problem as listed."""

    problem: Problem
    rule: Rule
    village: str
    head_name: str
    other_code: str


def rows_of(problems: Sequence[Problem]) -> list[ProblemRow]:
    """Return problems with the names that a list shows; three queries however many."""
    keys = {key for problem in problems for key in (problem.household_id, problem.related_id) if key}
    known = {h.pk: h for h in Household.objects.filter(pk__in=keys).only("code", "head_name")}
    names = names_of({problem.village_code for problem in problems})
    rows = []
    for problem in problems:
        household, other = known.get(problem.household_id or 0), known.get(problem.related_id or 0)
        rows.append(
            ProblemRow(
                problem=problem,
                rule=BY_KEY[problem.rule],
                village=names.get(problem.village_code, problem.village_code),
                head_name=household.head_name if household else "",
                other_code=other.code if other else "",
            )
        )
    return rows


def all_rows(user: User, wanted: ProblemFilter, chunk: int = 1000) -> Iterator[ProblemRow]:
    """Yield every problem of a list with its names, in bounded memory."""
    some: list[Problem] = []
    for problem in problems_for(user, wanted).iterator(chunk_size=chunk):
        some.append(problem)
        if len(some) == chunk:
            yield from rows_of(some)
            some = []
    yield from rows_of(some)


@dataclass(frozen=True)
class PlaceCount:
    """Open problems of a place or of a keeper: all, and the grave ones."""

    code: str
    name: str
    problems: int
    grave: int


def counts_by_village(user: User, wanted: ProblemFilter) -> list[PlaceCount]:
    """Return the villages with open problems, the most first."""
    found = _by_village(user, wanted)
    names = names_of(set(found))
    rows = [PlaceCount(code, names.get(code, code), *found[code]) for code in found]
    return sorted(rows, key=lambda row: (-row.problems, row.code))


def counts_by_township(user: User, wanted: ProblemFilter) -> list[PlaceCount]:
    """The same by township."""
    sums: dict[str, tuple[int, int]] = {}
    for code, (problems, grave) in _by_village(user, wanted).items():
        before = sums.get(township_code(code), (0, 0))
        sums[township_code(code)] = (before[0] + problems, before[1] + grave)
    names = names_of(set(sums))
    rows = [PlaceCount(code, names.get(code, code), *sums[code]) for code in sums]
    return sorted(rows, key=lambda row: (-row.problems, row.code))


@dataclass(frozen=True)
class KeeperCount(PlaceCount):
    """What is open in the villages whose boxes somebody keeps, and how good these are together."""

    score: Share


def counts_by_keeper(user: User, wanted: ProblemFilter) -> list[KeeperCount]:
    """Return the keepers of boxes (R2), worst score first; villages that nobody keeps stand under no name."""
    kept, found, scores = _keepers(user), _by_village(user, wanted), scores_by_village(user, wanted.division)
    sums: dict[tuple[str, str], tuple[int, int, Share]] = {}
    for village in found.keys() | scores.keys():
        keeper = kept.get(village, (NOBODY, ""))
        problems, grave, score = sums.get(keeper, (0, 0, Share(0, 0)))
        more, graver = found.get(village, (0, 0))
        sums[keeper] = (problems + more, grave + graver, score + scores.get(village, Share(0, 0)))
    rows = [KeeperCount(key, name, *counted) for (key, name), counted in sums.items()]
    return sorted(rows, key=lambda row: (row.score.percent, -row.problems, row.code))


def counts_on(user: User, wanted: ProblemFilter, days: Collection[date]) -> Mapping[date, int]:
    """Return how many problems were to be mended on each day; one query however many days."""
    counts = {f"d{day:%Y%m%d}": Count("pk", filter=_stood_on(day)) for day in days}
    got = visible(user).filter(_narrowed(user, wanted)).aggregate(**counts) if counts else {}
    return {day: got[f"d{day:%Y%m%d}"] for day in days}


def _by_village(user: User, wanted: ProblemFilter) -> dict[str, tuple[int, int]]:
    grave = [rule.key for rule in RULES if rule.severity == Severity.GRAVE]
    rows = visible(user).filter(_narrowed(user, wanted), state=State.OPEN).order_by().values_list("village_code")
    counted = rows.annotate(n=Count("pk"), grave=Count("pk", filter=Q(rule__in=grave)))
    return {code: (problems, serious) for code, problems, serious in counted}


def last_checked() -> tuple[datetime | None, datetime | None]:
    """Return when changes and when everything was checked last."""
    mark = Watermark.objects.filter(pk=1).first()
    return (mark.checked_at, mark.everything_at) if mark else (None, None)
