"""How a county wants its labels and lists: which fields in which order, title, typeface, paper, logo. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from hudang.printing.card_fields import (
    CABINET_FIELD_LABELS,
    COVER_FIELD_LABELS,
    COVER_STOCK_LABELS,
    DIVIDER_FIELD_LABELS,
    NOTE_FIELD_LABELS,
    USUAL_CABINET_FIELDS,
    USUAL_COVER_FIELDS,
    USUAL_DIVIDER_FIELDS,
    USUAL_NOTE_FIELDS,
    USUAL_NOTE_TITLE,
    CoverStock,
)
from hudang.printing.errors import NoFields, TooManyColumns, WordNotOnALabel
from hudang.printing.list_columns import COLUMNS, LEAST_SCALE, scale_of
from hudang.printing.vocabulary import (
    BOX_LIST_FIELD_LABELS,
    CARD_FIELD_LABELS,
    CARD_STOCK_LABELS,
    FACE_FIELD_LABELS,
    FILE_LIST_FIELD_LABELS,
    ITEM_LIST_FIELD_LABELS,
    LABEL_FIELD_LABELS,
    LABEL_STOCK_LABELS,
    LIST_STOCK_LABELS,
    SPINE_FIELD_LABELS,
    SPINE_STOCK_LABELS,
    USUAL_BOX_LIST_FIELDS,
    USUAL_BOX_LIST_TITLE,
    USUAL_CARD_FIELDS,
    USUAL_FACE_FIELDS,
    USUAL_FILE_LIST_FIELDS,
    USUAL_FILE_LIST_TITLE,
    USUAL_ITEM_LIST_TITLE,
    USUAL_LABEL_FIELDS,
    USUAL_LABEL_TITLE,
    USUAL_SPINE_FIELDS,
    WORDS_NOT_ON_A_LABEL,
    CardStock,
    Face,
    ItemListField,
    LabelStock,
    ListStock,
    PaperKind,
    SpineField,
    SpineStock,
)


@dataclass(frozen=True, slots=True)
class Design:
    """A paper's look; ``logo`` is a safe SVG or empty. Version 0 is the one that comes with the product."""

    title: str = USUAL_LABEL_TITLE
    fields: tuple[StrEnum, ...] = USUAL_LABEL_FIELDS
    face: Face = Face.SONG
    stock: StrEnum = LabelStock.A4_QUARTERS
    logo: str = ""
    show_code: bool = True
    version: int = 0
    paper: PaperKind = PaperKind.POUCH_LABEL

    def data(self, most_fields: int | None = None) -> dict[str, object]:
        """Return the design as the template reads it, no more fields than the label has room for."""
        return {
            "title": self.title,
            "fields": [each.value for each in self.fields[:most_fields]],
            "names": self.names,
            "face": self.face.value,
            "logo": self.logo,
            "show_code": self.show_code,
            "landscape": self.stock == ListStock.LYING,
        }

    @property
    def names(self) -> Mapping[Any, str]:
        """What each field of the paper is called on it."""
        return DESIGNED[self.paper].field_labels


@dataclass(frozen=True)
class Designed:
    """What can be designed of a paper: its fields and sheets in words, and whether it must bear a title.

    ``always`` says what is printed in any case, ``order`` how its fields lie.
    """

    label: str
    field_labels: Mapping[Any, str]
    stock_labels: Mapping[Any, str]
    usual: Design
    titled: bool = True
    # bears a code to scan, if the county wants it
    coded: bool = True
    always: str = ""
    order: str = ""


USUAL_DESIGN = Design()
USUAL_SPINE = Design("", USUAL_SPINE_FIELDS, Face.SONG, SpineStock.A4, paper=PaperKind.BOX_SPINE)
USUAL_FACE = Design(fields=USUAL_FACE_FIELDS, paper=PaperKind.BOX_FACE)
USUAL_BOX_LIST = Design(USUAL_BOX_LIST_TITLE, USUAL_BOX_LIST_FIELDS, stock=ListStock.UPRIGHT, paper=PaperKind.BOX_LIST)
USUAL_ITEM_LIST = Design(
    USUAL_ITEM_LIST_TITLE, tuple(ItemListField), stock=ListStock.UPRIGHT, paper=PaperKind.ITEM_LIST
)
USUAL_FILE_LIST = Design(
    USUAL_FILE_LIST_TITLE, USUAL_FILE_LIST_FIELDS, stock=ListStock.LYING, paper=PaperKind.FILE_LIST
)
USUAL_CARD = Design("", USUAL_CARD_FIELDS, Face.KAI, CardStock.A5, paper=PaperKind.OUT_CARD)
USUAL_NOTE = Design(USUAL_NOTE_TITLE, USUAL_NOTE_FIELDS, Face.FANG, ListStock.UPRIGHT, paper=PaperKind.FILE_NOTE_SHEET)
USUAL_COVER = Design("", USUAL_COVER_FIELDS, Face.KAI, CoverStock.A4, paper=PaperKind.FILE_COVER)
USUAL_CABINET = Design("", USUAL_CABINET_FIELDS, Face.KAI, CardStock.A5, paper=PaperKind.CABINET_CARD)
USUAL_DIVIDER = Design("", USUAL_DIVIDER_FIELDS, Face.KAI, CardStock.A5, paper=PaperKind.DIVIDERS)
_BY_HAND = "从上到下排；没有内容的一行留着手写。"
_ACROSS = "从左到右排，宽度自动铺满一行。"
DESIGNED = {
    PaperKind.POUCH_LABEL: Designed(
        "袋面标签",
        LABEL_FIELD_LABELS,
        LABEL_STOCK_LABELS,
        USUAL_DESIGN,
        always="户主姓名、地址、档号总会印上",
        order="小标签印不下的，按顺序印前面几栏。",
    ),
    PaperKind.BOX_SPINE: Designed(
        "盒脊标签",
        SPINE_FIELD_LABELS,
        SPINE_STOCK_LABELS,
        USUAL_SPINE,
        titled=False,
        always="乡镇和村名总会印上",
        order="从上到下排；没有排到的高度归村名。",
    ),
    PaperKind.BOX_FACE: Designed(
        "盒面标签",
        FACE_FIELD_LABELS,
        LABEL_STOCK_LABELS,
        USUAL_FACE,
        always="乡镇、村名和盒号总会印上",
        order="小标签印不下的，按顺序印前面几栏。",
    ),
    PaperKind.ITEM_LIST: Designed(
        "卷内文件目录", ITEM_LIST_FIELD_LABELS, LIST_STOCK_LABELS, USUAL_ITEM_LIST, order=_ACROSS
    ),
    PaperKind.BOX_LIST: Designed("村盒目录", BOX_LIST_FIELD_LABELS, LIST_STOCK_LABELS, USUAL_BOX_LIST, order=_ACROSS),
    PaperKind.FILE_LIST: Designed(
        "案卷目录", FILE_LIST_FIELD_LABELS, LIST_STOCK_LABELS, USUAL_FILE_LIST, coded=False, order=_ACROSS
    ),
    PaperKind.OUT_CARD: Designed(
        "代卷卡、指引卡",
        CARD_FIELD_LABELS,
        CARD_STOCK_LABELS,
        USUAL_CARD,
        titled=False,
        always="标题空着，就按种类印“代卷卡”或“指引卡”",
        order=_BY_HAND,
    ),
    PaperKind.FILE_NOTE_SHEET: Designed(
        "备考表",
        NOTE_FIELD_LABELS,
        LIST_STOCK_LABELS,
        USUAL_NOTE,
        always="袋内、盒内、机构卷的备考表都用它；对象、档号、情况说明和补充记载总会印上",
        order="在表的下端，一行两栏；没有内容的留着手写。",
    ),
    PaperKind.FILE_COVER: Designed(
        "案卷封面",
        COVER_FIELD_LABELS,
        COVER_STOCK_LABELS,
        USUAL_COVER,
        titled=False,
        always="户袋和机构卷的封面都用它；全宗名称、案卷题名总会印上，标题空着就印类目名称",
        order="从上到下排；没有内容的一行留着手写，没有前卷的不印“前卷档号”。",
    ),
    PaperKind.CABINET_CARD: Designed(
        "柜卡",
        CABINET_FIELD_LABELS,
        CARD_STOCK_LABELS,
        USUAL_CABINET,
        titled=False,
        coded=False,
        always="乡镇总会印上；标题空着，就印“柜卡”",
        order=_BY_HAND,
    ),
    PaperKind.DIVIDERS: Designed(
        "分隔卡",
        DIVIDER_FIELD_LABELS,
        CARD_STOCK_LABELS,
        USUAL_DIVIDER,
        titled=False,
        coded=False,
        always="类别和它的颜色总会印上；标题空着，就印“分隔卡”",
        order=_BY_HAND,
    ),
}


@dataclass(frozen=True)
class Designs:
    """How the papers of a print run look: as the county altered them, else as they come with the product."""

    altered: Mapping[PaperKind, Design] = field(default_factory=dict)

    def of(self, paper: PaperKind) -> Design:
        """Return how a paper looks."""
        return self.altered.get(paper) or DESIGNED[paper].usual


USUAL_DESIGNS = Designs()


def designs_with(design: Design) -> Designs:
    """Return the usual designs with one of them as given."""
    return Designs({design.paper: design})


def checked(design: Design) -> Design:
    """Return the design without repeated fields, a spine with its village.

    Raises WordNotOnALabel for a title that tells too much, NoFields and TooManyColumns for a list that cannot be.
    """
    for word in WORDS_NOT_ON_A_LABEL:
        if word in design.title:
            raise WordNotOnALabel(word=word)
    fields = tuple(dict.fromkeys(design.fields))
    if design.paper is PaperKind.BOX_SPINE and SpineField.NAME not in fields:
        fields = (SpineField.NAME, *fields)
    if design.paper in COLUMNS:
        if not fields:
            raise NoFields
        if scale_of(design.paper, fields, lying=design.stock == ListStock.LYING) < LEAST_SCALE:
            raise TooManyColumns
    return replace(design, title=design.title.strip(), fields=fields)
