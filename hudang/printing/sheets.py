"""How papers come onto sheets: labels and spines side by side, every list on sheets of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import chain, groupby, islice
from typing import Any

from hudang.printing.papers import BoxList, BoxSpine, ItemList, MissingList, NoteSheet, Paper, PouchLabel
from hudang.printing.qr import qr_svg
from hudang.printing.vocabulary import LABELS_A_SHEET, SPINE_GAP, SPINE_SHEET_WIDTH, LabelStock, SpineStock

# the function of the templates that draws each
_TEMPLATES: dict[type[Paper], str] = {
    PouchLabel: "pouch-labels",
    BoxSpine: "box-spines",
    ItemList: "item-list",
    NoteSheet: "note-sheet",
    BoxList: "box-list",
    MissingList: "missing-list",
}


@dataclass(frozen=True, slots=True)
class Stock:
    """What is in the printer."""

    labels: LabelStock = LabelStock.A4_QUARTERS
    spines: SpineStock = SpineStock.A4


OFFICE_STOCK = Stock()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Papers of one kind that share a sheet, or one list of as many pages as it needs."""

    papers: tuple[Paper, ...]
    bookmark: str = ""

    @property
    def lines(self) -> int:
        """How much there is to set, counted in lines of a list; every other paper is worth three."""
        return sum(3 + len(getattr(paper, "rows", ())) for paper in self.papers)

    def data(self) -> dict[str, Any]:
        """Return the sheet as the templates read it."""
        return {
            "template": _TEMPLATES[type(self.papers[0])],
            "bookmark": self.bookmark,
            "papers": [_paper_data(paper) for paper in self.papers],
        }


def sheets_of(papers: Iterable[Paper], stock: Stock) -> Iterator[Sheet]:
    """Yield the sheets in the order of the papers; takes no more papers than the sheet at hand needs.

    A village's labels and a township's spines begin a new sheet, so that each finds its own pile.
    """
    for bookmark, run in groupby(papers, _bookmark):
        for number, group in enumerate(_groups(run, stock)):
            yield Sheet(group, "" if number else bookmark)


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


def _groups(run: Iterator[Paper], stock: Stock) -> Iterator[tuple[Paper, ...]]:
    """Yield the papers of one kind and place as they share sheets."""
    first = next(run)
    papers = chain([first], run)
    if isinstance(first, BoxSpine):
        return _by_width(papers, SPINE_SHEET_WIDTH[stock.spines])
    return _by_number(papers, LABELS_A_SHEET[stock.labels] if isinstance(first, PouchLabel) else 1)


def _by_number(run: Iterator[Paper], number: int) -> Iterator[tuple[Paper, ...]]:
    while group := tuple(islice(run, number)):
        yield group


def _by_width(run: Iterator[Any], width: int) -> Iterator[tuple[Paper, ...]]:
    group: list[BoxSpine] = []
    for spine in run:
        if group and sum(each.width_mm + SPINE_GAP for each in group) + spine.width_mm > width:
            yield tuple(group)
            group = []
        group.append(spine)
    if group:
        yield tuple(group)


def _bookmark(paper: Paper) -> str:
    """Return the line under which a paper is found in the PDF's table of contents."""
    match paper:
        case PouchLabel():
            return f"袋面标签　{paper.township}{paper.village}"
        case BoxSpine():
            return f"盒脊标签　{paper.township}"
        case ItemList():
            return f"卷内文件目录　{paper.reference_code}　{paper.head_name}"
        case NoteSheet():
            return f"备考表　{paper.reference_code}"
        case BoxList():
            return f"村盒目录　{paper.township}{paper.village}　第{paper.box_number}盒"
        case MissingList():
            return f"缺件清单　{paper.township}{paper.village}"


def _paper_data(paper: Any) -> dict[str, Any]:
    """Return a paper's fields, rows included, with the QR code drawn."""
    data = _plain_fields(paper)
    data["qr"] = qr_svg(data.pop("qr_url", ""))
    if isinstance(paper, BoxList):
        data["totals"] = paper.totals()
    return data


def _plain_fields(thing: Any) -> dict[str, Any]:
    return {each.name: _plain(getattr(thing, each.name)) for each in fields(thing)}


def _plain(value: Any) -> Any:
    """Return a value as the templates want it: text, or a list of texts or of rows; what is absent is ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [each if isinstance(each, str) else _plain_fields(each) for each in value]
    return "" if value is None else str(value)
