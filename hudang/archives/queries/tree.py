"""The archive tree, level by level, within a user's division: each node with what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, Fonds, HouseholdFile, Item, Pouch, Series
from hudang.archives.models.figures import FileFigure
from hudang.archives.queries.clearance import as_shown, may_read, readable, readable_items
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.shelving import retention_words
from hudang.archives.rules.tree_paths import Level, Place
from hudang.archives.vocabulary import BoxKind, PouchState
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import township_code
from hudang.kernel.errors import NotVisible


@dataclass(frozen=True)
class Node:
    """One node: ``holds`` counts what is in it, in words."""

    place: Place
    label: str
    holds: str
    leaf: bool = False

    @property
    def level(self) -> Level:
        """How deep the node lies."""
        return self.place.level


@dataclass(frozen=True)
class Sums:
    """How many files, items and pages something holds."""

    files: int
    items: int
    pages: int

    @property
    def words(self) -> str:
        """The sums as a node shows them."""
        return f"{self.files:,} 卷 {self.items:,} 件 {self.pages:,} 页"


def files_under(user: User, place: Place) -> QuerySet[HouseholdFile]:
    """Return the files of the user's division in a fonds, series or year, without those destroyed."""
    require(user, Right.VIEW_HOUSEHOLDS)
    files = HouseholdFile.objects.filter(within(user)).exclude(state=PouchState.DESTROYED)
    if place.level >= Level.FONDS:
        files = files.filter(fonds=place.key(Level.FONDS))
    if place.level >= Level.SERIES:
        files = files.filter(series=place.key(Level.SERIES))
    if place.level >= Level.YEAR:
        files = files.filter(year=place.year, retention=place.retention)
    return files


def sums_of(user: User) -> dict[tuple[int, int, int, str], Sums]:
    """Return what is kept by fonds, series, year and retention; from the kept figures where one series holds all."""
    require(user, Right.VIEW_HOUSEHOLDS)
    used = Series.objects.filter(Exists(HouseholdFile.objects.filter(series=OuterRef("pk"))))
    series, fonds = list(used.values_list("pk", flat=True)[:2]), list(Fonds.objects.values_list("pk", flat=True)[:2])
    if len(series) == len(fonds) == 1:
        rows = FileFigure.objects.filter(within(user), files__gt=0).exclude(state=PouchState.DESTROYED).order_by()
        found = rows.values_list("year", "retention").annotate(Sum("files"), Sum("items"), Sum("pages"))
        return {(fonds[0], series[0], year, kept): Sums(*sums) for year, kept, *sums in found}
    files = files_under(user, Place()).order_by().values_list("fonds_id", "series_id", "year", "retention")
    counted = files.annotate(Count("pk"), Sum("item_count"), Sum("page_count"))
    return {(one, two, year, kept): Sums(*sums) for one, two, year, kept, *sums in counted}


def _total(sums: dict[tuple[int, int, int, str], Sums], **wanted: int) -> Sums | None:
    """Return the sum of those of a fonds and series; ``None`` when there are none."""
    at = {"fonds": 0, "series": 1}
    chosen = [each for key, each in sums.items() if all(key[at[name]] == value for name, value in wanted.items())]
    if not chosen:
        return None
    return Sums(sum(c.files for c in chosen), sum(c.items for c in chosen), sum(c.pages for c in chosen))


def children_of(user: User, place: Place) -> list[Node]:
    """Return the nodes one level below ``place``; raises ``NotVisible`` where there is nothing for this user."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return _BELOW[place.level](user, place) if place.level in _BELOW else []


def _fonds(user: User, place: Place) -> list[Node]:
    sums = sums_of(user)
    held = {fonds: total for fonds in {key[0] for key in sums} if (total := _total(sums, fonds=fonds))}
    rows = Fonds.objects.filter(pk__in=held).order_by("code")
    return [Node(place.below(each.pk), str(each), held[each.pk].words) for each in rows]


def _series(user: User, place: Place) -> list[Node]:
    sums, fonds = sums_of(user), place.key(Level.FONDS)
    found = {key[1]: total for key in sums if (total := _total(sums, fonds=fonds, series=key[1]))}
    rows = Series.objects.filter(pk__in=found)
    return [Node(place.below(each.pk), str(each), found[each.pk].words) for each in rows]


def _years(user: User, place: Place) -> list[Node]:
    chosen = (place.key(Level.FONDS), place.key(Level.SERIES))
    found = sorted(((key[2], key[3]), held) for key, held in sums_of(user).items() if key[:2] == chosen)
    names = retention_names()
    return [
        Node(place.below(f"{year}-{kept}"), f"{year} 年 {retention_words(names, kept)}", held.words)
        for (year, kept), held in reversed(found)
    ]


def pouches_under(user: User, place: Place) -> QuerySet[Pouch]:
    """Return the pouches of the user's division in a year and, if named, a box."""
    require(user, Right.VIEW_HOUSEHOLDS)
    pouches = Pouch.objects.filter(
        within(user),
        file__fonds=place.key(Level.FONDS),
        file__series=place.key(Level.SERIES),
        file__year=place.year,
        file__retention=place.retention,
    ).exclude(state=PouchState.DESTROYED)
    return pouches.filter(box=place.key(Level.BOX)) if place.level >= Level.BOX else pouches


def _boxes(user: User, place: Place) -> list[Node]:
    rows: QuerySet[Any, Any] = pouches_under(user, place).order_by().values_list("box_id")
    rows = rows.annotate(
        pouches=Count("pk"),
        items_in=Sum("file__item_count", filter=Q(part=1)),
        pages_in=Sum("file__page_count", filter=Q(part=1)),
    )
    held = {row[0]: row[1:] for row in rows}
    boxes = list(Box.objects.filter(pk__in=held).order_by("village_code", "kind", "number"))
    names = names_of({b.village_code for b in boxes} | {township_code(b.village_code) for b in boxes})
    return [
        Node(
            place.below(box.pk),
            f"{names.get(township_code(box.village_code), '')}{names.get(box.village_code, box.village_code)} "
            f"{box.label} {'停保盒' if box.kind == BoxKind.STOPPED else '号盒'}",
            f"{held[box.pk][0]} 袋 {held[box.pk][1] or 0} 件 {held[box.pk][2] or 0} 页",
        )
        for box in boxes
    ]


def _pouches(user: User, place: Place) -> list[Node]:
    rows = pouches_under(user, place).annotate(items_in=Count("items"), pages_in=Sum("items__page_count"))
    pouches = rows.select_related("file__scheme_class", "file__household").order_by("file__sequence", "part")
    return [
        Node(
            place.below(pouch.pk),
            f"{pouch.file.sequence:04d} {pouch.file.public_name or '（户主待补）'}"
            + (f"（袋 {pouch.part}）" if pouch.part > 1 else ""),
            f"{pouch.items_in} 件 {pouch.pages_in or 0} 页",  # type: ignore[attr-defined]
            leaf=_is_withheld(user, pouch.file),
        )
        for pouch in pouches
    ]


def _is_withheld(user: User, file: HouseholdFile) -> bool:
    return file.scheme_class is not None and not may_read(user, file.scheme_class.access)


def items_under(user: User, place: Place) -> QuerySet[Item]:
    """Return the items of the pouch that a place names or lies in, in order; none are seen of a withheld file."""
    pouch = pouches_under(user, place).filter(readable(user, "file__"), pk=place.key(Level.POUCH)).first()
    if pouch is None:
        raise NotVisible
    return Item.objects.filter(pouch=pouch).select_related("material", "file").order_by("number")


def item_at(user: User, place: Place) -> Item | None:
    """Return the item that a place names or lies in, ``None`` where the user may not look into it."""
    return items_under(user, place).filter(readable_items(user), pk=place.key(Level.ITEM)).first()


def _items(user: User, place: Place) -> list[Node]:
    return [
        Node(
            place.below(item.pk),
            f"{item.number:03d} {item.title}",
            f"{item.page_count} 页",
            leaf=hasattr(item, "veiled"),
        )
        for item in as_shown(user, items_under(user, place))
    ]


def _pages(user: User, place: Place) -> list[Node]:
    item = item_at(user, place)
    if item is None:
        raise NotVisible
    kind = "有图像" if item.digital else "纸质"
    return [
        Node(place.below(number), f"第 {item.first_page + number - 1} 页", kind, leaf=True)
        for number in range(1, item.page_count + 1)
    ]


_BELOW: dict[Level, Callable[[User, Place], list[Node]]] = {
    Level.ROOT: _fonds,
    Level.FONDS: _series,
    Level.SERIES: _years,
    Level.YEAR: _boxes,
    Level.BOX: _pouches,
    Level.POUCH: _items,
    Level.ITEM: _pages,
}


@dataclass(frozen=True)
class Branch:
    """A node as drawn, with the nodes below it when it is open."""

    node: Node
    below: tuple[Branch, ...] = ()
    is_open: bool = False


def tree_for(user: User, place: Place) -> list[Branch]:
    """Return the tree opened along the way to ``place``; raises ``NotVisible`` when the way leads nowhere."""
    return _opened(user, Place(), place)


def _opened(user: User, at: Place, target: Place) -> list[Branch]:
    nodes = children_of(user, at)
    following = target.parts[: at.level + 1] if target.level > at.level else ()
    if following and all(node.place.parts != following for node in nodes):
        raise NotVisible
    return [
        Branch(node, tuple(_opened(user, node.place, target)), is_open=True)
        if node.place.parts == following and not node.leaf
        else Branch(node)
        for node in nodes
    ]


def node_at(branches: list[Branch] | tuple[Branch, ...], place: Place) -> Node | None:
    """Return the node of a place in the tree that was opened for it."""
    for branch in branches:
        if branch.node.place == place:
            return branch.node
        if found := node_at(branch.below, place):
            return found
    return None


def holding_of(user: User, place: Place) -> Any:
    """Return the box, pouch or item that a place names, ``None`` on other levels."""
    if place.level == Level.BOX:
        return Box.objects.filter(within(user), pk=place.key(Level.BOX)).first()
    if place.level == Level.POUCH:
        pouches = pouches_under(user, place).filter(readable(user, "file__"), pk=place.key(Level.POUCH))
        return pouches.select_related("household").first()
    if place.level >= Level.ITEM:
        return item_at(user, place)
    return None
