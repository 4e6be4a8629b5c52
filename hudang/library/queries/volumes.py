"""Institutional volumes as a user sees them: series, years, items, the households concerned, and the way back."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet, Sum

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Series
from hudang.digitization.models import DigitalObject, PageImage
from hudang.forms.catalogue import FORMS
from hudang.forms.rules.definition import FormDefinition
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.library.models import InstitutionalItem, InstitutionalPage, Volume
from hudang.library.queries.seen import county_of, items_seen_by, may_read
from hudang.library.rules.codes import kind_of, series_code
from hudang.library.vocabulary import GROUP_LABELS, INSTITUTIONAL, SERIES_ROOT, SHIPPED_SERIES

# forms that an office fills in on its own for its volumes; the others are made by acts
OWN_FORMS = ("F35",)
_HOUSEHOLD_CODE = re.compile(r"\d{16}")
_MOST_HOUSEHOLDS = 500


@dataclass
class SeriesYear:
    """One volume as the user sees it: how much of it lies within his sight."""

    volume: Volume
    items: int
    pages: int


@dataclass
class SeriesShown:
    """A series with its volumes; a shipped one is shown before its first item."""

    kind: str
    code: str
    name: str
    retention: str
    takes: str
    volumes: list[SeriesYear] = field(default_factory=list)

    @property
    def items(self) -> int:
        """How many items all its volumes hold."""
        return sum(each.items for each in self.volumes)


def series_shown(user: User) -> list[tuple[str, list[SeriesShown]]]:
    """Return the series of institutional items by group, with the volumes that the user sees."""
    may_read(user)
    shown = {
        each.code: SeriesShown(k, each.code, each.name, each.retention, each.takes)
        for k, each in SHIPPED_SERIES.items()
    }
    for series in Series.objects.filter(arrangement="item", code__startswith=SERIES_ROOT):
        kind = kind_of(series.code)
        if kind in INSTITUTIONAL or (series.valid_until and series.valid_until < clock.today()):
            continue
        takes = shown[series.code].takes if series.code in shown else ""
        shown[series.code] = SeriesShown(kind, series.code, series.name, series.retention, takes)
    for year in _volumes(user):
        if year.volume.series.code in shown:
            shown[year.volume.series.code].volumes.append(year)
    groups: dict[str, list[SeriesShown]] = {label: [] for label in GROUP_LABELS.values()}
    for code in sorted(shown):
        label = GROUP_LABELS.get(shown[code].kind[:2], "其他机构卷")
        groups.setdefault(label, []).append(shown[code])
    return [(label, each) for label, each in groups.items() if each]


def _volumes(user: User) -> list[SeriesYear]:
    rows = InstitutionalItem.objects.filter(items_seen_by(user), annulled_on=None)
    sums = rows.values("volume_id").annotate(found=Count("pk"), whole=Sum("page_count"))
    counts = {row["volume_id"]: row for row in sums}
    volumes = Volume.objects.filter(pk__in=counts).select_related("series", "fonds").order_by("-year")
    return [SeriesYear(v, counts[v.pk]["found"], counts[v.pk]["whole"] or 0) for v in volumes]


def volume_of(user: User, kind: str, year: int) -> Volume | None:
    """Return the volume of a series in a year, in the user's county."""
    may_read(user)
    rows = Volume.objects.filter(series__code=series_code(kind), year=year)
    return rows.filter(fonds__county_code__startswith=county_of(user)).select_related("series", "fonds").first()


def volume_for(user: User, volume_id: int) -> Volume:
    """Return one volume; raises ``NotVisible``."""
    may_read(user)
    rows = Volume.objects.filter(pk=volume_id, fonds__county_code__startswith=county_of(user))
    found = rows.select_related("series", "fonds").prefetch_related("notes").first()
    if found is None:
        raise NotVisible
    return found


def items_of(user: User, volume: Volume) -> QuerySet[InstitutionalItem]:
    """Return the items of a volume that the user sees, in their order."""
    rows = InstitutionalItem.objects.filter(items_seen_by(user), volume=volume)
    return rows.annotate(homes=Count("concerned")).order_by("number")


def item_for(user: User, item_id: int) -> InstitutionalItem:
    """Return one item; raises ``NotVisible``."""
    may_read(user)
    rows = InstitutionalItem.objects.filter(items_seen_by(user), pk=item_id)
    found = rows.select_related("volume__series", "volume__fonds").first()
    if found is None:
        raise NotVisible
    return found


def pages_of(item: InstitutionalItem) -> list[InstitutionalPage]:
    """Return an item's pages; the caller has the item from ``item_for``."""
    return list(item.pages.select_related("digital_object").order_by("number"))


def objects_of(item: InstitutionalItem) -> list[DigitalObject]:
    """Return the files of an item in their order."""
    seen: dict[int, DigitalObject] = {}
    for page in pages_of(item):
        seen.setdefault(page.digital_object_id, page.digital_object)
    return list(seen.values())


def image_for(user: User, item_id: int, number: int) -> PageImage:
    """Return the image of an item's page; raises ``NotVisible``."""
    item = item_for(user, item_id)
    page = InstitutionalPage.objects.filter(item=item, number=number).first()
    image = (
        PageImage.objects.filter(digital_object=page.digital_object_id, number=page.object_page)
        .select_related("digital_object")
        .first()
        if page
        else None
    )
    if image is None:
        raise NotVisible
    return image


def object_for(user: User, item_id: int, object_id: int) -> DigitalObject:
    """Return a file of an item; raises ``NotVisible``."""
    item = item_for(user, item_id)
    found = DigitalObject.objects.filter(pk=object_id, institutional_pages__item=item).first()
    if found is None:
        raise NotVisible
    return found


def households_of(user: User, item: InstitutionalItem) -> QuerySet[Household]:
    """Return the households of the user's division that an item concerns."""
    return Household.objects.filter(within(user), institutional__item=item).order_by("village_code", "code")


def items_about(user: User, household: Household) -> QuerySet[InstitutionalItem]:
    """Return the institutional items that concern a household, the latest first."""
    may_read(user)
    rows = InstitutionalItem.objects.filter(items_seen_by(user), concerned__household=household, annulled_on=None)
    return rows.select_related("volume__series").order_by("-dated", "-pk")


def filed_by(user: User, cause: str) -> InstitutionalItem | None:
    """Return the item that an act made, such as ``notice:…``; none when it is not filed or not for the user."""
    return filed_by_each(user, [cause]).get(cause)


def filed_by_each(user: User, causes: Collection[str]) -> dict[str, InstitutionalItem]:
    """Return the items that acts made, by act; what is not filed or not for the user is not among them."""
    if not user.may(Right.VIEW_LIBRARY):
        return {}
    items = InstitutionalItem.objects.filter(items_seen_by(user), cause__in=causes, annulled_on=None)
    return {item.cause: item for item in items}


def latest_about(user: User, household: Household, most: int) -> list[InstitutionalItem]:
    """Return the latest institutional items that concern a household; none for who reads no volumes."""
    return list(items_about(user, household)[:most]) if user.may(Right.VIEW_LIBRARY) else []


def households_named(user: User, text: str) -> list[int]:
    """Return the households whose codes stand in a text; raises ``InvalidInput`` for what is no code of the division."""
    said = [part for part in re.split(r"[\s、，,；;]+", text) if part]
    if not said:
        return []
    wrong = [part for part in said if not _HOUSEHOLD_CODE.fullmatch(part)]
    if wrong or len(said) > _MOST_HOUSEHOLDS:
        raise InvalidInput({"households": f"户编号为 16 位数字，用空格或顿号分开，最多 {_MOST_HOUSEHOLDS} 户。"})
    found = dict(Household.objects.filter(within(user), code__in=said).values_list("code", "pk"))
    missing = [part for part in said if part not in found]
    if missing:
        raise InvalidInput({"households": f"没有找到户 {'、'.join(missing[:5])}，或不在您的管辖范围内。"})
    return [found[part] for part in said]


def series_choices(user: User) -> list[tuple[str, str]]:
    """Return the series into which items are entered by hand."""
    return [(s.code, f"{s.kind} {s.name}") for _, group in series_shown(user) for s in group]


def own_forms() -> list[FormDefinition]:
    """Return the forms that an office fills in for its volumes."""
    return [FORMS[code] for code in OWN_FORMS]
