"""Filling spines, faces, lists and note sheets of boxes, within a user's division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from django.db.models import QuerySet

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, Pouch
from hudang.archives.vocabulary import POUCH_STATE_LABELS, BoxKind, PouchState
from hudang.households.vocabulary import ASSISTANCE
from hudang.platform.reading import in_chunks
from hudang.printing.papers import BoxFace, BoxList, BoxRow, BoxSpine, NoteSheet, Paper
from hudang.printing.queries.wording import Words, colour_of, day_of, note_line, pouch_number, url_of
from hudang.printing.vocabulary import INKS, UNIT_BOX, PaperKind

_CHUNK = 500


def boxes_in(user: User, prefix: str) -> QuerySet[Box]:
    boxes = Box.objects.filter(within(user), within_division(prefix), kind=BoxKind.VILLAGE, retired_on=None)
    return _ready(boxes)


def _ready(boxes: QuerySet[Box]) -> QuerySet[Box]:
    ordered = boxes.select_related("fonds", "location", "keeper").prefetch_related("notes")
    return ordered.order_by("village_code", "kind", "number")


def _span(years: set[int]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}—{last}"


def spine_of(box: Box, pouches: Sequence[Pouch], words: Words) -> BoxSpine:
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
        qr_url=url_of("b", box.pk),
        stripe=_stripe(pouches),
        fonds_name=box.fonds.name,
        location=box.location.code if box.location else "",
        pouches=f"{len(pouches)} 袋",
        about=box.pk,
    )


def face_of(box: Box, pouches: Sequence[Pouch], words: Words) -> BoxFace:
    """Return the label of a box's front; what it says of its pouches agrees with its spine."""
    spine, (items, pages) = spine_of(box, pouches, words), _contents(pouches)
    return BoxFace(
        fonds_name=box.fonds.name,
        fonds_code=box.fonds.code,
        county=words.county(box.village_code),
        township=spine.township,
        village=spine.village,
        box_number=box.label,
        year=spine.year,
        retention=spine.retention,
        span=spine.span,
        pouches=spine.pouches,
        item_count=items,
        page_count=pages,
        location=spine.location,
        keeper=box.keeper.display_name if box.keeper else "",
        arranged_by=box.founded_by,
        qr_url=spine.qr_url,
        stripe=spine.stripe,
        about=box.pk,
    )


def _contents(pouches: Sequence[Pouch]) -> tuple[int, int]:
    """Return the items and pages of a box's files; one that fills several pouches counts once."""
    files = {pouch.file_id: pouch.file for pouch in pouches}.values()
    return sum(file.item_count for file in files), sum(file.page_count for file in files)


def _stripe(pouches: Sequence[Pouch]) -> str:
    """Return the colour of the class to which most pouches of a box belong."""
    colours = Counter(colour for pouch in pouches if (colour := colour_of(pouch.file)))
    return INKS[colours.most_common(1)[0][0]] if colours else ""


def _ending(pouch: Pouch) -> str:
    return f"{pouch.file.year}-{pouch.file.sequence:04d}"


def box_list_of(box: Box, pouches: Sequence[Pouch], words: Words) -> BoxList:
    spine = spine_of(box, pouches, words)
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
        about=box.pk,
    )


def _box_row(number: int, pouch: Pouch, words: Words) -> BoxRow:
    household, file = pouch.household, pouch.file
    return BoxRow(
        number=str(number),
        pouch_number=pouch_number(pouch),
        head_name=file.public_name,
        household_size=None if file.code_only else household.declared_size,
        beneficiary_count=None if file.code_only else household.covered_size,
        category="" if file.code_only else ASSISTANCE.get(household.assistance, ""),
        opened_on=day_of(file.opened_on),
        item_count=file.item_count,
        page_count=file.page_count,
        state=POUCH_STATE_LABELS[PouchState(pouch.state)],
        note="",
        household_code="" if file.code_only else household.code,
        certificate_number="" if file.code_only else household.certificate_no,
        retention=words.retention(file.retention),
    )


def box_note_of(box: Box, pouches: Sequence[Pouch], words: Words) -> NoteSheet:
    items, pages = _contents(pouches)
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
        qr_url=url_of("b", box.pk),
        keeper=box.keeper.display_name if box.keeper else "",
        about=box.pk,
    )


def with_pouches(boxes: QuerySet[Box]) -> Iterator[tuple[Box, list[Pouch]]]:
    for box in in_chunks(boxes, _CHUNK):
        pouches = Pouch.objects.filter(box=box).exclude(state=PouchState.DESTROYED)
        ordered = pouches.select_related("file__scheme_class", "file__household", "household").order_by(
            "file__year", "file__sequence", "part"
        )
        yield box, list(ordered)


def _chosen_boxes(user: User, box_ids: Sequence[int]) -> QuerySet[Box]:
    require(user, Right.PRINT)
    return Box.objects.filter(within(user), pk__in=box_ids, retired_on=None)


def count_boxes(user: User, box_ids: Sequence[int]) -> int:
    """Return how many of these boxes the user may print."""
    return _chosen_boxes(user, box_ids).count()


BOX_PAPERS: dict[PaperKind, Callable[[Box, Sequence[Pouch], Words], Paper]] = {
    PaperKind.BOX_SPINE: spine_of,
    PaperKind.BOX_FACE: face_of,
    PaperKind.BOX_LIST: box_list_of,
    PaperKind.BOX_NOTE_SHEET: box_note_of,
}


def box_papers(user: User, kind: PaperKind, box_ids: Sequence[int]) -> Iterator[Paper]:
    """Return spine, face, list or note sheet of each box, as they follow one another in their villages."""
    words = Words(user.scope)
    for box, pouches in with_pouches(_ready(_chosen_boxes(user, box_ids))):
        if make := BOX_PAPERS.get(kind):
            yield make(box, pouches, words)
        if kind == PaperKind.PRINT_SET:
            yield from (each(box, pouches, words) for each in BOX_PAPERS.values())
