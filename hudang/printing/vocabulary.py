"""Words of the printed papers (archive.md §7). A clerk could proof-read this file."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """What can be asked of the printer; the value is used on the command line and in addresses."""

    POUCH_LABEL = "pouch-label"
    ITEM_LIST = "item-list"
    FILE_NOTE_SHEET = "file-note-sheet"
    BOX_SPINE = "box-spine"
    BOX_LIST = "box-list"
    MISSING_LIST = "missing-list"
    PRINT_SET = "print-set"


PAPER_LABELS = {
    PaperKind.POUCH_LABEL: "袋面标签",
    PaperKind.ITEM_LIST: "卷内文件目录",
    PaperKind.FILE_NOTE_SHEET: "备考表",
    PaperKind.BOX_SPINE: "盒脊标签",
    PaperKind.BOX_LIST: "村盒目录",
    PaperKind.MISSING_LIST: "缺件清单",
    PaperKind.PRINT_SET: "整村整套打印",
}


class LabelStock(StrEnum):
    """What pouch labels are printed on."""

    A4_QUARTERS = "a4-quarters"
    SINGLE = "single"


LABEL_STOCK_LABELS = {
    LabelStock.A4_QUARTERS: "A4 四等分不干胶（每张 148.5×105 毫米）",
    LabelStock.SINGLE: "标签打印机（150×100 毫米，一页一张）",
}
LABELS_A_SHEET = {LabelStock.A4_QUARTERS: 4, LabelStock.SINGLE: 1}


class SpineStock(StrEnum):
    """What box spines are printed on; a 310 mm spine is longer than an A4 sheet."""

    A4 = "a4"
    A3 = "a3"


SPINE_STOCK_LABELS = {
    SpineStock.A4: "A4（脊签高 280 毫米，贴于盒脊正中）",
    SpineStock.A3: "A3（脊签高 310 毫米，与盒脊同高）",
}
# width within which spines stand side by side, and the gap between two of them, in millimetres
SPINE_SHEET_WIDTH = {SpineStock.A4: 190, SpineStock.A3: 277}
SPINE_GAP = 4
SPINE_WIDTHS = (20, 30, 40, 50)

# what a 备考表 speaks of
UNIT_BOX = "本盒"
UNIT_POUCH = "本袋"


class Face(StrEnum):
    """字体 as official papers use them."""

    SONG = "song"
    HEI = "hei"
    KAI = "kai"
    FANG = "fang"


FACE_LABELS = {Face.SONG: "宋体", Face.HEI: "黑体", Face.KAI: "楷体", Face.FANG: "仿宋"}
