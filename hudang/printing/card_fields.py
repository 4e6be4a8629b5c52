"""What a county may choose to put on note sheets, covers and cards (archive.md §7). A clerk could proof-read this file."""

from __future__ import annotations

from enum import StrEnum


class NoteField(StrEnum):
    """Who signs at the foot of a note sheet, and when; what the product does not know is written by hand."""

    ARRANGED_BY = "arranged_by"
    ARRANGED_ON = "arranged_on"
    CHECKED_BY = "checked_by"
    CHECKED_ON = "checked_on"
    KEEPER = "keeper"
    APPROVED_BY = "approved_by"


NOTE_FIELD_LABELS = {
    NoteField.ARRANGED_BY: "整理人",
    NoteField.ARRANGED_ON: "整理日期",
    NoteField.CHECKED_BY: "检查人",
    NoteField.CHECKED_ON: "检查日期",
    NoteField.KEEPER: "保管人",
    NoteField.APPROVED_BY: "负责人",
}
USUAL_NOTE_FIELDS = tuple(NoteField)[:4]
USUAL_NOTE_TITLE = "备考表"


class CoverField(StrEnum):
    """The lines of a file's hard cover, those of 林口's cover among them."""

    SPAN = "span"
    RETENTION = "retention"
    CONTENTS = "contents"
    FILING = "filing_number"
    CODE = "reference_code"
    FORMER = "former"
    CATEGORY = "category"
    PLACE = "place"
    HOUSEHOLD = "household_code"
    CERTIFICATE = "certificate_number"
    OPENED = "opened_on"
    ENDED = "ended_on"


COVER_FIELD_LABELS = {
    CoverField.SPAN: "时间",
    CoverField.RETENTION: "保管期限",
    CoverField.CONTENTS: "件数　页数",
    CoverField.FILING: "归档号",
    CoverField.CODE: "档号",
    CoverField.FORMER: "前卷档号",
    CoverField.CATEGORY: "享受类别",
    CoverField.PLACE: "乡镇、村",
    CoverField.HOUSEHOLD: "户编号",
    CoverField.CERTIFICATE: "低保证号",
    CoverField.OPENED: "建档日期",
    CoverField.ENDED: "停保日期",
}
USUAL_COVER_FIELDS = tuple(CoverField)[:6]


class CoverStock(StrEnum):
    """What covers are printed on."""

    A4 = "a4"
    HARD = "220x310"


COVER_STOCK_LABELS = {CoverStock.A4: "A4 竖放", CoverStock.HARD: "硬卷皮，220×310 毫米"}


class CabinetField(StrEnum):
    """The lines of a cabinet's card."""

    PLACES = "places"
    NUMBER = "number"
    SPAN = "span"
    BOXES = "boxes"
    VILLAGES = "villages"
    KEEPER = "keeper"
    CHECKED = "checked_on"


CABINET_FIELD_LABELS = {
    CabinetField.PLACES: "库房、架位",
    CabinetField.NUMBER: "柜号",
    CabinetField.SPAN: "盒号起止",
    CabinetField.BOXES: "盒数",
    CabinetField.VILLAGES: "村",
    CabinetField.KEEPER: "保管人",
    CabinetField.CHECKED: "盘点日期",
}
USUAL_CABINET_FIELDS = tuple(CabinetField)[:6]


class DividerField(StrEnum):
    """The lines of the card that divides the classes of a box."""

    PLACE = "place"
    BOX = "box_number"
    POUCHES = "pouches"
    NOTE = "note"


DIVIDER_FIELD_LABELS = {
    DividerField.PLACE: "村",
    DividerField.BOX: "盒号",
    DividerField.POUCHES: "袋数",
    DividerField.NOTE: "备注",
}
USUAL_DIVIDER_FIELDS = tuple(DividerField)[:3]
