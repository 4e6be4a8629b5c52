"""How a county wants its labels and lists: which fields in which order, title, typeface, paper, logo. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from hudang.printing.errors import NoFields, TooManyColumns, WordNotOnALabel
from hudang.printing.lists import LEAST_SCALE, ListLook, scale_of
from hudang.printing.vocabulary import (
    BOX_LIST_FIELD_LABELS,
    LABEL_FIELD_LABELS,
    LABEL_STOCK_LABELS,
    LIST_STOCK_LABELS,
    SPINE_FIELD_LABELS,
    SPINE_STOCK_LABELS,
    USUAL_BOX_LIST_FIELDS,
    USUAL_BOX_LIST_TITLE,
    USUAL_LABEL_FIELDS,
    USUAL_LABEL_TITLE,
    USUAL_SPINE_FIELDS,
    WORDS_NOT_ON_A_LABEL,
    Face,
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
            "face": self.face.value,
            "logo": self.logo,
            "show_code": self.show_code,
        }


@dataclass(frozen=True)
class Designed:
    """What can be designed of a paper: its fields and sheets in words, and whether it must bear a title."""

    label: str
    field_labels: Mapping[Any, str]
    stock_labels: Mapping[Any, str]
    usual: Design
    titled: bool = True
    always: str = ""


USUAL_DESIGN = Design()
USUAL_SPINE = Design("", USUAL_SPINE_FIELDS, Face.SONG, SpineStock.A4, paper=PaperKind.BOX_SPINE)
USUAL_BOX_LIST = Design(USUAL_BOX_LIST_TITLE, USUAL_BOX_LIST_FIELDS, stock=ListStock.UPRIGHT, paper=PaperKind.BOX_LIST)
DESIGNED = {
    PaperKind.POUCH_LABEL: Designed(
        "袋面标签",
        LABEL_FIELD_LABELS,
        LABEL_STOCK_LABELS,
        USUAL_DESIGN,
        always="户主姓名、地址、档号总会印上",
    ),
    PaperKind.BOX_SPINE: Designed(
        "盒脊标签",
        SPINE_FIELD_LABELS,
        SPINE_STOCK_LABELS,
        USUAL_SPINE,
        titled=False,
        always="乡镇和村名总会印上",
    ),
    PaperKind.BOX_LIST: Designed("村盒目录", BOX_LIST_FIELD_LABELS, LIST_STOCK_LABELS, USUAL_BOX_LIST),
}


@dataclass(frozen=True)
class Designs:
    """How the papers of a print run look."""

    label: Design = USUAL_DESIGN
    spine: Design = USUAL_SPINE
    box_list: Design = USUAL_BOX_LIST

    @property
    def look(self) -> ListLook:
        """How the lists of boxes are drawn."""
        design = self.box_list
        return ListLook(
            title=design.title or USUAL_BOX_LIST_TITLE,
            fields=tuple(each.value for each in design.fields),
            face=design.face.value,
            logo=design.logo,
            lying=design.stock == ListStock.LYING,
            show_code=design.show_code,
        )


USUAL_DESIGNS = Designs()


def designs_with(design: Design) -> Designs:
    """Return the usual designs with one of them as given."""
    names = {PaperKind.POUCH_LABEL: "label", PaperKind.BOX_SPINE: "spine", PaperKind.BOX_LIST: "box_list"}
    return replace(USUAL_DESIGNS, **{names[design.paper]: design})


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
    if design.paper is PaperKind.BOX_LIST:
        if not fields:
            raise NoFields
        if scale_of([each.value for each in fields], lying=design.stock == ListStock.LYING) < LEAST_SCALE:
            raise TooManyColumns
    return replace(design, title=design.title.strip(), fields=fields)
