"""How papers come onto sheets: labels and spines side by side, every list on sheets of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from itertools import chain, groupby, islice
from typing import Any

from hudang.printing.cards import (
    CabinetCard,
    Card,
    Cover,
    Divider,
    FileCover,
    OutCard,
    Stamp,
    TrainingCertificate,
    drawn_card,
    drawn_cover,
)
from hudang.printing.designs import USUAL_DESIGNS, Designs
from hudang.printing.form_sheets import FormSheet, drawn_picture
from hudang.printing.lists import box_register, file_register, item_register
from hudang.printing.papers import (
    BoxFace,
    BoxList,
    BoxSpine,
    Drawn,
    FileList,
    ItemList,
    MissingList,
    NoteSheet,
    Paper,
    PouchLabel,
)
from hudang.printing.qr import qr_svg
from hudang.printing.registers import Column, Fact, Register, row_height
from hudang.printing.stocks import CARDS_A_SHEET, LABEL_SHEETS, STAMPS_A_SHEET, LabelSheet
from hudang.printing.vocabulary import SPINE_GAP, SPINE_SHEET_WIDTH, CardStock, LabelStock, PaperKind, SpineStock

# the function of the templates that draws each
_TEMPLATES: dict[type[Drawn], str] = {
    PouchLabel: "pouch-labels",
    BoxFace: "box-faces",
    BoxSpine: "box-spines",
    NoteSheet: "note-sheet",
    MissingList: "missing-list",
    Register: "register",
    Card: "cards",
    Cover: "cover",
    Stamp: "stamps",
    TrainingCertificate: "certificate",
    FormSheet: "form",
}


@dataclass(frozen=True, slots=True)
class Stock:
    """What is in the printer."""

    labels: LabelStock = LabelStock.A4_QUARTERS
    spines: SpineStock = SpineStock.A4
    cards: CardStock = CardStock.A5
    # the place of the first label on its sheet, from 1: those before it have been used
    start: int = 1
    # where the printer draws beside the mark, in mm; the print is moved the other way by so much
    right_mm: float = 0.0
    down_mm: float = 0.0

    @property
    def label_sheet(self) -> LabelSheet:
        """Where the labels lie."""
        return LABEL_SHEETS[self.labels]

    @property
    def skipped(self) -> int:
        """How many places of the first sheet stay free."""
        return max(0, min(self.start, self.label_sheet.places) - 1)


OFFICE_STOCK = Stock()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Papers of one kind that share a sheet, or one list of as many pages as it needs."""

    papers: tuple[Drawn, ...]
    bookmark: str = ""
    skipped: int = 0

    @property
    def lines(self) -> int:
        """How much there is to set, counted in lines of a list; every other paper is worth three."""
        return sum(3 + len(getattr(paper, "rows", ())) for paper in self.papers)

    def data(self) -> dict[str, Any]:
        """Return the sheet as the templates read it."""
        return {
            "template": _TEMPLATES[type(self.papers[0])],
            "bookmark": self.bookmark,
            "skipped": self.skipped,
            "papers": [_paper_data(paper) for paper in self.papers],
        }


def sheets_of(papers: Iterable[Paper], stock: Stock, designs: Designs = USUAL_DESIGNS) -> Iterator[Sheet]:
    """Yield the sheets in the order of the papers; takes no more papers than the sheet at hand needs.

    Lists and cards are drawn as ``designs`` say.

    A village's labels and a township's spines begin a new sheet, so that each finds its own pile.
    """
    skipped = stock.skipped
    drawn = (_drawn(paper, designs) for paper in papers)
    for bookmark, run in groupby(drawn, _bookmark):
        for number, group in enumerate(_groups(run, stock, skipped)):
            labels = isinstance(group[0], PouchLabel | BoxFace)
            yield Sheet(group, "" if number else bookmark, skipped if labels else 0)
            skipped = 0 if labels else skipped


def batches(sheets: Iterable[Sheet], lines: int) -> Iterator[list[Sheet]]:
    """Yield the sheets in groups of about ``lines`` lines, so that memory stays bounded however many come."""
    batch: list[Sheet] = []
    filled = 0
    for sheet in sheets:
        batch.append(sheet)
        filled += sheet.lines
        if filled >= lines:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch


def _groups(run: Iterator[Drawn], stock: Stock, skipped: int) -> Iterator[tuple[Drawn, ...]]:
    """Yield the papers of one kind and place as they share sheets."""
    first = next(run)
    papers = chain([first], run)
    if isinstance(first, BoxSpine):
        return _by_width(papers, SPINE_SHEET_WIDTH[stock.spines])
    if isinstance(first, PouchLabel | BoxFace):
        return _by_number(papers, stock.label_sheet.places, skipped)
    if isinstance(first, Card):
        return _by_number(papers, CARDS_A_SHEET[stock.cards])
    return _by_number(papers, STAMPS_A_SHEET if isinstance(first, Stamp) else 1)


def _by_number(run: Iterator[Drawn], number: int, skipped: int = 0) -> Iterator[tuple[Drawn, ...]]:
    if skipped and (group := tuple(islice(run, number - skipped))):
        yield group
    while group := tuple(islice(run, number)):
        yield group


def _by_width(run: Iterator[Any], width: int) -> Iterator[tuple[Drawn, ...]]:
    group: list[BoxSpine] = []
    for spine in run:
        if group and sum(each.width_mm + SPINE_GAP for each in group) + spine.width_mm > width:
            yield tuple(group)
            group = []
        group.append(spine)
    if group:
        yield tuple(group)


def _bookmark(paper: Drawn) -> str:
    """Return the line under which a paper is found in the PDF's table of contents."""
    match paper:
        case PouchLabel():
            return f"袋面标签　{paper.township}{paper.village}"
        case BoxSpine():
            return f"盒脊标签　{paper.township}"
        case BoxFace():
            return f"盒面标签　{paper.township}"
        case Register() | Card() | Cover() | FormSheet():
            return paper.bookmark
        case Stamp():
            return "归档章"
        case TrainingCertificate():
            return f"证书　{paper.number}"
        case NoteSheet():
            return f"备考表　{paper.reference_code}"
        case MissingList():
            return f"缺件清单　{paper.township}{paper.village}"


def _drawn(paper: Paper, designs: Designs) -> Drawn:
    """Return a paper as it is drawn: lists are registers; cards and covers are lines, each in its design."""
    match paper:
        case ItemList():
            return item_register(paper, designs.of(PaperKind.ITEM_LIST))
        case BoxList():
            return box_register(paper, designs.of(PaperKind.BOX_LIST))
        case FileList():
            return file_register(paper, designs.of(PaperKind.FILE_LIST))
        case OutCard() | CabinetCard() | Divider():
            return drawn_card(paper, designs.of(paper.paper))
        case FileCover():
            return drawn_cover(paper, designs.of(PaperKind.FILE_COVER))
    return paper


def _paper_data(paper: Any) -> dict[str, Any]:
    """Return a paper's fields, rows included, with the QR code drawn."""
    data = _plain_fields(paper)
    data["qr"] = qr_svg(data.pop("qr_url", ""))
    if isinstance(paper, Register):
        data["heights"] = [row_height(paper.columns, row) for row in paper.rows]
    return data


def _plain_fields(thing: Any) -> dict[str, Any]:
    data = {each.name: _plain(getattr(thing, each.name)) for each in fields(thing)}
    if "picture" in data:
        data["picture"] = drawn_picture(data["picture"])
    return data


def _plain(value: Any) -> Any:
    """Return a value as the templates want it: text, a number of mm, or lists of them; what is absent is ""."""
    if isinstance(value, str | float | bool):
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Column | Fact):
        return {each.name: _length(getattr(value, each.name)) for each in fields(value)}
    if is_dataclass(value):
        return _plain_fields(value)
    return "" if value is None else str(value)


def _length(value: str | float) -> str | float:
    return value if isinstance(value, str) else float(value)
