"""Households grouped seven ways, within a user's division and under the same filters (R4).

Each view but 材料种类 puts every household into exactly one group, so that all views have one total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, Coalesce

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import (
    Box,
    GroupFigure,
    HoldingFigure,
    HouseholdFile,
    Item,
    Location,
    Material,
    Pouch,
    SchemeClass,
)
from hudang.archives.queries.clearance import readable, withheld, withheld_levels
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.holdings import (
    COMPLETE,
    LACKING,
    NONE,
    NONE_LABELS,
    SEVERAL,
    SEVERAL_LABELS,
    WITHOUT,
    Group,
    View,
)
from hudang.archives.rules.retention import retention_label
from hudang.archives.vocabulary import OPEN_STATES, BoxKind, PouchState
from hudang.divisions.queries import names_of
from hudang.households.models import Household
from hudang.households.queries.lists import HouseholdRow, rows_of
from hudang.households.queries.visible import visible_in_order, visible_to
from hudang.households.vocabulary import IN_PAYMENT
from hudang.kernel.division_codes import scope_prefix, township_code

PAID = "paid"
PAGE_SIZE = 50
# stands for an absent location or class
NOWHERE = 0
_PORTION = 500


@dataclass(frozen=True)
class HoldingFilters:
    """What all seven views are narrowed to; empty means all. ``division`` is a twelve-digit code."""

    division: str = ""
    state: str = ""
    papers: str = ""


@dataclass(frozen=True)
class Holdings:
    """The groups of a view; ``total`` is the number of households, each counted once."""

    view: View
    total: int
    groups: Sequence[Group]

    def group(self, key: str) -> Group | None:
        """Return the group of a key; ``None`` when there is none."""
        if isinstance(self.groups, _Boxes):
            return self.groups.of(key)
        return next((group for group in self.groups if group.key == key), None)


class _Boxes(Sequence[Group]):
    """The boxes in the order of their villages; thousands in a county, so only those shown are counted and named.

    ``figures`` are the kept figures of the view by box.
    """

    def __init__(self, user: User, figures: QuerySet[GroupFigure], others: Sequence[Group]) -> None:
        self._figures, self._others = figures.filter(households__gt=0).exclude(value__in=(SEVERAL, NONE)), others
        held = self._figures.filter(value=Cast(OuterRef("pk"), CharField()))
        boxes = Box.objects.filter(within(user)).filter(Exists(held))
        self._keys = boxes.order_by("village_code", "kind", "number").values_list("pk", flat=True)
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._figures.order_by().values("value").distinct().count()
        return self._count + len(self._others)

    def __iter__(self) -> Iterator[Group]:
        yield from self._counted(list(self._keys), self._others)

    def __getitem__(self, wanted: int | slice) -> Group | list[Group]:  # type: ignore[override]
        first, last, _ = wanted.indices(len(self)) if isinstance(wanted, slice) else (wanted, wanted + 1, 1)
        boxes = len(self) - len(self._others)
        others = self._others[max(first - boxes, 0) : max(last - boxes, 0)]
        found = self._counted(list(self._keys[first:last]), others)
        return found if isinstance(wanted, slice) else found[0]

    def of(self, key: str) -> Group | None:
        """Return the group of a key; ``None`` when there is none."""
        if key.isdecimal():
            return next(iter(self._counted([int(key)], ())), None)
        return next((group for group in self._others if group.key == key), None)

    def _counted(self, keys: Sequence[int], others: Sequence[Group]) -> list[Group]:
        counts: dict[int, int] = {}
        for portion in (keys[at : at + _PORTION] for at in range(0, len(keys), _PORTION)):
            rows = self._figures.filter(value__in=[str(key) for key in portion]).order_by().values_list("value")
            counts |= {int(value): number for value, number in rows.annotate(number=Sum("households"))}
        return self._named([*(key for key in keys if key in counts), *others], counts)

    def _named(self, chosen: Sequence[int | Group], counts: Mapping[int, int]) -> list[Group]:
        boxes = Box.objects.in_bulk([pk for pk in chosen if isinstance(pk, int)])
        villages = {box.village_code for box in boxes.values()}
        names = names_of(villages | {township_code(code) for code in villages})
        return [each if isinstance(each, Group) else self._group(boxes[each], names, counts) for each in chosen]

    def _group(self, box: Box, names: Mapping[str, str], counts: Mapping[int, int]) -> Group:
        kind = "停保盒" if box.kind == BoxKind.STOPPED else "号盒"
        label = f"{names.get(box.village_code, box.village_code)} {box.label} {kind}"
        return Group(str(box.pk), label, counts[box.pk], names.get(township_code(box.village_code), ""))


@dataclass(frozen=True)
class HoldingPage:
    """Some households of a group in the order of their codes; ``after`` asks for those that follow."""

    rows: list[HouseholdRow]
    after: str


def _placed(filters: HoldingFilters) -> Q:
    """Return the filter by place and state, which households and their figures have alike."""
    found = Q()
    if filters.division:
        found &= within_division(scope_prefix(filters.division))
    if filters.state == PAID:
        found &= Q(state__in=IN_PAYMENT)
    elif filters.state:
        found &= Q(state=filters.state)
    return found


def _base(user: User, filters: HoldingFilters) -> QuerySet[Household]:
    return visible_to(user).filter(_placed(filters), _having_papers(filters))


def _having_papers(filters: HoldingFilters) -> Q:
    files = HouseholdFile.objects.filter(household=OuterRef("pk"))
    opened = files.filter(state__in=OPEN_STATES)
    if filters.papers == LACKING:
        return Q(Exists(opened.filter(missing_count__gt=0)))
    if filters.papers == COMPLETE:
        return Q(Exists(opened.filter(missing_count=0)))
    return ~Q(Exists(files.exclude(state=PouchState.DESTROYED))) if filters.papers == WITHOUT else Q()


def _files() -> QuerySet[HouseholdFile]:
    return HouseholdFile.objects.exclude(state=PouchState.DESTROYED)


def _valued(user: User, view: View) -> tuple[QuerySet[Any], str]:
    """Return rows that carry ``value``, and where they name their household."""
    pouches = Pouch.objects.exclude(state=PouchState.DESTROYED)
    if view is View.BOX:
        return pouches.annotate(value=F("box_id")), "household_id"
    if view is View.LOCATION:
        return pouches.annotate(value=Coalesce("box__location_id", NOWHERE)), "household_id"
    if view is View.MATERIAL:
        items = Item.objects.filter(readable(user, "file__")).exclude(file__state=PouchState.DESTROYED)
        return items.annotate(value=F("material_id")), "file__household_id"
    if view is View.CLASS:
        return _files().annotate(value=Coalesce("scheme_class_id", NOWHERE)), "household_id"
    return _files().annotate(value=F("year" if view is View.YEAR else "retention")), "household_id"


def holdings_for(user: User, view: View, filters: HoldingFilters) -> Holdings:
    """Return the groups of a view with their households, from the figures that are kept."""
    require(user, Right.VIEW_HOUSEHOLDS)
    # the view by household has no groups, and the boxes are many: every other adds up to the same total
    counts = _grouped(user, View.MATERIAL if view in (View.HOUSEHOLD, View.BOX) else view, filters)
    total = sum(counts.values())
    if view is View.HOUSEHOLD:
        return Holdings(view, total, ())
    figures = _figures(user, View.BOX, filters)
    if view is View.BOX:
        counts = _counted(figures.filter(value__in=(SEVERAL, NONE)).values_list("value"))
    several, none = counts.pop(SEVERAL, 0), counts.pop(NONE, 0)
    if view is View.MATERIAL:
        none += sum(_only_withheld(user, filters).values())
    others = [Group(SEVERAL, SEVERAL_LABELS[view], several, "每户只在这里计一次")] if several else []
    others += [Group(NONE, NONE_LABELS[view], none)] if none else []
    if view is View.BOX:
        return Holdings(view, total, _Boxes(user, figures, others))
    groups = _named(view, _materials(user, filters) if view is View.MATERIAL else _values(view, counts))
    return Holdings(view, total, (*groups, *others))


def _figures(user: User, view: View, filters: HoldingFilters) -> QuerySet[GroupFigure]:
    rows = GroupFigure.objects.filter(within(user), _placed(filters), view=view)
    return rows.filter(papers=filters.papers) if filters.papers else rows


def _grouped(user: User, view: View, filters: HoldingFilters) -> dict[str, int]:
    return _counted(_figures(user, view, filters).values_list("value"))


def _values(view: View, counts: Mapping[str, int]) -> dict[Any, int]:
    return dict(counts) if view is View.RETENTION else {int(value): number for value, number in counts.items()}


def _materials(user: User, filters: HoldingFilters) -> dict[Any, int]:
    """Return how many households hold each material, as far as the user may know; a household holds several."""
    rows = HoldingFigure.objects.filter(within(user), _placed(filters))
    if filters.papers:
        rows = rows.filter(papers=filters.papers)
    found = _counted(rows.values_list("material_id"))
    for material, number in _only_withheld(user, filters, "material").items():
        found[material] -= number
    return {material: number for material, number in found.items() if number}


def _only_withheld(user: User, filters: HoldingFilters, *alike: str) -> dict[Any, int]:
    """Return how many households hold only in withheld files what is alike: a material, or anything at all."""
    if not withheld_levels(user) or not HouseholdFile.objects.filter(withheld(user)).exists():
        return {}
    base = _base(user, filters).order_by().values("pk")
    items = Item.objects.filter(file__household__in=base).exclude(file__state=PouchState.DESTROYED)
    if alike:
        items = items.filter(annulled_on=None)
    same = {name: OuterRef(name) for name in ("file__household", *alike)}
    hidden = items.filter(~Exists(items.filter(readable(user, "file__"), **same)), withheld(user, "file__"))
    rows = hidden.order_by().values_list(*(alike or ("file__fonds__county_code",)))
    return dict(rows.annotate(number=Count("file__household", distinct=True)))


def _counted(rows: QuerySet[Any, Any]) -> dict[Any, int]:
    found: Iterable[tuple[Any, int]] = rows.annotate(number=Sum("households"))
    return {value: number for value, number in found if number}


def _named(view: View, counts: Mapping[Any, int]) -> list[Group]:
    if view is View.YEAR:
        return [Group(str(year), f"{year} 年", counts[year]) for year in sorted(counts, reverse=True)]
    if view is View.RETENTION:
        names = retention_names()
        order = [code for code in names if code in counts]
        order += sorted(set(counts) - set(order))
        return [Group(code, retention_label(code, names), counts[code], code) for code in order]
    if view is View.LOCATION:
        return _locations(counts)
    if view is View.MATERIAL:
        materials = Material.objects.filter(pk__in=counts).values_list("pk", "code", "name")
        return [Group(str(pk), name, counts[pk], code) for pk, code, name in materials]
    return _classes(counts)


def _classes(counts: Mapping[Any, int]) -> list[Group]:
    """Return the classes in their order, those of an earlier version of the scheme by its name."""
    classes = SchemeClass.objects.filter(pk__in=[pk for pk in counts if pk]).select_related("scheme")
    groups = [Group(str(each.pk), str(each), counts[each.pk], str(each.scheme)) for each in classes]
    if NOWHERE in counts:
        groups.append(Group(str(NOWHERE), "案卷还没有归类", counts[NOWHERE]))
    return groups


def _locations(counts: Mapping[Any, int]) -> list[Group]:
    rows = Location.objects.filter(pk__in=[pk for pk in counts if pk]).values_list("pk", "code", "note")
    groups = [Group(str(pk), code, counts[pk], note) for pk, code, note in rows]
    if NOWHERE in counts:
        groups.append(Group(str(NOWHERE), "村盒没有登记存放位置", counts[NOWHERE]))
    return groups


def households_in(
    user: User,
    view: View,
    filters: HoldingFilters,
    key: str,
    after: str = "",
    size: int = PAGE_SIZE,
    *,
    rare: bool = False,
) -> HoldingPage:
    """Return the households of a group (all of them for the view by household), from the code ``after`` on.

    Households are read in their order until the page is full; those of a ``rare`` group are looked up by its value.
    """
    rows = visible_to(user) if rare else visible_in_order(user)
    chosen = rows.filter(_placed(filters), _having_papers(filters))
    if view is not View.HOUSEHOLD:
        chosen = chosen.filter(_belonging(user, view, key, rare))
    if after:
        chosen = chosen.filter(code__gt=after)
    found = list(chosen.order_by("code").values_list("pk", "code")[: size + 1])
    more = len(found) > size
    return HoldingPage(rows_of([pk for pk, _ in found[:size]]), found[size - 1][1] if more else "")


def _belonging(user: User, view: View, key: str, rare: bool) -> Q:
    rows, household = _valued(user, view)
    its_own = rows.order_by().filter(**{household: OuterRef("pk")})
    if key == NONE:
        return ~Q(Exists(its_own))
    if key == SEVERAL:
        spread = its_own.values(household).annotate(least=Min("value"), most=Max("value"))
        return Q(Exists(spread.filter(least__lt=F("most"))))
    value = key if view is View.RETENTION else int(key)
    if view is View.MATERIAL:
        # an annulled paper is in the pouch still, so the household is not without any; but it has not this material
        rows = rows.filter(annulled_on=None)
    alike = rows.order_by().filter(value=value).values(household)
    # asked of one household, SQLite would begin with all items of the material
    looked_up = rare or view is View.MATERIAL
    inside = Q(pk__in=alike) if looked_up else Q(Exists(its_own.filter(value=value)))
    return inside if view is View.MATERIAL else inside & ~Q(Exists(its_own.exclude(value=value)))
