"""Filling the papers from the archive, pouch by pouch in bounded memory, within a user's division."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, HouseholdFile, Item, Pouch
from hudang.archives.queries.clearance import as_shown, readable, withheld_level
from hudang.archives.queries.files import missing_for
from hudang.archives.queries.requirements import material_names
from hudang.archives.rules.keeping import ACCESS_LABELS, MEDIUM_LABELS, Access, Medium
from hudang.archives.vocabulary import (
    OPEN_STATES,
    ORIGINAL_LABELS,
    Original,
    PouchState,
)
from hudang.households.models import Household
from hudang.households.vocabulary import ASSISTANCE, IN_PAYMENT
from hudang.kernel import clock
from hudang.kernel.division_codes import scope_prefix
from hudang.platform.reading import in_chunks
from hudang.printing.papers import (
    ItemList,
    ItemRow,
    MissingList,
    MissingRow,
    NoteSheet,
    Paper,
    PouchLabel,
)
from hudang.printing.queries.boxes import BOX_PAPERS, boxes_in, with_pouches
from hudang.printing.queries.wording import Words, colour_of, day_of, note_line, pouch_number, url_of
from hudang.printing.vocabulary import INKS, UNIT_POUCH, PaperKind

_CHUNK = 500
# what a label that bears only the code leaves blank
_UNTOLD: dict[str, Any] = {
    "head_name": "", "pouch_number": "", "household_size": None, "beneficiary_count": None, "category": "",
    "certificate_number": "", "stopped_on": "", "scheme_class": "",
}  # fmt: skip


def _pouches(user: User, prefix: str) -> QuerySet[Pouch]:
    return (
        Pouch.objects.filter(within(user), within_division(prefix))
        .exclude(state=PouchState.DESTROYED)
        .select_related("file__fonds", "file__scheme_class", "household", "box__location")
        .prefetch_related("file__notes")
        .order_by("village_code", "file__year", "file__sequence", "part")
    )


def _cover_name(file: HouseholdFile, household: Household) -> str:
    """Return the head as the cover shows him; the one before is named as 原户主 (archive.md §4)."""
    if not file.former_heads:
        return household.head_name
    return f"{household.head_name}（原户主{file.former_heads[-1]['name']}）"


def _label(pouch: Pouch, words: Words) -> PouchLabel:
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
        opened_on=day_of(file.opened_on),
        stopped_on=day_of(household.stopped_on),
        retention=words.retention(file.retention),
        item_count=file.item_count,
        page_count=file.page_count,
        opened_by=file.opened_by,
        custodian=words.custodian(file),
        qr_url=url_of("p", pouch.pk),
        box_label=pouch.box.label,
        location=pouch.box.location.code if pouch.box.location else "",
        about=pouch.pk,
        colour=colour_of(file),
        stripe=INKS.get(colour_of(file), ""),
        scheme_class=str(file.scheme_class or ""),
        medium=MEDIUM_LABELS[Medium(file.scheme_class.medium)] if file.scheme_class else "",
        access=ACCESS_LABELS[Access(file.scheme_class.access)] if file.scheme_class else "",
    )
    return replace(label, **_UNTOLD) if file.code_only else label


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
            note=("已作废 " if item.annulled_on else "") + ("补充 " if item.supplement else "") + item.note,
        )
        for item in items
    )


def _item_list(pouch: Pouch, items: Sequence[Item], words: Words) -> ItemList:
    return ItemList(
        fonds_name=pouch.file.fonds.name,
        township=words.township(pouch.village_code),
        village=words.village(pouch.village_code),
        reference_code=pouch_number(pouch),
        head_name=pouch.household.head_name,
        qr_url=url_of("p", pouch.pk),
        rows=_item_rows(items),
        about=pouch.pk,
    )


def _file_note(pouch: Pouch, items: Sequence[Item]) -> NoteSheet:
    file, counting = pouch.file, [item for item in items if not item.annulled_on]
    remarks = [note_line(note) for note in file.notes.all()]
    noted = " ".join(remarks)
    remarks += [f"补充第 {i.number} 件：{i.title}" for i in items if i.supplement and f"第 {i.number} 件" not in noted]
    return NoteSheet(
        fonds_name=file.fonds.name,
        unit=UNIT_POUCH,
        reference_code=pouch_number(pouch),
        subject=pouch.household.head_name,
        contents=_contents(counting, [item for item in items if item.annulled_on]),
        remarks=tuple(remarks),
        arranged_by=file.closed_by or file.opened_by,
        arranged_on=day_of(file.closed_on),
        checked_by="",
        checked_on="",
        qr_url=url_of("p", pouch.pk),
        closed=file.closed_on is not None,
        about=pouch.pk,
    )


def _contents(counting: Sequence[Item], annulled: Sequence[Item]) -> str:
    """Return what a note sheet says is in the pouch; annulled papers lie there and count for nothing."""
    if not counting and not annulled:
        return "本袋尚无归档材料。"
    said = f"本袋共 {len(counting)} 件 {sum(item.page_count for item in counting)} 页。"
    if not annulled:
        return said
    return f"{said}另有作废 {len(annulled)} 件 {sum(item.page_count for item in annulled)} 页留在原处，不计入。"


def _with_items(user: User, pouches: QuerySet[Pouch]) -> Iterator[tuple[Pouch, list[Item]]]:
    stream = in_chunks(pouches, _CHUNK)
    while chunk := list(islice(stream, _CHUNK)):
        by_pouch: dict[int, list[Item]] = {pouch.pk: [] for pouch in chunk}
        items = Item.objects.filter(pouch__in=list(by_pouch)).select_related("material").order_by("pouch_id", "number")
        for item in as_shown(user, items):
            by_pouch[item.pouch_id].append(item)
        for pouch in chunk:
            yield pouch, by_pouch[pouch.pk]


def _missing_lists(user: User, prefix: str, words: Words) -> Iterator[MissingList]:
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


def _missing_list(village: str, rows: list[MissingRow], words: Words, user: User) -> MissingList:
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


def _print_set(user: User, prefix: str, words: Words) -> Iterator[Paper]:
    """Yield village by village: the papers of its boxes, what is missing, labels, then pouch by pouch its two papers."""
    villages = boxes_in(user, prefix).order_by("village_code").values_list("village_code", flat=True).distinct()
    for village in villages:
        boxed = list(with_pouches(boxes_in(user, village)))
        for make in BOX_PAPERS.values():
            yield from (make(box, pouches, words) for box, pouches in boxed)
        yield from _missing_lists(user, village, words)
        yield from (_label(pouch, words) for pouch in _pouches(user, village))
        for pouch, items in _with_items(user, _pouches(user, village).filter(readable(user, "file__"))):
            yield _item_list(pouch, items, words)
            yield _file_note(pouch, items)


def labels_for(user: User, division_code: str) -> Iterator[PouchLabel]:
    """Return the labels of a division that lie in the user's own; read as they are asked for."""
    require(user, Right.PRINT)
    prefix = scope_prefix(division_code)
    words = Words(prefix)
    return (_label(pouch, words) for pouch in in_chunks(_pouches(user, prefix), _CHUNK))


def papers_for(user: User, kind: PaperKind, prefix: str) -> Iterator[Paper]:
    """Return the papers of a division (6, 9 or 12 digits) that lie in the user's own; read as they are asked for."""
    require(user, Right.PRINT)
    words = Words(prefix)
    if kind == PaperKind.POUCH_LABEL:
        return labels_for(user, prefix.ljust(12, "0"))
    if kind == PaperKind.ITEM_LIST:
        opened = _pouches(user, prefix).filter(readable(user, "file__"))
        return (_item_list(pouch, items, words) for pouch, items in _with_items(user, opened))
    if kind == PaperKind.FILE_NOTE_SHEET:
        opened = _pouches(user, prefix).filter(readable(user, "file__"))
        return (_file_note(pouch, items) for pouch, items in _with_items(user, opened))
    if make := BOX_PAPERS.get(kind):
        return (make(box, pouches, words) for box, pouches in with_pouches(boxes_in(user, prefix)))
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
    words = Words(first.village_code if first else "000000")
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


def how_many(user: User, kind: PaperKind, prefix: str) -> int:
    """Return how many papers a division will give, for the progress bar."""
    if kind in BOX_PAPERS:
        return boxes_in(user, prefix).count()
    if kind == PaperKind.MISSING_LIST:
        return missing_for(user, prefix).values("village_code").distinct().count()
    pouches = _pouches(user, prefix)
    opened = pouches.filter(readable(user, "file__"))
    if kind == PaperKind.PRINT_SET:
        boxed = how_many(user, PaperKind.MISSING_LIST, prefix) + boxes_in(user, prefix).count() * len(BOX_PAPERS)
        return boxed + pouches.count() + opened.count() * 2
    return (pouches if kind == PaperKind.POUCH_LABEL else opened).count()
