"""Filling covers, cards, catalogues and blank forms from the archive, within a user's division."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, QuerySet

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, Fonds, HouseholdFile, Pouch
from hudang.archives.models import OutCard as OutCardRow
from hudang.archives.queries.clearance import as_shown, readable
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.keeping import COLOUR_LABELS, Colour
from hudang.archives.rules.retention import retention_label
from hudang.archives.vocabulary import CARD_KIND_LABELS, POUCH_STATE_LABELS, CardKind, PouchState
from hudang.divisions.queries import names_of, path_label
from hudang.households.vocabulary import ABC_CLASS, ASSISTANCE
from hudang.kernel.dates import readable_archive_date
from hudang.kernel.division_codes import county_code, township_code
from hudang.platform.reading import in_chunks
from hudang.printing.blanks import BLANK_KINDS, blank
from hudang.printing.cards import STRIPES, CabinetCard, Divider, FileCover, OutCard, Stamp
from hudang.printing.papers import FileList, FileRow, Paper
from hudang.printing.queries.wording import Words, day_of
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.stocks import STAMPS_A_SHEET
from hudang.printing.vocabulary import INKS, PaperKind

_CHUNK = 500
_CATALOGUE = (
    Column("序", 10, "center"), Column("责任人", 38), Column("题名", 80), Column("日期", 24, "center"),
    Column("页号", 20, "center"),
)  # fmt: skip


def _files(user: User, prefix: str) -> QuerySet[HouseholdFile]:
    files = HouseholdFile.objects.filter(within(user), within_division(prefix)).exclude(state=PouchState.DESTROYED)
    return files.select_related("fonds", "series", "household", "previous", "scheme_class").order_by(
        "village_code", "year", "sequence"
    )


def _opened(user: User, prefix: str) -> QuerySet[HouseholdFile]:
    return _files(user, prefix).filter(readable(user))


def _url(file: HouseholdFile) -> str:
    pouch = file.pouches.all()[0] if file.pouches.all() else None
    return f"{settings.PUBLIC_URL}/q/p{pouch.pk}/" if pouch else ""


def _dated(user: User, files: QuerySet[HouseholdFile]) -> QuerySet[HouseholdFile]:
    """Add the first and the last date of what lies in each file, as far as the user may look into it."""
    told = readable(user)
    dates = {"first_date": Min("items__dated", filter=told), "last_date": Max("items__dated", filter=told)}
    return files.annotate(**dates).prefetch_related("pouches")


def _span(file: HouseholdFile) -> str:
    """Return the first and the last date in a file, as ``_dated`` found them."""
    days = [readable_archive_date(day) for day in (file.first_date, file.last_date) if day]  # type: ignore[attr-defined]
    return "" if not days else days[0] if days[0] == days[-1] else f"{days[0]}—{days[-1]}"


def _title(file: HouseholdFile) -> str:
    return f"{'' if file.code_only else file.household.head_name + '家庭'}最低生活保障档案"


def _covers(user: User, prefix: str) -> Iterator[FileCover]:
    words = Words(prefix)
    for file in in_chunks(_dated(user, _opened(user, prefix)), _CHUNK):
        yield FileCover(
            fonds_name=file.fonds.name,
            series_name=file.series.name,
            title=_title(file),
            span=_span(file),
            retention=words.retention(file.retention),
            item_count=file.item_count,
            page_count=file.page_count,
            filing_number=f"{file.year}-{file.sequence:04d}",
            reference_code=file.reference_code,
            former=file.previous.reference_code if file.previous else "",
            qr_url=_url(file),
            opened_on=day_of(file.opened_on),
            closed=file.closed_on is not None,
            about=file.pk,
            **_told(file, words),
        )


def _told(file: HouseholdFile, words: Words) -> dict[str, str]:
    """Return what a cover may tell of the household; nothing where the file shows its code only."""
    if file.code_only:
        return {}
    household = file.household
    return {
        "category": ASSISTANCE.get(household.assistance, ""),
        "place": words.township(file.village_code) + words.village(file.village_code),
        "household_code": household.code,
        "certificate_number": household.certificate_no,
        "ended_on": day_of(household.stopped_on),
    }


def _file_lists(user: User, prefix: str) -> Iterator[FileList]:
    """Yield 案卷目录 village by village."""
    files = in_chunks(_dated(user, _files(user, prefix)).prefetch_related("pouches__box__location"), _CHUNK)
    periods = retention_names()
    for village, group in groupby(files, lambda file: file.village_code):
        found = list(group)
        yield FileList(
            fonds_name=found[0].fonds.name,
            fonds_code=found[0].fonds.code,
            place=path_label(village),
            rows=tuple(_file_row(number, file, periods) for number, file in enumerate(found, start=1)),
            about=int(village),
        )


def _file_row(number: int, file: HouseholdFile, periods: dict[str, str]) -> FileRow:
    household = file.household
    boxes = [pouch.box for pouch in file.pouches.all()]
    kind = "" if file.code_only else ASSISTANCE.get(household.assistance, "")
    return FileRow(
        number=str(number),
        reference_code=file.reference_code,
        title=f"{_title(file)}（{kind}）" if kind else _title(file),
        span=_span(file),
        item_count=file.item_count,
        page_count=file.page_count,
        retention=retention_label(file.retention, periods),
        place=boxes[0].location.code if boxes and boxes[0].location else f"{boxes[0].label} 号盒" if boxes else "",
        note="" if file.state == PouchState.LIVE else POUCH_STATE_LABELS[PouchState(file.state)],
        household_code="" if file.code_only else household.code,
        category=kind,
        opened_on=str(file.opened_on),
    )


def _catalogues(user: User, prefix: str) -> Iterator[Register]:
    """Yield 档案目录 file by file, as 林口 keeps it."""
    periods = retention_names()
    for file in in_chunks(_opened(user, prefix).prefetch_related("items__material", "pouches"), _CHUNK):
        household = file.household
        ended = str(household.stopped_on) if household.stopped_on else ""
        yield Register(
            title="档案目录",
            bookmark=f"档案目录　{file.reference_code}",
            fonds_name=file.fonds.name,
            columns=_CATALOGUE,
            rows=tuple(
                (str(item.number), item.creator, item.title, item.readable_date, item.page_range)
                for item in as_shown(user, file.items.all())
            ),
            facts=(
                (Fact("申请编号", 18, household.code, 42), Fact("申请年份", 18, str(file.year), 20),
                 Fact("业务终结时间", 25, ended, 40)),
                (Fact("案卷题名", 18, _title(file), 100), Fact("保管期限", 18, retention_label(file.retention, periods), 30)),
                (Fact("档案卷号", 18, file.reference_code, 80),
                 Fact("社会救助类型", 25, ASSISTANCE.get(household.assistance, ""), 40)),
            ),
            foot=(file.fonds.name, file.reference_code),
            qr_url=_url(file),
        )  # fmt: skip


def _out_cards(user: User, prefix: str) -> Iterator[OutCard]:
    """Return the cards that stand in boxes for pouches that left them; an empty one where none did."""
    cards = OutCardRow.objects.filter(within(user, "box__village_code"), within_division(prefix, "box__village_code"))
    return _drawn(cards, prefix)


def file_cards(user: User, file: HouseholdFile) -> Iterator[OutCard]:
    """Return the cards that stand in boxes for one file, as when it is lent; an empty one where none does."""
    cards = OutCardRow.objects.filter(within(user, "box__village_code"), file=file)
    return _drawn(cards, file.village_code)


def _drawn(cards: QuerySet[OutCardRow], prefix: str) -> Iterator[OutCard]:
    standing = cards.filter(withdrawn_on=None).select_related("box__fonds", "file").prefetch_related("file__pouches")
    found = list(standing.order_by("box__village_code", "box", "pk"))
    names = names_of({card.box.village_code for card in found})
    for card in found:
        yield OutCard(
            kind=CARD_KIND_LABELS[CardKind(card.kind)],
            fonds_name=card.box.fonds.name,
            reference_code=card.reference_code,
            subject=card.title,
            destination=card.destination,
            placed_on=str(card.placed_on),
            due_on=str(card.due_on or ""),
            handler=card.handler,
            box=f"{names.get(card.box.village_code, '')} {card.box.title}",
            qr_url=_url(card.file),
        )
    if not found:
        fonds = _fonds(prefix)
        yield OutCard(kind=CARD_KIND_LABELS[CardKind.MOVED], fonds_name=fonds.name if fonds else "")


def _cabinets(user: User, prefix: str) -> Iterator[CabinetCard]:
    """Yield a card for the cabinet of each township: its villages and boxes, and where they stand."""
    boxes = Box.objects.filter(within(user), within_division(prefix), retired_on=None)
    ordered = boxes.select_related("fonds", "location", "keeper").order_by("village_code", "kind", "number")
    for township, group in groupby(in_chunks(ordered, _CHUNK), lambda box: township_code(box.village_code)):
        yield _cabinet(township, list(group))


def _cabinet(township: str, boxes: list[Box]) -> CabinetCard:
    names = names_of({township, *(box.village_code for box in boxes)})
    places = sorted({box.location.code for box in boxes if box.location})
    villages = list(dict.fromkeys(names.get(box.village_code, "") for box in boxes))
    keepers = {box.keeper.display_name for box in boxes if box.keeper}
    return CabinetCard(
        fonds_name=boxes[0].fonds.name,
        lead=names.get(township, ""),
        places=places[0] if len(places) == 1 else f"{places[0]} 至 {places[-1]}" if places else "",
        span=f"{villages[0]} {boxes[0].label} 至 {villages[-1]} {boxes[-1].label}",
        villages="、".join(villages),
        boxes=f"{len(boxes)} 盒",
        keeper="、".join(sorted(keepers)),
        about=int(township),
    )


def _dividers(user: User, prefix: str) -> Iterator[Divider]:
    """Yield a card for each class of the scheme in each box, and one for A, B and C; its edge bears their colour."""
    pouches = Pouch.objects.filter(within(user), within_division(prefix)).exclude(state=PouchState.DESTROYED)
    classes = ("file__scheme_class__code", "file__scheme_class__name", "file__scheme_class__colour")
    for code, name, colour, *where in _counted(pouches.exclude(file__scheme_class=None), *classes):
        yield _divider(f"{code} {name}", INKS[COLOUR_LABELS[Colour(colour)]], *where)
    for letter, *where in _counted(pouches.exclude(household__abc_class=""), "household__abc_class"):
        yield _divider(ABC_CLASS.get(letter, letter), STRIPES.get(letter, ""), *where)


def _counted(pouches: QuerySet[Pouch], *names: str) -> Iterator[tuple[Any, ...]]:
    """Yield, box by box, a class with its village, box number, fonds, and how many pouches of the box belong to it."""
    box = ("village_code", "box__number", "box__fonds__name")
    rows = pouches.order_by().values_list(*names, *box).annotate(number=Count("pk")).order_by(*box[:2], names[0])
    yield from list(rows)


def _divider(lead: str, stripe: str, village: str, box: int, fonds: str, number: int) -> Divider:
    return Divider(
        fonds_name=fonds,
        lead=lead,
        place=path_label(village),
        box_number=f"{box:02d}",
        pouches=f"{number} 袋",
        stripe=stripe,
    )


def _stamps(user: User, prefix: str) -> Iterator[Stamp]:
    fonds = _fonds(prefix)
    yield from [Stamp(fonds_code=fonds.code if fonds else "")] * STAMPS_A_SHEET


def _fonds(prefix: str) -> Fonds | None:
    return Fonds.objects.filter(county_code=county_code(prefix.ljust(12, "0"))).first()


_MADE: dict[PaperKind, Callable[[User, str], Iterator[Paper]]] = {
    PaperKind.FILE_COVER: _covers,
    PaperKind.FILE_LIST: _file_lists,
    PaperKind.FILE_CATALOGUE: _catalogues,
    PaperKind.OUT_CARD: _out_cards,
    PaperKind.CABINET_CARD: _cabinets,
    PaperKind.DIVIDERS: _dividers,
    PaperKind.ARCHIVE_STAMP: _stamps,
}
CARD_KINDS: Sequence[PaperKind] = (*_MADE, *BLANK_KINDS)


def card_papers_for(user: User, kind: PaperKind, prefix: str) -> Iterator[Paper]:
    """Return covers, cards, catalogues or a blank form of a division (6, 9 or 12 digits) within the user's own."""
    require(user, Right.PRINT)
    if kind in BLANK_KINDS:
        fonds = _fonds(prefix)
        return iter([blank(kind, fonds.name if fonds else "", path_label(prefix.ljust(12, "0")))])
    return _MADE[kind](user, prefix)


def how_many_cards(user: User, kind: PaperKind, prefix: str) -> int:
    """Return about how many papers come, for the progress bar."""
    if kind in (PaperKind.FILE_COVER, PaperKind.FILE_CATALOGUE):
        return _opened(user, prefix).count()
    if kind == PaperKind.FILE_LIST:
        return _files(user, prefix).order_by().values("village_code").distinct().count()
    return STAMPS_A_SHEET if kind == PaperKind.ARCHIVE_STAMP else 0
