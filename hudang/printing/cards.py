"""Cards, covers, stamps and certificates as plain data (archive.md §7)."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.printing.designs import Design
from hudang.printing.vocabulary import CARD_FIELD_LABELS, CardField


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


def out_card(paper: OutCard, design: Design) -> Card:
    """Return the card as the county wants it; without a title of its own it bears its kind's name."""
    return Card(
        title=design.title or paper.kind,
        bookmark=paper.kind,
        fonds_name=paper.fonds_name,
        lead="",
        lines=tuple((CARD_FIELD_LABELS[CardField(each)], getattr(paper, each)) for each in design.fields),
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
