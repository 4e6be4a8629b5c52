"""Cards, covers, stamps and certificates as plain data (archive.md §7)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card of A5 lying: 代卷卡, 指引卡, 柜卡, 分隔卡. ``stripe`` names the colour of its edge, "" for none.

    ``lines`` are names with their values; an empty value leaves room to write. ``lead`` is written large.
    """

    title: str
    bookmark: str
    fonds_name: str
    lead: str
    lines: tuple[tuple[str, str], ...]
    stripe: str = ""
    qr_url: str = ""


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
