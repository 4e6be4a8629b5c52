"""Papers as pictures for the page, at true size; and invented papers to try designs on."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from PIL import Image

from hudang.printing.cards import CabinetCard, Divider, FileCover, OutCard
from hudang.printing.designs import USUAL_DESIGNS, Designs
from hudang.printing.fonts import FontSet
from hudang.printing.form_sheets import FormSheet
from hudang.printing.papers import (
    BoxFace,
    BoxList,
    BoxRow,
    BoxSpine,
    FileList,
    FileRow,
    ItemList,
    ItemRow,
    NoteSheet,
    Paper,
    PouchLabel,
)
from hudang.printing.sheets import OFFICE_STOCK, Stock, sheets_of
from hudang.printing.typesetting import Document, Typesetter, prepare
from hudang.printing.vocabulary import INKS, UNIT_POUCH, PaperKind

# browsers draw 96 px to the inch of true size; half as many again keep small type clear
_CSS_DOTS, _DOTS = 96, 144
MOST_SHEETS = 3
_MOST_PAGES = 6

SAMPLE_LABEL = PouchLabel(
    fonds_name="示例县民政局",
    county="示例县",
    township="东河镇",
    village="样板村",
    reference_code="J000-ZY·DB·SP·2026·D5·A01-0001",
    pouch_number="0000000000010001",
    head_name="示例户",
    household_size=3,
    beneficiary_count=2,
    category="农村低保",
    certificate_number="示0001",
    opened_on="2026-03-15",
    stopped_on="",
    retention="停保后5年",
    item_count=12,
    page_count=25,
    opened_by="经办人",
    custodian="示例县民政局",
    qr_url="http://127.0.0.1/q/p0/",
    box_label="01",
    location="K1-A-02-3-4-L-05",
    scheme_class="SP1 在保",
    medium="纸质和电子",
    access="内部",
)


def _sample_spine(number: int, width: int) -> BoxSpine:
    return BoxSpine(
        fonds_code="J000",
        fonds_name="示例县民政局",
        year="2026",
        retention="停保后5年",
        township="东河镇",
        village="样板村",
        first_pouch="2026-0001",
        last_pouch="2026-0023",
        box_number=f"{number:02}",
        width_mm=width,
        qr_url="http://127.0.0.1/q/b0/",
        location="K1-A-02-3-4-L-05",
        pouches="23 袋",
    )


def _sample_row(number: int) -> BoxRow:
    return BoxRow(
        number=str(number),
        pouch_number=f"J000-ZY·DB·SP·2026·D5·A01-{number:04}",
        head_name=f"示例户{number}",
        household_size=3,
        beneficiary_count=2,
        category="农村低保",
        opened_on="2026-03-15",
        item_count=12,
        page_count=25,
        state="在用",
        note="",
        household_code=f"000000000001{number:04}",
        certificate_number=f"示{number:04}",
        retention="停保后5年",
    )


_SAMPLE_LIST = BoxList(
    fonds_name="示例县民政局",
    fonds_code="J000",
    county="示例县",
    township="东河镇",
    village="样板村",
    box_number="01",
    year="2026",
    retention="停保后5年",
    location="K1-A-02-3-4-L-05",
    qr_url="http://127.0.0.1/q/b0/",
    rows=tuple(_sample_row(number) for number in range(1, 13)),
)
_SAMPLE_FACE = BoxFace(
    fonds_name="示例县民政局",
    fonds_code="J000",
    county="示例县",
    township="东河镇",
    village="样板村",
    box_number="01",
    year="2026",
    retention="停保后5年",
    span="2026-0001 至 2026-0023",
    pouches="23 袋",
    item_count=276,
    page_count=575,
    location="K1-A-02-3-4-L-05",
    keeper="保管人",
    arranged_by="经办人",
    qr_url="http://127.0.0.1/q/b0/",
)
_SAMPLE_ITEMS = ItemList(
    fonds_name="示例县民政局",
    township="东河镇",
    village="样板村",
    reference_code=SAMPLE_LABEL.reference_code,
    head_name="示例户",
    qr_url=SAMPLE_LABEL.qr_url,
    rows=tuple(
        ItemRow(
            number=str(number),
            document_number="",
            creator="示例户",
            title=f"示例户家庭最低生活保障{title}",
            date="20260315",
            pages=str(number),
            material_code=code,
            form="原件",
            digital="有",
            note="",
        )
        for number, (code, title) in enumerate(
            (("M01", "申请书"), ("M02", "诚信承诺与核对授权书"), ("M10", "户口簿复印件"), ("M33", "入户调查表")),
            start=1,
        )
    ),
)
_SAMPLE_FILES = FileList(
    fonds_name="示例县民政局",
    fonds_code="J000",
    place="示例县 · 东河镇 · 样板村",
    rows=tuple(
        FileRow(
            number=str(number),
            reference_code=f"J000-ZY·DB·SP·2026·D5·A01-{number:04}",
            title=f"示例户{number}家庭最低生活保障档案",
            span="2026-03-15—2026-09-30",
            item_count=12,
            page_count=25,
            retention="停保后5年",
            place="K1-A-02-3-4-L-05",
            note="",
            household_code=f"000000000001{number:04}",
            category="农村低保",
            opened_on="2026-03-15",
        )
        for number in range(1, 9)
    ),
)
_SAMPLE_CARD = OutCard(
    kind="代卷卡",
    fonds_name="示例县民政局",
    reference_code=SAMPLE_LABEL.reference_code,
    subject="示例户家庭最低生活保障档案",
    destination="示例县审计局　经办人",
    placed_on="2026-03-15",
    due_on="2026-03-29",
    handler="保管人",
    box="样板村 01 号盒",
    qr_url=SAMPLE_LABEL.qr_url,
)
_SAMPLE_NOTE = NoteSheet(
    fonds_name="示例县民政局",
    unit=UNIT_POUCH,
    reference_code=SAMPLE_LABEL.reference_code,
    subject="示例户",
    contents="本袋共 12 件 25 页。",
    remarks=("2026-09-30 补充：补充第 12 件：示例户家庭最低生活保障入户调查表（经办人）",),
    arranged_by="经办人",
    arranged_on="2026-09-30",
    checked_by="",
    checked_on="",
    qr_url=SAMPLE_LABEL.qr_url,
)
_SAMPLE_COVER = FileCover(
    fonds_name="示例县民政局",
    series_name="审批类",
    title="示例户家庭最低生活保障档案",
    span="2026-03-15—2026-09-30",
    retention="停保后5年",
    item_count=12,
    page_count=25,
    filing_number="2026-0001",
    reference_code=SAMPLE_LABEL.reference_code,
    former="J000-ZY·DB·SP·2021·D5·A01-0004",
    qr_url=SAMPLE_LABEL.qr_url,
    category="农村低保",
    place="东河镇样板村",
    household_code="0000000000010001",
    certificate_number="示0001",
    opened_on="2026-03-15",
)
_SAMPLE_CABINET = CabinetCard(
    fonds_name="示例县民政局",
    lead="东河镇",
    places="K1-A-01-1-1-L-01 至 K1-A-02-3-4-L-05",
    span="样板村 01 至 河口村 02",
    villages="样板村、新建村、前进村、河口村",
    boxes="9 盒",
    keeper="保管人",
)
_SAMPLE_DIVIDER = Divider(
    fonds_name="示例县民政局",
    lead="A类",
    place="示例县 · 东河镇 · 样板村",
    box_number="01",
    pouches="12 袋",
    stripe=INKS["红"],
)
SAMPLES: dict[PaperKind, tuple[Paper, ...]] = {
    PaperKind.POUCH_LABEL: (SAMPLE_LABEL, SAMPLE_LABEL),
    PaperKind.BOX_SPINE: tuple(_sample_spine(number, width) for number, width in enumerate((50, 40, 30, 20), start=1)),
    PaperKind.BOX_FACE: (_SAMPLE_FACE, _SAMPLE_FACE),
    PaperKind.BOX_LIST: (_SAMPLE_LIST,),
    PaperKind.ITEM_LIST: (_SAMPLE_ITEMS,),
    PaperKind.FILE_LIST: (_SAMPLE_FILES,),
    PaperKind.OUT_CARD: (_SAMPLE_CARD,),
    PaperKind.FILE_NOTE_SHEET: (_SAMPLE_NOTE,),
    PaperKind.FILE_COVER: (_SAMPLE_COVER,),
    PaperKind.CABINET_CARD: (_SAMPLE_CABINET,),
    PaperKind.DIVIDERS: (_SAMPLE_DIVIDER,),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: a PNG, and the width and height in CSS pixels that show it at true size."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The first pages of a print; ``more`` says that others follow; ``undrawn`` as in ``Rendered``."""

    pictures: tuple[Picture, ...]
    more: bool
    undrawn: dict[str, str]


def preview(
    papers: Iterable[Paper],
    document: Document,
    stock: Stock,
    fonts: FontSet,
    designs: Designs = USUAL_DESIGNS,
    skip: int = 0,
) -> Preview:
    """Return pictures of a few sheets from the sheet ``skip`` on; none when there is nothing to print."""
    sheets = list(islice(sheets_of(papers, stock, designs), skip, skip + MOST_SHEETS + 1))
    if not sheets:
        return Preview((), more=False, undrawn={})
    prepared = prepare(sheets[:MOST_SHEETS], fonts.coverage)
    pages = Typesetter(document, stock, fonts, designs).pictures(prepared, _DOTS)
    more = len(sheets) > MOST_SHEETS or len(pages) > _MOST_PAGES
    return Preview(tuple(_picture(page) for page in pages[:_MOST_PAGES]), more, prepared.undrawn)


def _picture(content: bytes) -> Picture:
    """Return a PNG with its true size, read from its header."""
    width, height = struct.unpack(">II", content[16:24])
    return Picture(content, round(width * _CSS_DOTS / _DOTS), round(height * _CSS_DOTS / _DOTS))


def whole_picture(sheet: FormSheet, document: Document, fonts: FontSet) -> bytes:
    """Return all pages of one form as a single PNG, one below the other, for a notice board on a screen."""
    prepared = prepare([*sheets_of([sheet], OFFICE_STOCK)], fonts.coverage)
    pages = Typesetter(document, OFFICE_STOCK, fonts).pictures(prepared, _DOTS)
    return pages[0] if len(pages) == 1 else _stacked(pages)


def _stacked(pages: Sequence[bytes]) -> bytes:
    drawn = [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]
    whole = Image.new("RGB", (max(page.width for page in drawn), sum(page.height for page in drawn)), "white")
    top = 0
    for page in drawn:
        whole.paste(page, (0, top))
        top += page.height
    kept = io.BytesIO()
    whole.save(kept, "PNG", optimize=True)
    return kept.getvalue()
