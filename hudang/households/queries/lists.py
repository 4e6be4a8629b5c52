"""The list of households: filters, exact count, pages; a fixed number of queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Q, QuerySet

from hudang.accounts.access import within_division
from hudang.accounts.models import User
from hudang.divisions.queries import names_of
from hudang.households.errors import ListChanged
from hudang.households.models import Household, HouseholdMember, HouseholdTag
from hudang.households.queries.counts import how_many, how_many_in_class, how_many_of_kind, how_many_with_tag
from hudang.households.queries.paging import PAGE_SIZE, KeyedPage, Order, Position, keyed_page, keys_at
from hudang.households.queries.search import is_private, matching
from hudang.households.queries.visible import visible_in_order, visible_to
from hudang.households.vocabulary import (
    ASSISTANCE,
    BENEFIT_STATE_LABELS,
    FAMILY_STRUCTURE,
    HEAD,
    IN_PAYMENT,
    INCOME_SOURCE,
    TAG_LABELS,
    BenefitState,
)
from hudang.kernel.division_codes import is_division_code, scope_prefix, township_code
from hudang.kernel.identity import mask_phone

EXPORT_CHUNK = 1000
# the filter value that stands for all states in payment
IN_PAYMENT_FILTER = "paid"
SORTS = {
    "code": "code",
    "head": "head_pinyin",
    "size": "declared_size",
    "allowance": "allowance",
    "approved": "approved_on",
    "updated": "updated_at",
}
DEFAULT_SORT = "code"
# no household's code: without any code the list would hold every household
_NO_HOUSEHOLD = "-"


@dataclass(frozen=True)
class ListFilters:
    """What the list is narrowed to; empty means all. ``division`` is a twelve-digit code."""

    q: str = ""
    division: str = ""
    state: str = ""
    structure: str = ""
    source: str = ""
    tag: str = ""
    abc: str = ""
    assistance: str = ""
    proposal: bool = False
    # households picked one by one
    codes: Sequence[str] = ()
    sort: str = DEFAULT_SORT


@dataclass(frozen=True)
class HouseholdRow:
    """One household in a list; every number is masked."""

    pk: int
    code: str
    head_name: str
    head_identity: str
    village_code: str
    village: str
    township: str
    assistance: str
    abc: str
    structure: str
    source: str
    overridden: bool
    has_proposal: bool
    size: int | None
    covered: int | None
    allowance: Decimal | None
    state: str
    state_label: str
    phone: str
    approved_on: date | None
    tags: tuple[str, ...]

    @property
    def paid(self) -> bool:
        """Whether the household is in payment."""
        return self.state in IN_PAYMENT


def _narrowed(user: User, filters: ListFilters, rows: QuerySet[Household]) -> QuerySet[Household]:
    if filters.q.strip():
        rows = rows.filter(matching(user, filters.q))
    if filters.division:
        inside = within_division(scope_prefix(filters.division)) if is_division_code(filters.division) else Q(pk__in=())
        rows = rows.filter(inside)
    if filters.state == IN_PAYMENT_FILTER:
        rows = rows.filter(state__in=IN_PAYMENT)
    elif filters.state:
        rows = rows.filter(state=filters.state)
    exact = {
        "classification__family_structure": filters.structure,
        "classification__income_source": filters.source,
        "tags__tag": filters.tag,
        "abc_class": filters.abc,
        "assistance": filters.assistance,
    }
    rows = rows.filter(**{field: value for field, value in exact.items() if value})
    if filters.codes:
        rows = rows.filter(code__in=list(filters.codes))
    if filters.proposal:
        rows = rows.exclude(classification__proposed_structure="", classification__proposed_source="").filter(
            classification__isnull=False
        )
    return rows


def _figure(user: User, filters: ListFilters) -> int | None:
    """Return the count where it is kept: by place and state, with one kind of further filter."""
    narrowed = {name for name, value in vars(filters).items() if value} - {"sort", "division", "state"}
    if filters.division and not is_division_code(filters.division):
        return None
    states = IN_PAYMENT if filters.state == IN_PAYMENT_FILTER else filter(None, [filters.state])
    prefix = scope_prefix(filters.division) if filters.division else ""
    place: dict[str, Any] = {"prefix": prefix, "states": tuple(states)}
    if not narrowed:
        return how_many(user, **place)
    if narrowed == {"tag"}:
        return how_many_with_tag(user, filters.tag, **place)
    if narrowed <= {"abc", "assistance"}:
        return how_many_of_kind(user, abc=filters.abc, assistance=filters.assistance, **place)
    if narrowed <= {"structure", "source", "proposal"}:
        asked: dict[str, Any] = {"structure": filters.structure, "source": filters.source, "proposal": filters.proposal}
        return how_many_in_class(user, **asked, **place)
    return None


def _order(sort: str) -> Order:
    return Order(SORTS.get(sort.removeprefix("-"), SORTS[DEFAULT_SORT]), sort.startswith("-"))


def _nearest(pages: Paginator[Any], number: str | int) -> int:
    try:
        return pages.validate_number(number)
    except PageNotAnInteger:
        return 1
    except EmptyPage:
        return pages.num_pages if str(number).isdecimal() and int(number) else 1


class HouseholdList(Sequence[HouseholdRow]):
    """The households that fit, read page by page; what Django's paginator needs."""

    def __init__(self, user: User, filters: ListFilters) -> None:
        self._user, self._filters = user, filters
        self._rows = _narrowed(user, filters, visible_to(user))
        self._ordered = _narrowed(user, filters, visible_in_order(user))
        self._order = _order(filters.sort)
        keys = self._rows.order_by(*self._order.names()).values_list("pk", flat=True)
        # a search reads every name: once is enough for the count and the page
        self._keys: QuerySet[Household, int] | list[int] = list(keys) if filters.q.strip() else keys
        self._count = len(self._keys) if isinstance(self._keys, list) else None

    def __len__(self) -> int:
        if self._count is None:
            self._count = _figure(self._user, self._filters)
        if self._count is None:
            self._count = self._rows.count()
        return self._count

    def __getitem__(self, wanted: int | slice) -> HouseholdRow | list[HouseholdRow]:  # type: ignore[override]
        if isinstance(wanted, int):
            return rows_of([self._keys[wanted]])[0]
        return rows_of(list(self._keys[wanted]))

    def page(self, place: Position, size: int) -> KeyedPage:
        """Return the page at a position; the nearest one when there is no such page."""
        found: Paginator[HouseholdRow] = Paginator(self, size)  # type: ignore[arg-type]
        number = _nearest(found, place.number)
        if isinstance(self._keys, list):
            keys = self._keys[(number - 1) * size : number * size]
        elif not len(self):
            # to find nobody, the database would look through the whole order
            keys = []
        else:
            keys = keys_at(self._ordered, self._order, replace(place, number=number), len(self), size)
        rows = rows_of(keys)
        return keyed_page(rows, [row.code for row in rows], found, number)

    def keys(self) -> list[int]:
        """Return the primary keys of all rows in their order."""
        return list(self._keys)

    def everything(self) -> Iterator[HouseholdRow]:
        """Yield all rows in their order, in bounded memory."""
        keys = self.keys()
        for start in range(0, len(keys), EXPORT_CHUNK):
            yield from rows_of(keys[start : start + EXPORT_CHUNK])


def list_for(user: User, filters: ListFilters, page: str | int | Position = 1, size: int = PAGE_SIZE) -> KeyedPage:
    """Return one page of the households the user may see, with the exact count."""
    place = page if isinstance(page, Position) else Position(page)
    return HouseholdList(user, filters).page(place, size)


def all_for(user: User, filters: ListFilters) -> HouseholdList:
    """Return all households that fit, as the list shows them; for the export and the command line."""
    return HouseholdList(user, filters)


def refuse_changed(user: User, filters: ListFilters, previewed: int | None) -> None:
    """Raise ``ListChanged`` when other households fit than when the act was previewed."""
    if previewed is not None and (now := len(all_for(user, filters))) != previewed:
        raise ListChanged(before=previewed, now=now)


def filters_for_job(user: User, filters: ListFilters) -> dict[str, Any]:
    """Return filters as a job keeps them: a whole identity or account number gives way to the households it finds."""
    if is_private(filters.q):
        found = Household.objects.filter(pk__in=all_for(user, filters).keys()).values_list("code", flat=True)
        filters = ListFilters(codes=list(found) or [_NO_HOUSEHOLD], sort=filters.sort)
    return asdict(filters)


_FIELDS = (
    "pk code head_name village_code assistance abc_class classification__family_structure "
    "classification__income_source classification__overridden classification__proposed_structure "
    "classification__proposed_source declared_size covered_size allowance state phone approved_on"
).split()


def rows_of(keys: Sequence[int]) -> list[HouseholdRow]:
    """Return the rows for primary keys, in their order, with four queries."""
    found = {values[0]: dict(zip(_FIELDS, values, strict=True)) for values in _values(keys)}
    heads = dict(
        HouseholdMember.objects.filter(household__in=keys, until=None, relation=HEAD).values_list(
            "household", "person__identity_masked"
        )
    )
    tags: dict[int, list[str]] = defaultdict(list)
    for pk, tag in HouseholdTag.objects.filter(household__in=keys).values_list("household", "tag"):
        tags[pk].append(tag)
    codes = {row["village_code"] for row in found.values()}
    names = names_of(codes | {township_code(code) for code in codes})
    return [_row(found[pk], heads.get(pk, ""), tags[pk], names) for pk in keys if pk in found]


def _values(keys: Sequence[int]) -> QuerySet[Household, tuple[Any, ...]]:
    return Household.objects.filter(pk__in=keys).values_list(*_FIELDS)


def _row(values: dict[str, Any], identity: str, tags: list[str], names: dict[str, str]) -> HouseholdRow:
    village = values["village_code"]
    proposed = values["classification__proposed_structure"] or values["classification__proposed_source"]
    return HouseholdRow(
        pk=values["pk"],
        code=values["code"],
        head_name=values["head_name"],
        head_identity=identity,
        village_code=village,
        village=names.get(village, village),
        township=names.get(township_code(village), ""),
        assistance=ASSISTANCE.get(values["assistance"], ""),
        abc=values["abc_class"],
        structure=FAMILY_STRUCTURE.get(values["classification__family_structure"], ""),
        source=INCOME_SOURCE.get(values["classification__income_source"], ""),
        overridden=bool(values["classification__overridden"]),
        has_proposal=bool(proposed),
        size=values["declared_size"],
        covered=values["covered_size"],
        allowance=values["allowance"],
        state=values["state"],
        state_label=BENEFIT_STATE_LABELS[BenefitState(values["state"])],
        phone=mask_phone(values["phone"]) if values["phone"] else "",
        approved_on=values["approved_on"],
        tags=tuple(label for tag, label in TAG_LABELS.items() if tag in tags),
    )
