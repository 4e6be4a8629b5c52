"""The list of cases, its figures by group of stages, and what is due; a fixed number of queries however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hudang.accounts.access import within_division
from hudang.accounts.models import User
from hudang.casework.models import Case, CaseStep
from hudang.casework.queries.visible import cases_for
from hudang.casework.vocabulary import FINAL_STAGES, GROUP_STAGES, STAGE_LABELS, CaseAct, CaseStage, StageGroup
from hudang.divisions.queries import names_of
from hudang.households.queries.paging import PAGE_SIZE, KeyedPage, Position, keyed_page
from hudang.kernel import clock
from hudang.kernel.division_codes import is_division_code, scope_prefix, township_code
from hudang.kernel.identity import tidy_identity
from hudang.platform.digests import lookup_hash

ALL = "all"
_IDENTITY_LENGTH = 18
_RETURNS = (CaseAct.RETURN, CaseAct.SEND_BACK, CaseAct.REQUEST_CORRECTION)
_LOOK_BACK = timedelta(days=365)


class Due(StrEnum):
    """到期: by when the next clock of a case is over."""

    TODAY = "today"
    WEEK = "week"
    OVERDUE = "overdue"


DUE_LABELS = {Due.TODAY: "今日到期", Due.WEEK: "本周到期", Due.OVERDUE: "已逾期"}


@dataclass(frozen=True)
class CaseFilters:
    """What the list is narrowed to; an empty ``group`` means what is not finished."""

    q: str = ""
    group: str = ""
    stage: str = ""
    division: str = ""
    kind: str = ""
    procedure: str = ""
    due: str = ""
    mine: bool = False
    returned: bool = False


@dataclass(frozen=True)
class CaseRow:
    """One case in a list."""

    number: str
    applicant: str
    village: str
    township: str
    kind: str
    procedure: str
    stage: CaseStage
    stage_label: str
    handler: str
    submitted_on: date | None
    due_on: date | None
    overdue: bool
    exempt: bool
    since: datetime


def due_filter(due: str, today: date) -> Q:
    """Return the filter of cases whose next clock is over today, by Sunday, or already."""
    match due:
        case Due.TODAY:
            return Q(due_on=today)
        case Due.WEEK:
            return Q(due_on__gte=today, due_on__lte=today + timedelta(days=7 - today.isoweekday()))
        case Due.OVERDUE:
            return Q(due_on__lt=today)
    return Q()


def unfinished() -> Q:
    """Return the filter of cases on which something is still to be done: open ones, and decisions to be served."""
    return ~Q(stage__in=sorted(FINAL_STAGES)) | Q(due_on__isnull=False)


def returns() -> QuerySet[CaseStep]:
    """Return the steps of the last year by which a case came back or papers were asked for again."""
    return CaseStep.objects.filter(act__in=_RETURNS, at__gte=clock.now() - _LOOK_BACK)


def found_for(user: User, filters: CaseFilters) -> QuerySet[Case]:
    """Return the cases of a list, newest first; those that are due, the most pressing first."""
    cases = _narrowed(user, filters)
    if filters.stage in STAGE_LABELS:
        cases = cases.filter(stage=filters.stage)
    elif filters.group in GROUP_STAGES:
        cases = cases.filter(stage__in=sorted(GROUP_STAGES[StageGroup(filters.group)]))
    elif filters.group != ALL:
        cases = cases.filter(unfinished())
    return cases.order_by("due_on", "pk") if filters.due else cases.order_by("-pk")


def _narrowed(user: User, filters: CaseFilters) -> QuerySet[Case]:
    cases = cases_for(user)
    if filters.q.strip():
        cases = cases.filter(_named(filters.q.strip()))
    if filters.division:
        inside = within_division(scope_prefix(filters.division)) if is_division_code(filters.division) else Q(pk__in=())
        cases = cases.filter(inside)
    if filters.kind:
        cases = cases.filter(kind=filters.kind)
    if filters.procedure:
        cases = cases.filter(procedure=filters.procedure)
    if filters.mine:
        cases = cases.filter(handler=user)
    if filters.returned:
        cases = cases.filter(Exists(returns().filter(case=OuterRef("pk"))))
    return cases.filter(due_filter(filters.due, clock.today()))


def _named(text: str) -> Q:
    number = tidy_identity(text)
    if len(number) == _IDENTITY_LENGTH:
        return Q(applicant_hash=lookup_hash(number, "identity"))
    return Q(applicant_name__contains=text) | Q(number=text.upper()) | Q(household__code=text)


def group_counts(user: User, filters: CaseFilters) -> dict[str, int]:
    """Return how many cases each tab of the list holds under the other filters; empty key: not finished."""
    narrowed = _narrowed(user, replace(filters, group="", stage=""))
    by_stage = dict(narrowed.order_by().values_list("stage").annotate(count=Count("pk")))
    counts: dict[str, int] = {
        group: sum(by_stage.get(stage, 0) for stage in stages) for group, stages in GROUP_STAGES.items()
    }
    served = narrowed.filter(stage__in=sorted(FINAL_STAGES), due_on__isnull=False).count()
    counts[""] = sum(count for stage, count in by_stage.items() if stage not in FINAL_STAGES) + served
    counts[ALL] = sum(by_stage.values())
    return counts


def stage_counts(user: User, filters: CaseFilters) -> dict[str, int]:
    """Return how many cases stand at each stage, for the board."""
    narrowed = _narrowed(user, replace(filters, group="", stage=""))
    return dict(narrowed.order_by().values_list("stage").annotate(count=Count("pk")))


def list_for(user: User, filters: CaseFilters, place: Position, size: int = PAGE_SIZE) -> KeyedPage:
    """Return one page of the list."""
    cases = found_for(user, filters)
    paginator = Paginator(range(cases.order_by().count()), size)
    number = _page_number(paginator, place.number)
    keys = _keys(cases, filters, place, number, size)
    rows = rows_of(cases.filter(pk__in=keys)) if keys else []
    return keyed_page(rows, [str(key) for key in keys], paginator, number)


def _page_number(paginator: Paginator[int], wanted: str | int) -> int:
    try:
        return paginator.validate_number(wanted)
    except PageNotAnInteger:
        return 1
    except EmptyPage:
        return paginator.num_pages if str(wanted).isdecimal() else 1


def _keys(cases: QuerySet[Case], filters: CaseFilters, place: Position, number: int, size: int) -> list[int]:
    mark = place.after or place.before
    known = cases.filter(pk=int(mark)).values_list("due_on", "pk").first() if mark.isdecimal() else None
    if known is None:
        start = (number - 1) * size
        return list(cases.values_list("pk", flat=True)[start : start + size])
    backwards = not place.after
    beyond = cases.filter(_beyond(known, due=bool(filters.due), backwards=backwards))
    found = beyond.reverse() if backwards else beyond
    keys = list(found.values_list("pk", flat=True)[:size])
    return keys[::-1] if backwards else keys


def _beyond(mark: tuple[date | None, int], *, due: bool, backwards: bool) -> Q:
    day, key = mark
    if not due:
        return Q(pk__gt=key) if backwards else Q(pk__lt=key)
    if backwards:
        return Q(due_on__lt=day) | Q(due_on=day, pk__lt=key)
    return Q(due_on__gt=day) | Q(due_on=day, pk__gt=key)


def rows_of(cases: QuerySet[Case]) -> list[CaseRow]:
    """Return cases as rows, in their order; two queries."""
    found = list(cases.select_related("handler").defer("declaration", "change", "exempt_reason"))
    names = names_of(code for case in found for code in (case.village_code, township_code(case.village_code)))
    today = clock.today()
    return [_row(case, names, today) for case in found]


def _row(case: Case, names: dict[str, str], today: date) -> CaseRow:
    return CaseRow(
        number=case.number,
        applicant=case.applicant_name,
        village=names.get(case.village_code, case.village_code),
        township=names.get(township_code(case.village_code), ""),
        kind=case.get_kind_display(),
        procedure=case.get_procedure_display(),
        stage=CaseStage(case.stage),
        stage_label=case.get_stage_display(),
        handler=case.handler.display_name if case.handler else "",
        submitted_on=case.submitted_on,
        due_on=case.due_on,
        overdue=case.due_on is not None and case.due_on < today,
        exempt=case.exempt,
        since=case.updated_at,
    )


def everything(user: User, filters: CaseFilters, chunk: int = 500) -> Iterator[CaseRow]:
    """Yield all rows of a list, chunk by chunk."""
    keys = list(found_for(user, filters).values_list("pk", flat=True))
    for start in range(0, len(keys), chunk):
        part = keys[start : start + chunk]
        by_number = {row.number: row for row in rows_of(Case.objects.filter(pk__in=part))}
        numbers = dict(Case.objects.filter(pk__in=part).values_list("pk", "number"))
        yield from (by_number[numbers[key]] for key in part)


def due_counts(user: User) -> dict[str, Any]:
    """Return how much of the user's division is due today, by Sunday, and overdue, and how much of it is his own."""
    today, cases = clock.today(), cases_for(user)
    wanted: dict[str, Any] = {}
    for due in Due:
        wanted[f"all_{due}"] = Count("pk", filter=due_filter(due, today))
        wanted[f"mine_{due}"] = Count("pk", filter=due_filter(due, today) & Q(handler=user))
    return cases.filter(due_on__isnull=False).aggregate(**wanted)
