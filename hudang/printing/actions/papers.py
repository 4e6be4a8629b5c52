"""Printing, noted in the log: who printed what of which place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.files import box_for, file_for
from hudang.divisions.queries import path_label
from hudang.households.queries import household_for
from hudang.kernel import clock
from hudang.printing.actions.records import PrintNotes, note, undrawn_words
from hudang.printing.designs import USUAL_DESIGNS, Design, checked, designs_with
from hudang.printing.fonts import FontSet
from hudang.printing.papers import Paper
from hudang.printing.previews import SAMPLES, Preview, preview
from hudang.printing.queries import papers as queries
from hudang.printing.queries.boxes import box_papers
from hudang.printing.queries.cards import file_cards
from hudang.printing.queries.due import REPRINTED_KINDS, chosen_papers, papers_of
from hudang.printing.queries.studio import designs_of, printer_of
from hudang.printing.rendering import Rendered, render_many, render_noted
from hudang.printing.sheets import Stock
from hudang.printing.typesetting import Document
from hudang.printing.vocabulary import PAPER_LABELS, CardStock, LabelStock, Only, PaperKind, SpineStock


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and what it holds."""

    content: bytes
    done: Rendered

    @property
    def warning(self) -> str:
        """What the user must know of it, empty when all is well."""
        return undrawn_words(self.done)


def stock_of(
    labels: str = "",
    spines: str = "",
    start: int = 1,
    actor: User | None = None,
    kind: PaperKind = PaperKind.POUCH_LABEL,
) -> Stock:
    """Return what is in the printer, the usual sheets when nothing was chosen, moved as the user's printer needs."""
    printer = printer_of(actor) if actor else None
    usual = designs_of(actor.division_code) if actor else USUAL_DESIGNS
    labelled = PaperKind.BOX_FACE if kind is PaperKind.BOX_FACE else PaperKind.POUCH_LABEL
    carded = kind if kind in (PaperKind.CABINET_CARD, PaperKind.DIVIDERS) else PaperKind.OUT_CARD
    return Stock(
        LabelStock(labels or (printer.stock if printer else "") or usual.of(labelled).stock),
        SpineStock(spines or usual.of(PaperKind.BOX_SPINE).stock),
        CardStock(usual.of(carded).stock),
        start,
        printer.right_tenths / 10 if printer else 0.0,
        printer.down_tenths / 10 if printer else 0.0,
    )


def fonts() -> FontSet:
    """Return the shipped fonts, the free ones that are installed, and those of the data's folder ``fonts``."""
    return FontSet.with_folder(Path(settings.DATA) / "fonts")


def document(title: str, actor: User) -> Document:
    """Return what the PDF says of itself."""
    return Document(title=title, author=actor.display_name, made_on=clock.today())


def _printed(
    actor: User, kind: PaperKind, papers: Iterable[Paper], stock: Stock, what: str, place: str, code: str = ""
) -> Printed:
    notes = PrintNotes()
    content, done = render_noted(
        notes.watching(papers),
        document(f"{what} {PAPER_LABELS[kind]}", actor),
        stock=stock,
        fonts=fonts(),
        designs=designs_of(place),
    )
    with transaction.atomic():
        note(actor=actor, kind=kind, what=what, division_code=place, done=done, notes=notes, code=code)
    return Printed(content, done)


def print_household(*, actor: User, kind: PaperKind, code: str, stock: Stock) -> Printed:
    """Return the papers of one household's pouches as PDF; raises ``NotVisible`` outside the division."""
    require(actor, Right.PRINT)
    place = household_for(actor, code).village_code
    return _printed(actor, kind, queries.household_papers(actor, kind, code), stock, code, place, code)


def print_box(*, actor: User, kind: PaperKind, box_id: int, stock: Stock) -> Printed:
    """Return the papers of one box as PDF; raises ``NotVisible`` outside the division."""
    require(actor, Right.PRINT)
    box = box_for(actor, box_id)
    what = f"{path_label(box.village_code)} {box.label} 号盒"
    return _printed(actor, kind, box_papers(actor, kind, [box_id]), stock, what, box.village_code)


def print_out_cards(*, actor: User, file_id: int, stock: Stock) -> Printed:
    """Return the out-cards that stand for one file as PDF; raises ``NotVisible`` outside the division."""
    require(actor, Right.PRINT)
    file = file_for(actor, file_id)
    return _printed(actor, PaperKind.OUT_CARD, file_cards(actor, file), stock, file.reference_code, file.village_code)


def wanted_papers(actor: User, kind: PaperKind, division_code: str, only: Only = Only.ALL) -> Iterable[Paper]:
    """Return the papers of a place; of those whose print is remembered only the ones that are wanted."""
    papers = papers_of(actor, kind, division_code)
    return chosen_papers(papers, designs_of(division_code), only) if kind in REPRINTED_KINDS else papers


def print_division_now(
    *, actor: User, kind: PaperKind, division_code: str, stock: Stock, only: Only = Only.ALL
) -> Printed:
    """Return the papers of a village as PDF."""
    require(actor, Right.PRINT)
    require_place(actor, division_code)
    papers = wanted_papers(actor, kind, division_code, only)
    return _printed(actor, kind, papers, stock, path_label(division_code), division_code)


def write_boxes(
    *,
    actor: User,
    kind: PaperKind,
    box_ids: Sequence[int],
    stock: Stock,
    target: Path,
    progress: Callable[[int], object] | None = None,
) -> Rendered:
    """Write a paper of each of many boxes into one file, in bounded memory."""
    require(actor, Right.PRINT)
    papers = box_papers(actor, kind, box_ids)
    run = _Run(PAPER_LABELS[kind], lambda done: f"{done.papers} 盒，{done.pages} 页", actor.division_code)
    return _written(actor, kind, papers, run, stock=stock, target=target, progress=progress)


def write_households(
    *,
    actor: User,
    kind: PaperKind,
    household_ids: Sequence[int],
    stock: Stock,
    target: Path,
    progress: Callable[[int], object] | None = None,
) -> Rendered:
    """Write the papers of many households' pouches into one file, in bounded memory."""
    require(actor, Right.PRINT)
    papers, named = queries.papers_of_many(actor, kind, household_ids), f"名单中的 {len(household_ids)} 户"
    run = _Run(PAPER_LABELS[kind], lambda done: f"{named}，{done.papers} 份 {done.pages} 页", actor.division_code)
    return _written(actor, kind, papers, run, stock=stock, target=target, progress=progress)


def write_division(
    *,
    actor: User,
    kind: PaperKind,
    division_code: str,
    stock: Stock,
    target: Path,
    only: Only = Only.ALL,
    progress: Callable[[int], object] | None = None,
) -> Rendered:
    """Write the papers of a division of any size into one file, in bounded memory."""
    require(actor, Right.PRINT)
    require_place(actor, division_code)
    papers, place = wanted_papers(actor, kind, division_code, only), path_label(division_code)
    title = f"{place} {PAPER_LABELS[kind]}"
    run = _Run(title, lambda done: f"{place}，{done.papers} 份 {done.pages} 页", division_code)
    return _written(actor, kind, papers, run, stock=stock, target=target, progress=progress)


@dataclass(frozen=True)
class _Run:
    """A long print: its title, what the record tells of it when it is done, and whose designs and record it is."""

    title: str
    told: Callable[[Rendered], str]
    division_code: str


def _written(
    actor: User,
    kind: PaperKind,
    papers: Iterable[Paper],
    run: _Run,
    *,
    stock: Stock,
    target: Path,
    progress: Callable[[int], object] | None,
) -> Rendered:
    notes = PrintNotes()
    done = render_many(
        notes.watching(papers),
        target,
        document(run.title, actor),
        stock=stock,
        fonts=fonts(),
        designs=designs_of(run.division_code),
        progress=progress,
    )
    with transaction.atomic():
        what = run.told(done)
        note(actor=actor, kind=kind, what=what, division_code=run.division_code, done=done, notes=notes)
    return done


def preview_division(
    *, actor: User, kind: PaperKind, division_code: str, stock: Stock, only: Only = Only.ALL, skip: int = 0
) -> Preview:
    """Return pictures of a few sheets of what would be printed; nothing is noted as printed."""
    require(actor, Right.PRINT)
    require_place(actor, division_code)
    papers = wanted_papers(actor, kind, division_code, only)
    return preview(papers, document("预览", actor), stock, fonts(), designs_of(division_code), skip)


def preview_design(design: Design) -> Preview:
    """Return a picture of invented papers in a design that is not saved yet; raises what ``checked`` raises."""
    looks = designs_with(checked(design))
    stock = _stock_for(design)
    made_on = Document(title="样式预览", author="", made_on=clock.today())
    return preview(
        SAMPLES[design.paper][: stock.label_sheet.places if isinstance(design.stock, LabelStock) else None],
        made_on,
        stock,
        fonts(),
        looks,
    )


def _stock_for(design: Design) -> Stock:
    match design.stock:
        case LabelStock():
            return Stock(labels=design.stock)
        case SpineStock():
            return Stock(spines=design.stock)
        case CardStock():
            return Stock(cards=design.stock)
    return Stock()
