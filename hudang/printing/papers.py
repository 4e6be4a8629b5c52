"""The printed papers as plain data: what stands on each, and nothing of how it looks (archive.md §6, §7).

Dates, page spans and numbers that offices write in their own way are strings, printed as given; an empty
string leaves its place blank. ``qr_url`` is the address that the QR code carries; empty means no code.
``about`` is the pouch, box, file or place that a paper is about, for the record of what was printed; it does not stand
on it. None of them but a filled form has a field for an identity number, an illness or a disability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hudang.printing.cards import CabinetCard, Card, Cover, Divider, FileCover, OutCard, Stamp, TrainingCertificate
from hudang.printing.form_sheets import FormSheet
from hudang.printing.registers import Register
from hudang.printing.vocabulary import SPINE_WIDTHS, UNIT_BOX, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PouchLabel:
    """袋面标签, for the face of one pouch."""

    fonds_name: str
    county: str
    township: str
    village: str
    reference_code: str
    pouch_number: str
    head_name: str
    household_size: int | None
    beneficiary_count: int | None
    category: str
    certificate_number: str
    opened_on: str
    stopped_on: str
    retention: str
    item_count: int
    page_count: int
    opened_by: str
    custodian: str
    qr_url: str
    box_label: str = ""
    location: str = ""
    # the colour of the class in words, and the ink of the label's edge; "" for none
    colour: str = ""
    stripe: str = ""
    scheme_class: str = ""
    medium: str = ""
    access: str = ""
    about: int = 0

    paper: ClassVar = PaperKind.POUCH_LABEL


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One line of a 卷内文件目录; ``form`` is 原件 or 复印件, ``digital`` says whether or how many images exist."""

    number: str
    document_number: str
    creator: str
    title: str
    date: str
    pages: str
    material_code: str
    form: str
    digital: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """卷内文件目录 of one pouch (columns after GB/T 9705 and GB/T 11822)."""

    fonds_name: str
    township: str
    village: str
    reference_code: str
    head_name: str
    qr_url: str
    rows: tuple[ItemRow, ...]
    about: int = 0

    paper: ClassVar = PaperKind.ITEM_LIST


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSheet:
    """备考表 of a pouch or a box (fields after DA/T 22).

    ``unit`` is 本袋 or 本盒; ``subject`` says whose it is (户主 or 村); ``remarks`` are the known facts on
    missing, corrected, added, removed or destroyed papers, a paragraph each.
    """

    fonds_name: str
    unit: str
    reference_code: str
    subject: str
    contents: str
    remarks: tuple[str, ...]
    arranged_by: str
    arranged_on: str
    checked_by: str
    checked_on: str
    qr_url: str
    keeper: str = ""
    approved_by: str = ""
    # a file's sheet: that of a closed file no longer grows
    closed: bool = False
    about: int = 0

    @property
    def paper(self) -> PaperKind:
        """A pouch's sheet or a box's."""
        return PaperKind.BOX_NOTE_SHEET if self.unit == UNIT_BOX else PaperKind.FILE_NOTE_SHEET


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSpine:
    """盒脊标签 (required fields after DA/T 22, with the township's and village's names in large characters)."""

    fonds_code: str
    year: str
    retention: str
    township: str
    village: str
    first_pouch: str
    last_pouch: str
    box_number: str
    width_mm: int
    qr_url: str
    # the ink of the band at its foot, "" for none
    stripe: str = ""
    fonds_name: str = ""
    location: str = ""
    pouches: str = ""
    about: int = 0

    paper: ClassVar = PaperKind.BOX_SPINE

    @property
    def span(self) -> str:
        """From which pouch to which."""
        return f"{self.first_pouch} 至 {self.last_pouch}" if self.first_pouch else "暂无对象"

    def __post_init__(self) -> None:
        """A spine is as wide as its box is thick."""
        if self.width_mm not in SPINE_WIDTHS:
            raise ValueError(f"spine width {self.width_mm} mm, not one of {SPINE_WIDTHS}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxFace:
    """盒面标签, for the front of one box: whose it is and which in large type, what is in it below."""

    fonds_name: str
    fonds_code: str
    county: str
    township: str
    village: str
    box_number: str
    year: str
    retention: str
    span: str
    pouches: str
    item_count: int
    page_count: int
    location: str
    keeper: str
    arranged_by: str
    qr_url: str
    stripe: str = ""
    about: int = 0

    paper: ClassVar = PaperKind.BOX_FACE


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRow:
    """One pouch in a 村盒目录; counts that must not be shown are None."""

    number: str
    pouch_number: str
    head_name: str
    household_size: int | None
    beneficiary_count: int | None
    category: str
    opened_on: str
    item_count: int | None
    page_count: int | None
    state: str
    note: str
    household_code: str = ""
    certificate_number: str = ""
    retention: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxList:
    """村盒目录 of one box; the totals are counted from the rows."""

    fonds_name: str
    fonds_code: str
    county: str
    township: str
    village: str
    box_number: str
    year: str
    retention: str
    location: str
    qr_url: str
    rows: tuple[BoxRow, ...]
    about: int = 0

    paper: ClassVar = PaperKind.BOX_LIST

    def totals(self) -> dict[str, str]:
        """Return the sums of the counted columns, hidden counts left out, as printed."""
        columns = ("household_size", "beneficiary_count", "item_count", "page_count")
        return {name: str(sum(getattr(row, name) or 0 for row in self.rows)) for name in columns}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file in a 案卷目录; ``title`` names nobody where the file shows its code only."""

    number: str
    reference_code: str
    title: str
    span: str
    item_count: int
    page_count: int
    retention: str
    place: str
    note: str
    household_code: str = ""
    category: str = ""
    opened_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileList:
    """案卷目录 of one village (archive.md §7)."""

    fonds_name: str
    fonds_code: str
    place: str
    rows: tuple[FileRow, ...]
    about: int = 0

    paper: ClassVar = PaperKind.FILE_LIST


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """One household that lacks papers; ``missing`` names them, code first."""

    number: str
    pouch_number: str
    head_name: str
    missing: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingList:
    """缺件清单 of one village on one day."""

    fonds_name: str
    county: str
    township: str
    village: str
    as_of: str
    household_count: int
    rows: tuple[MissingRow, ...]


# what the templates draw; lists, cards and covers become that first, as the county designed them
Drawn = (
    PouchLabel
    | NoteSheet
    | BoxSpine
    | BoxFace
    | MissingList
    | Register
    | Card
    | Cover
    | Stamp
    | TrainingCertificate
    | FormSheet
)
Paper = Drawn | ItemList | BoxList | FileList | OutCard | CabinetCard | Divider | FileCover
# what is remembered when it is printed, so that it can be printed again when it has changed
Tracked = PouchLabel | ItemList | NoteSheet | BoxSpine | BoxFace | BoxList | FileList | FileCover | CabinetCard
