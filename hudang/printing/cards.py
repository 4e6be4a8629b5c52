"""Cards, covers, stamps and certificates as plain data (archive.md §7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hudang.printing.card_fields import CoverField, CoverStock
from hudang.printing.designs import Design
from hudang.printing.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card as large as A5 lying: 代卷卡, 指引卡, 柜卡, 分隔卡. ``stripe`` is the ink of its edge, "" for none.

    ``lines`` are names with their values; an empty value leaves room to write. ``lead`` is written large.
    """

    title: str
    bookmark: str
    fonds_name: str
    lead: str
    lines: tuple[tuple[str, str], ...]
    stripe: str = ""
    qr_url: str = ""
    face: str = "kai"
    # a safe SVG beside the title, "" for none
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutCard:
    """代卷卡 or 指引卡, as ``kind`` says: what left its box, where it went, who took it out; "" is written by hand."""

    kind: str
    fonds_name: str
    reference_code: str = ""
    subject: str = ""
    destination: str = ""
    placed_on: str = ""
    due_on: str = ""
    handler: str = ""
    box: str = ""
    qr_url: str = ""
    returned: str = ""
    purpose: str = ""
    approved_by: str = ""
    lead: str = ""
    stripe: str = ""

    paper: ClassVar = PaperKind.OUT_CARD

    @property
    def bookmark(self) -> str:
        """Cards that left their boxes lie together, sort by sort."""
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetCard:
    """柜卡 of a township, which ``lead`` names: its villages and boxes, and where they stand."""

    fonds_name: str
    lead: str
    places: str
    span: str
    villages: str
    boxes: str
    number: str = ""
    keeper: str = ""
    checked_on: str = ""
    stripe: str = ""
    qr_url: str = ""
    about: int = 0

    paper: ClassVar = PaperKind.CABINET_CARD
    kind: ClassVar = "柜卡"

    @property
    def bookmark(self) -> str:
        """One card for each township."""
        return f"{self.kind}　{self.lead}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """分隔卡 before the pouches of one class, which ``lead`` names, in a box; its edge bears the ink of the class."""

    fonds_name: str
    lead: str
    place: str
    box_number: str
    pouches: str
    note: str = ""
    stripe: str = ""
    qr_url: str = ""

    paper: ClassVar = PaperKind.DIVIDERS
    kind: ClassVar = "分隔卡"

    @property
    def bookmark(self) -> str:
        """A village's cards lie together."""
        return f"{self.kind}　{self.place}"


def drawn_card(paper: OutCard | CabinetCard | Divider, design: Design) -> Card:
    """Return the card as the county wants it; without a title of its own it bears its kind's name."""
    return Card(
        title=design.title or paper.kind,
        bookmark=paper.bookmark,
        fonds_name=paper.fonds_name,
        lead=paper.lead,
        lines=tuple((design.names[each], getattr(paper, each)) for each in design.fields),
        stripe=paper.stripe,
        qr_url=paper.qr_url if design.show_code else "",
        face=design.face.value,
        logo=design.logo,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCover:
    """案卷封面 (hard cover): fonds, class, title, time, retention, items and pages, filing number, reference code."""

    fonds_name: str
    series_name: str
    title: str
    span: str
    retention: str
    item_count: int
    page_count: int
    filing_number: str
    reference_code: str
    former: str
    qr_url: str
    category: str = ""
    place: str = ""
    household_code: str = ""
    certificate_number: str = ""
    opened_on: str = ""
    ended_on: str = ""
    # that of a closed file no longer grows
    closed: bool = False
    about: int = 0

    paper: ClassVar = PaperKind.FILE_COVER

    @property
    def contents(self) -> str:
        """How much is in it, in words."""
        return f"{self.item_count} 件　{self.page_count} 页"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A file's cover as it is drawn: ``head`` over the title, then lines; ``hard`` is larger than A4."""

    bookmark: str
    fonds_name: str
    head: str
    title: str
    lines: tuple[tuple[str, str], ...]
    face: str
    logo: str
    hard: bool
    qr_url: str


def drawn_cover(paper: FileCover, design: Design) -> Cover:
    """Return the cover as the county wants it; a line for the file before only where there is one."""
    shown = (each for each in design.fields if paper.former or each != CoverField.FORMER)
    return Cover(
        bookmark=f"案卷封面　{paper.reference_code}",
        fonds_name=paper.fonds_name,
        head=design.title or paper.series_name,
        title=paper.title,
        lines=tuple((design.names[each], getattr(paper, each)) for each in shown),
        face=design.face.value,
        logo=design.logo,
        hard=design.stock == CoverStock.HARD,
        qr_url=paper.qr_url if design.show_code else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """归档章: 45×16 mm, six cells; what is empty is filled by hand."""

    fonds_code: str = ""
    year: str = ""
    item_number: str = ""
    office: str = ""
    retention: str = ""
    page_count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCertificate:
    """培训合格证书, A4 lying: who learnt what, with which result; the QR code leads to its proof."""

    number: str
    name: str
    words: str
    facts: tuple[tuple[str, str], ...]
    issuer: str
    issued_on: str
    proof: str
    qr_url: str


# A, B and C as offices colour them (archive.md §3); a class of the scheme in force has the colour given there
STRIPES = {"A": "#c0392b", "B": "#d68910", "C": "#1e8449"}
