"""The catalogue of every level of the archive tree, with the columns of archive.md §7, for page and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Min, Q

from hudang.accounts.models import User
from hudang.archives.models import Fonds, HouseholdFile, Item, ItemPage, Pouch, Series
from hudang.archives.queries.clearance import as_shown, readable
from hudang.archives.queries.schemes import retention_names
from hudang.archives.queries.tree import Sums, children_of, files_under, item_at, items_under, pouches_under, sums_of
from hudang.archives.rules.shelving import retention_words
from hudang.archives.rules.tree_paths import Level, Place
from hudang.archives.vocabulary import ORIGINAL_LABELS, POUCH_STATE_LABELS, Original, PouchState
from hudang.divisions.queries import names_of
from hudang.households.vocabulary import ASSISTANCE
from hudang.kernel.errors import NotVisible

# heading, width in millimetres, alignment; together the width of the sheet within its margins
Columns = tuple[tuple[str, float, str], ...]
_SUMS: Columns = (("卷数", 18, "center"), ("件数", 20, "center"), ("页数", 22, "center"))
_FONDS: Columns = (
    ("序号", 10, "center"),
    ("类别号", 34, "left"),
    ("类别名称", 46, "left"),
    ("整理方式", 23, "center"),
    *_SUMS,
)
_SERIES: Columns = (("序号", 10, "center"), ("年度", 43, "center"), ("保管期限", 60, "center"), *_SUMS)
_FILES: Columns = (
    ("序号", 11, "center"), ("档号", 56, "left"), ("题名", 79, "left"), ("起止日期", 36, "center"), ("件数", 11, "center"),
    ("页数", 12, "center"), ("保管期限", 20, "center"), ("存放位置", 32, "left"), ("备注", 16, "left"),
)  # fmt: skip
_POUCHES: Columns = (
    ("序号", 8, "center"), ("户袋号", 53, "left"), ("户主姓名", 19, "left"), ("家庭\n人口", 9, "center"), ("保障\n人口", 9, "center"),
    ("类别", 17, "left"), ("建档日期", 18.5, "center"), ("件数", 8.5, "center"), ("页数", 9, "center"), ("状态", 11, "center"),
    ("备注", 11, "left"),
)  # fmt: skip
_ITEMS: Columns = (
    ("序号", 8.5, "center"), ("文号", 19, "left"), ("责任者", 22, "left"), ("题名", 44.5, "left"), ("日期", 17, "center"),
    ("页号", 13, "center"), ("材料码", 12, "center"), ("原/复", 12, "center"), ("电子件", 11, "center"), ("备注", 14, "left"),
)  # fmt: skip
_PAGES: Columns = (
    ("页号", 16, "center"),
    ("件内页", 16, "center"),
    ("电子件", 20, "center"),
    ("原文件名", 121, "left"),
)


@dataclass(frozen=True)
class Catalogue:
    """A list as it stands on the page and on paper; ``rows`` are read as they are asked for, once."""

    title: str
    subject: str
    columns: Columns
    rows: Iterator[tuple[str, ...]]
    fonds: str = ""
    landscape: bool = False


def catalogue_for(user: User, place: Place) -> Catalogue:
    """Return the catalogue of a node; a page has that of its item. Raises ``NotVisible``."""
    if place.level == Level.ROOT:
        raise NotVisible
    return _MAKERS[place.level](user, place)


def line_count(user: User, place: Place) -> int:
    """Return how many lines the catalogue of a year (案卷目录) or of a box has; 0 where they are always few."""
    if place.level == Level.YEAR:
        return files_under(user, place).count()
    return pouches_under(user, Place(place.parts[:4])).count() if place.level == Level.BOX else 0


def _fonds_of(place: Place) -> Fonds:
    fonds = Fonds.objects.filter(pk=place.key(Level.FONDS)).first()
    if fonds is None:
        raise NotVisible
    return fonds


def _plain(*values: Any) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in values)


def _sums(sums: Iterable[Sums]) -> tuple[int, int, int]:
    listed = list(sums)
    return sum(s.files for s in listed), sum(s.items for s in listed), sum(s.pages for s in listed)


def _of_fonds(user: User, place: Place) -> Catalogue:
    fonds, sums = _fonds_of(place), sums_of(user)
    used = Series.objects.filter(pk__in={key[1] for key in sums if key[0] == fonds.pk})
    rows = (
        _plain(
            number, series.code, series.name, series.get_arrangement_display(),
            *_sums(held for key, held in sums.items() if key[:2] == (fonds.pk, series.pk)),
        )
        for number, series in enumerate(used, start=1)
    )  # fmt: skip
    return Catalogue("全宗目录", str(fonds), _FONDS, rows, fonds.name)


def _of_series(user: User, place: Place) -> Catalogue:
    fonds, series = _fonds_of(place), Series.objects.get(pk=place.key(Level.SERIES))
    held = sorted((key[2:], sums) for key, sums in sums_of(user).items() if key[:2] == (fonds.pk, series.pk))
    names = retention_names()
    rows = (
        _plain(number, year, retention_words(names, kept), sums.files, sums.items, sums.pages)
        for number, ((year, kept), sums) in enumerate(held, start=1)
    )
    return Catalogue("类别目录", str(series), _SERIES, rows, fonds.name)


def _of_year(user: User, place: Place) -> Catalogue:
    fonds = _fonds_of(place)
    kept = retention_words(retention_names(), place.retention)
    subject = f"{Series.objects.get(pk=place.key(Level.SERIES))}，{place.year} 年，{kept}"
    return Catalogue("案卷目录", subject, _FILES, _file_rows(user, place), fonds.name, landscape=True)


def _file_rows(user: User, place: Place, chunk: int = 120) -> Iterator[tuple[str, ...]]:
    """Yield a line for each file, read in pieces."""
    files = files_under(user, place).select_related("household", "scheme_class").order_by("village_code", "sequence")
    keys, periods = list(files.values_list("pk", flat=True)), retention_names()
    for start in range(0, len(keys), chunk):
        part = list(files.filter(pk__in=keys[start : start + chunk]))
        dates, places = _dates(user, part), _places(part)
        names = names_of({file.village_code for file in part})
        for number, file in enumerate(part, start=start + 1):
            kept = retention_words(periods, file.retention)
            yield _file_row(number, file, names, kept, dates.get(file.pk, ""), places.get(file.pk, ""))


def _file_row(
    number: int, file: HouseholdFile, names: dict[str, str], kept: str, dates: str, location: str
) -> tuple[str, ...]:
    kind = ASSISTANCE.get(file.household.assistance, "")
    title = f"{file.public_name or '（户主待补）'}（{names.get(file.village_code, '')}{'，' + kind if kind else ''}）"
    note = "" if file.state != PouchState.CLOSED else "已定卷"
    return _plain(number, file.reference_code, title, dates, file.item_count, file.page_count, kept, location, note)


def _dates(user: User, files: Iterable[HouseholdFile]) -> dict[int, str]:
    """Return from when until when the papers of each file date that the user may look into."""
    known = ~Q(items__dated="") & ~Q(items__dated__startswith="0000")
    rows = HouseholdFile.objects.filter(readable(user), pk__in=[file.pk for file in files]).order_by().values_list("pk")
    spans = rows.annotate(first=Min("items__dated", filter=known), last=Max("items__dated", filter=known))
    return {pk: first if first == last else f"{first}—{last}" for pk, first, last in spans if first}


def _places(files: Iterable[HouseholdFile]) -> dict[int, str]:
    rows = HouseholdFile.objects.filter(pk__in=[file.pk for file in files], pouches__part=1)
    return dict(rows.values_list("pk", "pouches__box__location__code").exclude(pouches__box__location=None))


def _of_box(user: User, place: Place) -> Catalogue:
    fonds = _fonds_of(place)
    node = next(
        (node for node in children_of(user, Place(place.parts[:3])) if node.place.parts == place.parts[:4]), None
    )
    if node is None:
        raise NotVisible
    pouches = pouches_under(user, Place(place.parts[:4])).select_related(
        "file__scheme_class", "file__household", "household"
    )
    rows = (
        _plain(
            number,
            pouch.file.reference_code + (f"（袋{pouch.part}）" if pouch.part > 1 else ""),
            pouch.file.public_name, *_sizes(pouch), pouch.file.opened_on, pouch.file.item_count,
            pouch.file.page_count, POUCH_STATE_LABELS[PouchState(pouch.state)], "",
        )
        for number, pouch in enumerate(pouches.order_by("file__sequence", "part"), start=1)
    )  # fmt: skip
    subject = f"{node.label}，{place.year} 年，{retention_words(retention_names(), place.retention)}"
    return Catalogue("村盒目录", subject, _POUCHES, rows, fonds.name)


def _sizes(pouch: Pouch) -> tuple[object, ...]:
    """Return members, beneficiaries and kind of assistance; nothing of a household whose files show only their code."""
    if pouch.file.code_only:
        return "", "", ""
    home = pouch.household
    return home.declared_size, home.covered_size, ASSISTANCE.get(home.assistance, "")


def _of_pouch(user: User, place: Place) -> Catalogue:
    items = as_shown(user, items_under(user, place))
    pouch = pouches_under(user, place).select_related("file", "household").get(pk=place.key(Level.POUCH))
    subject = f"{pouch.household.head_name or '（户主待补）'}，{pouch.file.reference_code}"
    return Catalogue("卷内文件目录", subject, _ITEMS, (_item_row(item) for item in items), _fonds_of(place).name)


def _item_row(item: Item) -> tuple[str, ...]:
    return _plain(
        item.number, item.document_number, item.creator, item.title, item.dated, item.page_range, item.material.code,
        ORIGINAL_LABELS[Original(item.original)], "有" if item.digital else "", item.note,
    )  # fmt: skip


def _of_item(user: User, place: Place) -> Catalogue:
    item = item_at(user, place)
    if item is None:
        raise NotVisible
    names = dict(ItemPage.objects.filter(item=item).annotate(n=F("number")).values_list("n", "file_name"))
    rows = (
        _plain(item.first_page + number - 1, number, "有" if number in names else "", names.get(number, ""))
        for number in range(1, item.page_count + 1)
    )
    return Catalogue("件内页目录", f"{item.title}，{item.reference_code}", _PAGES, rows, _fonds_of(place).name)


_MAKERS: dict[Level, Callable[[User, Place], Catalogue]] = {
    Level.FONDS: _of_fonds,
    Level.SERIES: _of_series,
    Level.YEAR: _of_year,
    Level.BOX: _of_box,
    Level.POUCH: _of_pouch,
    Level.ITEM: _of_item,
    Level.PAGE: _of_item,
}
