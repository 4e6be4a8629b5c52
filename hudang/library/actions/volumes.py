"""归入机构卷: items made by the acts that cause them, and items entered by hand (R12–R15, archive.md §9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max

from hudang.accounts.access import require_place
from hudang.accounts.models import User
from hudang.archives.errors import NoFonds
from hudang.archives.models import Fonds, ReferenceCodeTemplate, Series
from hudang.audit.log import Act, record
from hudang.digitization.models import DigitalObject
from hudang.divisions.queries import names_of, short_code_of
from hudang.forms.catalogue import form_of
from hudang.forms.models import Paper
from hudang.forms.queries.offices import office_name
from hudang.kernel import clock
from hudang.kernel.dates import archive_date
from hudang.kernel.division_codes import DivisionLevel, county_code, level_of, township_code
from hudang.library.actions.indexing import index_item
from hudang.library.errors import ItemAnnulled, NoSuchSeries, NothingInItem, SeriesOfFiles
from hudang.library.models import InstitutionalItem, InstitutionalPage, ItemHousehold, Volume
from hudang.library.rules.codes import TARGET, item_code, kind_of, series_code
from hudang.library.vocabulary import COUNTY_OFFICE, SHIPPED_SERIES


@dataclass(frozen=True, kw_only=True)
class InstitutionalEntry:
    """What is filed as one item: ``series`` as people say it (ZD3, RG06) or its whole class number.

    ``objects`` are the digital objects whose pages it has, in order; without any, ``page_count`` tells of the paper.
    ``cause`` names the act, such as ``training:17``: the same act files one item, however often it adds to it.
    """

    series: str
    title: str
    division_code: str
    dated: date
    objects: Sequence[DigitalObject] = ()
    page_count: int | None = None
    households: Iterable[int] = ()
    cause: str = ""
    creator: str = ""
    document_number: str = ""
    note: str = ""
    restricted: bool = True


def file_institutional(*, actor: User, entry: InstitutionalEntry) -> InstitutionalItem:
    """File an item into its volume, inside the transaction of the act that makes it.

    The act has asked for its own right; the place is asked for here. An act that files again under the same
    ``cause`` adds its new pages and households to the item that is there. Raises ``NoSuchSeries``,
    ``SeriesOfFiles``, ``NothingInItem``, ``ItemAnnulled``, ``NoFonds``, ``NotVisible``.
    """
    require_place(actor, entry.division_code)
    found = InstitutionalItem.objects.select_for_update().filter(cause=entry.cause).first() if entry.cause else None
    if found is not None and found.annulled_on:
        raise ItemAnnulled(reference_code=found.reference_code)
    return _added(actor, found, entry) if found else _filed(actor, entry)


def file_paper(
    *, actor: User, paper: Paper, households: Iterable[int] = (), cause: str = "", title: str = "", series: str = ""
) -> InstitutionalItem:
    """File a paper of a form that goes into an institutional volume (F26, F33, F35, F39 …), in the act that made it."""
    entry = InstitutionalEntry(
        series=series or form_of(paper.form_code).institutional_series,
        title=title or f"{paper.title} {paper.number}".rstrip(),
        division_code=paper.village_code,
        dated=paper.dated,
        objects=(paper.digital_object,),
        households=households,
        cause=cause or f"paper:{paper.pk}",
        creator=paper.office,
        document_number=paper.number,
    )
    return file_institutional(actor=actor, entry=entry)


def series_for(kind: str) -> Series:
    """Return a series that takes items; a shipped one is there from its first use on."""
    code = series_code(kind)
    found = Series.objects.filter(code=code).first()
    shipped = SHIPPED_SERIES.get(kind_of(code))
    if found is None and shipped is not None and shipped.code == code:
        found = Series.objects.create(code=code, name=shipped.name, arrangement="item", retention=shipped.retention)
    if found is None or (found.valid_until and found.valid_until < clock.today()):
        raise NoSuchSeries(kind=kind)
    if found.arrangement != "item":
        raise SeriesOfFiles(kind=kind)
    return found


def _filed(actor: User, entry: InstitutionalEntry) -> InstitutionalItem:
    if not entry.objects and not entry.page_count:
        raise NothingInItem
    volume = _volume(entry.division_code, series_for(entry.series), entry.dated.year)
    number = (InstitutionalItem.objects.filter(volume=volume).aggregate(last=Max("number"))["last"] or 0) + 1
    pages = sum(each.page_count for each in entry.objects) or entry.page_count or 1
    item = InstitutionalItem.objects.create(
        volume=volume,
        number=number,
        reference_code=_code(volume, entry.division_code, number),
        cause=entry.cause,
        division_code=entry.division_code,
        restricted=entry.restricted,
        title=entry.title[:200],
        creator=entry.creator[:80] or office_name(_office(entry.division_code)),
        document_number=entry.document_number[:60],
        dated=archive_date(entry.dated),
        page_count=pages,
        digital=bool(entry.objects),
        note=entry.note[:200],
        filed_at=clock.now(),
        filed_by=actor.display_name,
    )
    _add_pages(item, entry.objects, after=0)
    link_households(item, entry.households)
    _count(volume, items=1, pages=pages)
    index_item(item)
    record(actor, _act("file_institutional", item, f"归入机构卷：{item.title}"))
    return item


def _added(actor: User, item: InstitutionalItem, entry: InstitutionalEntry) -> InstitutionalItem:
    """Add to the item of an act what the act brought since."""
    link_households(item, entry.households)
    held = set(InstitutionalPage.objects.filter(item=item).values_list("digital_object_id", flat=True))
    new = [each for each in entry.objects if each.pk not in held]
    if not new:
        return item
    pages = sum(each.page_count for each in new)
    _add_pages(item, new, after=item.page_count if item.digital else 0)
    grown = pages if item.digital else pages - item.page_count
    item.page_count += grown
    item.digital = True
    item.save(update_fields=["page_count", "digital"])
    _count(item.volume, items=0, pages=grown)
    record(actor, _act("add_to_institutional", item, f"机构卷的件续加 {pages} 页：{item.title}"))
    return item


def _add_pages(item: InstitutionalItem, objects: Iterable[DigitalObject], after: int) -> None:
    places = [(each, page) for each in objects for page in range(1, each.page_count + 1)]
    InstitutionalPage.objects.bulk_create(
        InstitutionalPage(item=item, number=number, digital_object=each, object_page=page)
        for number, (each, page) in enumerate(places, after + 1)
    )


def link_households(item: InstitutionalItem, household_ids: Iterable[int]) -> None:
    """Note which households an item concerns; inside the caller's transaction."""
    ItemHousehold.objects.bulk_create(
        (ItemHousehold(item=item, household_id=pk) for pk in dict.fromkeys(household_ids)),
        ignore_conflicts=True,
        batch_size=500,
    )


def _volume(division_code: str, series: Series, year: int) -> Volume:
    county = county_code(division_code)
    fonds = Fonds.objects.filter(county_code=county).first()
    if fonds is None:
        raise NoFonds(county=names_of([county]).get(county, county))
    volume, _ = Volume.objects.get_or_create(fonds=fonds, series=series, year=year)
    return Volume.objects.select_for_update().select_related("fonds", "series").get(pk=volume.pk)


def _count(volume: Volume, *, items: int, pages: int) -> None:
    counted = {"item_count": F("item_count") + items, "page_count": F("page_count") + pages}
    Volume.objects.filter(pk=volume.pk).update(**counted)


def _office(division_code: str) -> str:
    """Return the office that answers for a place: the township, or the county."""
    return division_code if level_of(division_code) == DivisionLevel.COUNTY else township_code(division_code)


def _code(volume: Volume, division_code: str, number: int) -> str:
    template = ReferenceCodeTemplate.objects.filter(target=TARGET, valid_from__lte=clock.today()).first()
    office = _office(division_code)
    agency = short_code_of(office) if level_of(office) == DivisionLevel.TOWNSHIP else COUNTY_OFFICE
    return item_code(
        template.template if template else "",
        fonds=volume.fonds.code,
        series=volume.series.code,
        year=volume.year,
        retention=volume.series.retention,
        agency=agency or office[6:9],
        sequence=number,
    )


def _act(action: str, item: InstitutionalItem, summary: str) -> Act:
    after = {"reference_code": item.reference_code, "pages": item.page_count}
    return Act(action, "institutional_item", item.pk, summary=summary, after=after)
