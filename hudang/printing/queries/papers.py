"""Filling the papers from the archive, pouch by pouch in bounded memory, within a user's division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, HouseholdFile, Item, NoteEntry, Pouch
from hudang.archives.queries.clearance import as_shown, readable, withheld_level
from hudang.archives.queries.files import missing_for
from hudang.archives.queries.requirements import material_names
from hudang.archives.queries.schemes import retention_names
from hudang.archives.rules.keeping import COLOUR_LABELS, Colour
from hudang.archives.rules.retention import retention_label
from hudang.archives.vocabulary import (
    OPEN_STATES,
    ORIGINAL_LABELS,
    POUCH_STATE_LABELS,
    BoxKind,
    Original,
    PouchState,
)
from hudang.divisions.models import Division
from hudang.households.models import Household
from hudang.households.vocabulary import ASSISTANCE, IN_PAYMENT
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code, scope_prefix, township_code
from hudang.platform.reading import in_chunks
from hudang.printing.papers import (
    BoxList,
    BoxRow,
    BoxSpine,
    ItemList,
    ItemRow,
    MissingList,
    MissingRow,
    NoteSheet,
    Paper,
    PouchLabel,
)
from hudang.printing.vocabulary import INKS, UNIT_BOX, UNIT_POUCH, PaperKind

_CHUNK = 500
# what a label that bears only the code leaves blank
_UNTOLD: dict[str, Any] = {
    "head_name": "", "pouch_number": "", "household_size": None, "beneficiary_count": None, "category": "",
    "certificate_number": "", "stopped_on": "",
}  # fmt: skip


class _Words:
    """Names of divisions and of retention periods, read once for a print run."""

    def __init__(self, prefix: str) -> None:
        county = prefix[:6]
        rows = Division.objects.filter(code__startswith=county).order_by("valid_from").values_list("code", "name")
        self._names = dict(rows)
        self._periods = retention_names()

    def county(self, code: str) -> str:
        return self._names.get(county_code(code), "")

    def township(self, code: str) -> str:
        return self._names.get(township_code(code), "")

    def village(self, code: str) -> str:
        return self._names.get(code, code)

    def retention(self, code: str) -> str:
        return retention_label(code, self._periods)


def _url(kind: str, number: int) -> str:
    return f"{settings.PUBLIC_URL}/q/{kind}{number}/"


def _pouches(user: User, prefix: str) -> QuerySet[Pouch]:
    return (
        Pouch.objects.filter(within(user), within_division(prefix))
        .exclude(state=PouchState.DESTROYED)
        .select_related("file__fonds", "file__scheme_class", "household", "box__location")
        .prefetch_related("file__notes")
        .order_by("village_code", "file__year", "file__sequence", "part")
    )


def _boxes(user: User, prefix: str) -> QuerySet[Box]:
    boxes = Box.objects.filter(within(user), within_division(prefix), kind=BoxKind.VILLAGE, retired_on=None)
    return _ready(boxes)


def _ready(boxes: QuerySet[Box]) -> QuerySet[Box]:
    ordered = boxes.select_related("fonds", "location").prefetch_related("notes")
    return ordered.order_by("village_code", "kind", "number")


def note_line(note: NoteEntry) -> str:
    """Return a line of a note sheet as it is printed."""
    return f"{note.on} {note.get_kind_display()}：{note.text}（{note.entered_by}）"


def _pouch_number(pouch: Pouch) -> str:
    code = pouch.file.reference_code
    return f"{code}（袋{pouch.part}）" if pouch.part > 1 else code


def _day(day: object) -> str:
    return str(day) if day else ""


def _cover_name(file: HouseholdFile, household: Household) -> str:
    """Return the head as the cover shows him; the one before is named as 原户主 (archive.md §4)."""
    if not file.former_heads:
        return household.head_name
    return f"{household.head_name}（原户主{file.former_heads[-1]['name']}）"


def _label(pouch: Pouch, words: _Words) -> PouchLabel:
    """Return a pouch's label; of a class whose labels bear only the code nothing tells whose it is (R9)."""
    file, household = pouch.file, pouch.household
    label = PouchLabel(
        fonds_name=file.fonds.name,
        county=words.county(pouch.village_code),
        township=words.township(pouch.village_code),
        village=words.village(pouch.village_code),
        reference_code=file.reference_code,
        pouch_number=household.code,
        head_name=_cover_name(file, household),
        household_size=household.declared_size,
        beneficiary_count=household.covered_size,
        category=ASSISTANCE.get(household.assistance, ""),
        certificate_number=household.certificate_no,
        opened_on=_day(file.opened_on),
        stopped_on=_day(household.stopped_on),
        retention=words.retention(file.retention),
        item_count=file.item_count,
        page_count=file.page_count,
        opened_by=file.opened_by,
        custodian=file.fonds.name,
        qr_url=_url("p", pouch.pk),
        box_label=pouch.box.label,
        location=pouch.box.location.code if pouch.box.location else "",
        pouch_id=pouch.pk,
        colour=_colour(file),
        stripe=INKS.get(_colour(file), ""),
    )
    return replace(label, **_UNTOLD) if file.code_only else label


def _colour(file: HouseholdFile) -> str:
    return COLOUR_LABELS[Colour(file.scheme_class.colour)] if file.scheme_class else ""


def _item_rows(items: Sequence[Item]) -> tuple[ItemRow, ...]:
    return tuple(
        ItemRow(
            number=str(item.number),
            document_number=item.document_number,
            creator=item.creator,
            title=item.title,
            date=item.dated,
            pages=f"{item.first_page}-{item.last_page}" if item.page_count > 1 else str(item.first_page),
            material_code=item.material.code,
            form=ORIGINAL_LABELS[Original(item.original)],
            digital="有" if item.digital else "",
            note=("补充 " if item.supplement else "") + item.note,
        )
        for item in items
    )


def _item_list(pouch: Pouch, items: Sequence[Item], words: _Words) -> ItemList:
    return ItemList(
        fonds_name=pouch.file.fonds.name,
        township=words.township(pouch.village_code),
        village=words.village(pouch.village_code),
        reference_code=_pouch_number(pouch),
        head_name=pouch.household.head_name,
        qr_url=_url("p", pouch.pk),
        rows=_item_rows(items),
    )


def _file_note(pouch: Pouch, items: Sequence[Item]) -> NoteSheet:
    file, pages = pouch.file, sum(item.page_count for item in items)
    remarks = [note_line(note) for note in file.notes.all()]
    noted = " ".join(remarks)
    remarks += [f"补充第 {i.number} 件：{i.title}" for i in items if i.supplement and f"第 {i.number} 件" not in noted]
    return NoteSheet(
        fonds_name=file.fonds.name,
        unit=UNIT_POUCH,
        reference_code=_pouch_number(pouch),
        subject=pouch.household.head_name,
        contents=f"本袋共 {len(items)} 件 {pages} 页。" if items else "本袋尚无归档材料。",
        remarks=tuple(remarks),
        arranged_by=file.closed_by or file.opened_by,
        arranged_on=_day(file.closed_on),
        checked_by="",
        checked_on="",
        qr_url=_url("p", pouch.pk),
    )


def _with_items(user: User, pouches: QuerySet[Pouch]) -> Iterator[tuple[Pouch, list[Item]]]:
    stream = in_chunks(pouches, _CHUNK)
    while chunk := list(islice(stream, _CHUNK)):
        by_pouch: dict[int, list[Item]] = {pouch.pk: [] for pouch in chunk}
        items = Item.objects.filter(pouch__in=list(by_pouch)).select_related("material").order_by("pouch_id", "number")
        for item in as_shown(user, items):
            by_pouch[item.pouch_id].append(item)
        for pouch in chunk:
            yield pouch, by_pouch[pouch.pk]


def _span(years: set[int]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}—{last}"


def _spine(box: Box, pouches: Sequence[Pouch], words: _Words) -> BoxSpine:
    return BoxSpine(
        fonds_code=box.fonds.code,
        year=_span({pouch.file.year for pouch in pouches}),
        retention="、".join(sorted({words.retention(p.file.retention) for p in pouches})),
        township=words.township(box.village_code),
        village=words.village(box.village_code),
        first_pouch=_ending(pouches[0]) if pouches else "",
        last_pouch=_ending(pouches[-1]) if pouches else "",
        box_number=box.label,
        width_mm=box.thickness_mm,
        qr_url=_url("b", box.pk),
        stripe=_stripe(pouches),
        fonds_name=box.fonds.name,
        location=box.location.code if box.location else "",
        pouches=f"{len(pouches)} 袋",
    )


def _stripe(pouches: Sequence[Pouch]) -> str:
    """Return the colour of the class to which most pouches of a box belong."""
    colours = Counter(colour for pouch in pouches if (colour := _colour(pouch.file)))
    return INKS[colours.most_common(1)[0][0]] if colours else ""


def _ending(pouch: Pouch) -> str:
    return f"{pouch.file.year}-{pouch.file.sequence:04d}"


def _box_list(box: Box, pouches: Sequence[Pouch], words: _Words) -> BoxList:
    spine = _spine(box, pouches, words)
    return BoxList(
        fonds_name=box.fonds.name,
        fonds_code=box.fonds.code,
        county=words.county(box.village_code),
        township=spine.township,
        village=spine.village,
        box_number=box.label,
        year=spine.year,
        retention=spine.retention,
        location=box.location.code if box.location else "",
        qr_url=spine.qr_url,
        rows=tuple(_box_row(number, pouch, words) for number, pouch in enumerate(pouches, start=1)),
    )


def _box_row(number: int, pouch: Pouch, words: _Words) -> BoxRow:
    household, file = pouch.household, pouch.file
    return BoxRow(
        number=str(number),
        pouch_number=_pouch_number(pouch),
        head_name=file.public_name,
        household_size=None if file.code_only else household.declared_size,
        beneficiary_count=None if file.code_only else household.covered_size,
        category="" if file.code_only else ASSISTANCE.get(household.assistance, ""),
        opened_on=_day(file.opened_on),
        item_count=file.item_count,
        page_count=file.page_count,
        state=POUCH_STATE_LABELS[PouchState(pouch.state)],
        note="",
        household_code="" if file.code_only else household.code,
        certificate_number="" if file.code_only else household.certificate_no,
        retention=words.retention(file.retention),
    )


def _box_note(box: Box, pouches: Sequence[Pouch], words: _Words) -> NoteSheet:
    items, pages = sum(p.file.item_count for p in pouches), sum(p.file.page_count for p in pouches)
    return NoteSheet(
        fonds_name=box.fonds.name,
        unit=UNIT_BOX,
        reference_code=f"{box.village_code}-{box.label}",
        subject=f"{words.township(box.village_code)}{words.village(box.village_code)}",
        contents=f"本盒共 {len(pouches)} 袋 {items} 件 {pages} 页。" if pouches else "本盒暂无对象。",
        remarks=tuple(note_line(note) for note in box.notes.all()),
        arranged_by=box.founded_by,
        arranged_on="",
        checked_by="",
        checked_on="",
        qr_url=_url("b", box.pk),
    )


def _with_pouches(boxes: QuerySet[Box]) -> Iterator[tuple[Box, list[Pouch]]]:
    for box in in_chunks(boxes, _CHUNK):
        pouches = Pouch.objects.filter(box=box).exclude(state=PouchState.DESTROYED)
        ordered = pouches.select_related("file__scheme_class", "file__household", "household").order_by(
            "file__year", "file__sequence", "part"
        )
        yield box, list(ordered)


def _missing_lists(user: User, prefix: str, words: _Words) -> Iterator[MissingList]:
    names, village = material_names(), ""
    rows: list[MissingRow] = []
    for file in in_chunks(missing_for(user, prefix), _CHUNK):
        if village and file.village_code != village:
            yield _missing_list(village, rows, words, user)
            rows = []
        village = file.village_code
        rows.append(_missing_row(len(rows) + 1, file, names))
    if rows:
        yield _missing_list(village, rows, words, user)


def _missing_row(number: int, file: HouseholdFile, names: dict[str, str]) -> MissingRow:
    return MissingRow(
        number=str(number),
        pouch_number=file.reference_code,
        head_name=file.public_name,
        missing=tuple(f"{code} {names.get(code, '')}" for code in file.missing),
        note="",
    )


def _missing_list(village: str, rows: list[MissingRow], words: _Words, user: User) -> MissingList:
    households = Household.objects.filter(village_code=village, state__in=IN_PAYMENT)
    fonds = Box.objects.filter(village_code=village).select_related("fonds").first()
    return MissingList(
        fonds_name=fonds.fonds.name if fonds else "",
        county=words.county(village),
        township=words.township(village),
        village=words.village(village),
        as_of=clock.today().isoformat(),
        household_count=households.count(),
        rows=tuple(rows),
    )


def _print_set(user: User, prefix: str, words: _Words) -> Iterator[Paper]:
    """Yield village by village: spines, box lists and notes, labels, then pouch by pouch its two papers."""
    villages = _boxes(user, prefix).order_by("village_code").values_list("village_code", flat=True).distinct()
    for village in villages:
        boxed = list(_with_pouches(_boxes(user, village)))
        for make in (_spine, _box_list, _box_note):
            yield from (make(box, pouches, words) for box, pouches in boxed)
        yield from (_label(pouch, words) for pouch in _pouches(user, village))
        for pouch, items in _with_items(user, _pouches(user, village).filter(readable(user, "file__"))):
            yield _item_list(pouch, items, words)
            yield _file_note(pouch, items)


def labels_for(user: User, division_code: str) -> Iterator[PouchLabel]:
    """Return the labels of a division that lie in the user's own; read as they are asked for."""
    require(user, Right.PRINT)
    prefix = scope_prefix(division_code)
    words = _Words(prefix)
    return (_label(pouch, words) for pouch in in_chunks(_pouches(user, prefix), _CHUNK))


def papers_for(user: User, kind: PaperKind, prefix: str) -> Iterator[Paper]:
    """Return the papers of a division (6, 9 or 12 digits) that lie in the user's own; read as they are asked for."""
    require(user, Right.PRINT)
    words = _Words(prefix)
    if kind == PaperKind.POUCH_LABEL:
        return labels_for(user, prefix.ljust(12, "0"))
    if kind == PaperKind.ITEM_LIST:
        opened = _pouches(user, prefix).filter(readable(user, "file__"))
        return (_item_list(pouch, items, words) for pouch, items in _with_items(user, opened))
    if kind == PaperKind.FILE_NOTE_SHEET:
        opened = _pouches(user, prefix).filter(readable(user, "file__"))
        return (_file_note(pouch, items) for pouch, items in _with_items(user, opened))
    if kind == PaperKind.BOX_SPINE:
        return (_spine(box, pouches, words) for box, pouches in _with_pouches(_boxes(user, prefix)))
    if kind == PaperKind.BOX_LIST:
        return (_box_list(box, pouches, words) for box, pouches in _with_pouches(_boxes(user, prefix)))
    if kind == PaperKind.MISSING_LIST:
        return _missing_lists(user, prefix, words)
    return _print_set(user, prefix, words)


def pouch_papers(user: User, kind: PaperKind, pouches: QuerySet[Pouch]) -> Iterator[Paper]:
    """Return label, item list or note sheet of given pouches that lie in the user's division."""
    require(user, Right.PRINT)
    chosen = pouches.filter(within(user)).select_related(
        "file__fonds", "file__scheme_class", "household", "box__location"
    )
    chosen = chosen.prefetch_related("file__notes").order_by("village_code", "file__year", "file__sequence", "part")
    first = chosen.first()
    words = _Words(first.village_code if first else "000000")
    for pouch, items in _with_items(user, chosen):
        if kind in (PaperKind.POUCH_LABEL, PaperKind.PRINT_SET):
            yield _label(pouch, words)
        if withheld_level(user, pouch.file):
            continue
        if kind in (PaperKind.ITEM_LIST, PaperKind.PRINT_SET):
            yield _item_list(pouch, items, words)
        if kind in (PaperKind.FILE_NOTE_SHEET, PaperKind.PRINT_SET):
            yield _file_note(pouch, items)


def household_papers(user: User, kind: PaperKind, household_code: str) -> Iterator[Paper]:
    """Return the papers of one household's pouches."""
    return pouch_papers(user, kind, Pouch.objects.filter(household__code=household_code))


def papers_of_many(user: User, kind: PaperKind, household_ids: Sequence[int]) -> Iterator[Paper]:
    """Return the papers of the pouches in use of many households, as they stand in their boxes."""
    for start in range(0, len(household_ids), _CHUNK):
        portion = household_ids[start : start + _CHUNK]
        yield from pouch_papers(user, kind, Pouch.objects.filter(household__in=portion, state__in=OPEN_STATES))


def count_pouches(user: User, household_ids: Sequence[int]) -> int:
    """Return how many pouches in use many households have."""
    require(user, Right.PRINT)
    portions = (household_ids[start : start + _CHUNK] for start in range(0, len(household_ids), _CHUNK))
    found = (Pouch.objects.filter(within(user), household__in=some, state__in=OPEN_STATES).count() for some in portions)
    return sum(found)


def _chosen_boxes(user: User, box_ids: Sequence[int]) -> QuerySet[Box]:
    require(user, Right.PRINT)
    return Box.objects.filter(within(user), pk__in=box_ids, retired_on=None)


def count_boxes(user: User, box_ids: Sequence[int]) -> int:
    """Return how many of these boxes the user may print."""
    return _chosen_boxes(user, box_ids).count()


def box_papers(user: User, kind: PaperKind, box_ids: Sequence[int]) -> Iterator[Paper]:
    """Return spine, list or note sheet of each box, as they follow one another in their villages."""
    words = _Words(user.scope)
    for box, pouches in _with_pouches(_ready(_chosen_boxes(user, box_ids))):
        if kind in (PaperKind.BOX_SPINE, PaperKind.PRINT_SET):
            yield _spine(box, pouches, words)
        if kind in (PaperKind.BOX_LIST, PaperKind.PRINT_SET):
            yield _box_list(box, pouches, words)
        if kind == PaperKind.PRINT_SET:
            yield _box_note(box, pouches, words)


def how_many(user: User, kind: PaperKind, prefix: str) -> int:
    """Return how many papers a division will give, for the progress bar."""
    if kind in (PaperKind.BOX_SPINE, PaperKind.BOX_LIST):
        return _boxes(user, prefix).count()
    if kind == PaperKind.MISSING_LIST:
        return missing_for(user, prefix).values("village_code").distinct().count()
    pouches = _pouches(user, prefix)
    opened = pouches.filter(readable(user, "file__"))
    if kind == PaperKind.PRINT_SET:
        return pouches.count() + opened.count() * 2 + _boxes(user, prefix).count() * 3
    return (pouches if kind == PaperKind.POUCH_LABEL else opened).count()
