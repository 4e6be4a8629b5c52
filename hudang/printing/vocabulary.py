"""Words of the printed papers (archive.md §7). A clerk could proof-read this file."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """What can be asked of the printer; the value is used on the command line and in addresses."""

    POUCH_LABEL = "pouch-label"
    ITEM_LIST = "item-list"
    FILE_NOTE_SHEET = "file-note-sheet"
    BOX_SPINE = "box-spine"
    BOX_FACE = "box-face"
    BOX_LIST = "box-list"
    BOX_NOTE_SHEET = "box-note-sheet"
    MISSING_LIST = "missing-list"
    PRINT_SET = "print-set"
    FILE_COVER = "file-cover"
    FILE_LIST = "file-list"
    FILE_CATALOGUE = "file-catalogue"
    OUT_CARD = "out-card"
    CABINET_CARD = "cabinet-card"
    DIVIDERS = "dividers"
    ARCHIVE_STAMP = "archive-stamp"
    ITEM_CATALOGUE = "item-catalogue"
    LOAN_REGISTER = "loan-register"
    TRANSFER_LIST = "transfer-list"
    APPRAISAL_REGISTER = "appraisal-register"
    DESTRUCTION_LIST = "destruction-list"


PAPER_LABELS = {
    PaperKind.POUCH_LABEL: "袋面标签",
    PaperKind.ITEM_LIST: "卷内文件目录",
    PaperKind.FILE_NOTE_SHEET: "备考表（袋内）",
    PaperKind.BOX_SPINE: "盒脊标签",
    PaperKind.BOX_FACE: "盒面标签（贴盒正面）",
    PaperKind.BOX_LIST: "村盒目录",
    PaperKind.BOX_NOTE_SHEET: "备考表（盒内）",
    PaperKind.MISSING_LIST: "缺件清单",
    PaperKind.PRINT_SET: "整村整套打印",
    PaperKind.FILE_COVER: "案卷封面",
    PaperKind.FILE_LIST: "案卷目录",
    PaperKind.FILE_CATALOGUE: "档案目录（一户一张）",
    PaperKind.OUT_CARD: "代卷卡、指引卡",
    PaperKind.CABINET_CARD: "柜卡",
    PaperKind.DIVIDERS: "分隔卡（按类别）",
    PaperKind.ARCHIVE_STAMP: "归档章贴页",
    PaperKind.ITEM_CATALOGUE: "归档文件目录（空白表）",
    PaperKind.LOAN_REGISTER: "借阅登记（空白表）",
    PaperKind.TRANSFER_LIST: "移交清单（空白表）",
    PaperKind.APPRAISAL_REGISTER: "鉴定登记（空白表）",
    PaperKind.DESTRUCTION_LIST: "销毁清册（空白表）",
}


class LabelStock(StrEnum):
    """What labels of pouches and boxes are printed on; columns × rows and the label's size, as on the packet."""

    A4_QUARTERS = "a4-quarters"
    A4_8 = "a4-2x4"
    A4_10 = "a4-2x5"
    A4_14 = "a4-2x7"
    A4_24 = "a4-3x8"
    SINGLE = "single"
    SINGLE_SMALL = "single-100x70"


LABEL_STOCK_LABELS = {
    LabelStock.A4_QUARTERS: "A4 横放 2×2，148.5×105 毫米（四等分）",
    LabelStock.A4_8: "A4 竖放 2×4，99.1×67.7 毫米",
    LabelStock.A4_10: "A4 竖放 2×5，105×57 毫米",
    LabelStock.A4_14: "A4 竖放 2×7，99.1×38.1 毫米",
    LabelStock.A4_24: "A4 竖放 3×8，70×37 毫米",
    LabelStock.SINGLE: "标签打印机，150×100 毫米，一页一张",
    LabelStock.SINGLE_SMALL: "标签打印机，100×70 毫米，一页一张",
}


class LabelField(StrEnum):
    """What a county may put into the lower part of a pouch label.

    Whose it is, where and the reference code always stand on it. There is no identity number, illness or
    disability among these, so none can be added (archive.md §7).
    """

    CATEGORY = "category"
    CERTIFICATE = "certificate_number"
    SIZE = "household_size"
    COVERED = "beneficiary_count"
    OPENED = "opened_on"
    STOPPED = "stopped_on"
    RETENTION = "retention"
    CONTENTS = "contents"
    OPENED_BY = "opened_by"
    CUSTODIAN = "custodian"
    BOX = "box_label"
    LOCATION = "location"
    CLASS = "scheme_class"
    MEDIUM = "medium"
    ACCESS = "access"


LABEL_FIELD_LABELS = {
    LabelField.CATEGORY: "救助类别",
    LabelField.CERTIFICATE: "低保证号",
    LabelField.SIZE: "家庭人口",
    LabelField.COVERED: "保障人口",
    LabelField.OPENED: "建档日期",
    LabelField.STOPPED: "停保日期",
    LabelField.RETENTION: "保管期限",
    LabelField.CONTENTS: "件数／页数",
    LabelField.OPENED_BY: "立袋人",
    LabelField.CUSTODIAN: "保管单位",
    LabelField.BOX: "盒号",
    LabelField.LOCATION: "存放位置",
    LabelField.CLASS: "分类",
    LabelField.MEDIUM: "载体",
    LabelField.ACCESS: "密级",
}
USUAL_LABEL_FIELDS = tuple(LabelField)[:10]
USUAL_LABEL_TITLE = "最低生活保障档案"
# words that a label's title must not carry: a pouch lies open on a table (archive.md §7)
WORDS_NOT_ON_A_LABEL = ("身份证", "公民身份号码", "残疾", "重残", "病", "艾滋", "尿毒", "精神", "账号", "卡号")


# the inks of a scheme's box colours (archives.rules.keeping.Colour), dark enough to be told apart on white paper
INKS = {"蓝": "#1f5fa8", "绿": "#1e8449", "黄": "#d6a310", "红": "#c0392b", "灰": "#7f8c8d"}


class Only(StrEnum):
    """Which papers of a place are printed."""

    ALL = "all"
    DUE = "due"
    CHANGED = "changed"
    NEW = "new"


ONLY_LABELS = {
    Only.ALL: "全部",
    Only.DUE: "没印过的和有变化的",
    Only.CHANGED: "上次打印后有变化的（重印）",
    Only.NEW: "没印过的",
}


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


class SpineField(StrEnum):
    """What stands on a box's spine, from the top down; the village's name always stands on it."""

    FONDS = "fonds_code"
    YEAR = "year"
    RETENTION = "retention"
    NAME = "name"
    SPAN = "span"
    NUMBER = "box_number"
    POUCHES = "pouches"
    LOCATION = "location"
    CUSTODIAN = "fonds_name"


SPINE_FIELD_LABELS = {
    SpineField.FONDS: "全宗号",
    SpineField.YEAR: "年度",
    SpineField.RETENTION: "保管期限",
    SpineField.NAME: "乡镇、村名",
    SpineField.SPAN: "起止户袋号",
    SpineField.NUMBER: "盒号",
    SpineField.POUCHES: "袋数",
    SpineField.LOCATION: "存放位置",
    SpineField.CUSTODIAN: "保管单位",
}
# required on a spine by DA/T 22, in the order of the product's own design
USUAL_SPINE_FIELDS = (
    SpineField.FONDS, SpineField.YEAR, SpineField.RETENTION, SpineField.NAME, SpineField.SPAN, SpineField.NUMBER,
)  # fmt: skip


class BoxListField(StrEnum):
    """The columns of a box's list; none of them tells an identity number, an illness or a disability."""

    NUMBER = "number"
    POUCH = "pouch_number"
    HEAD = "head_name"
    SIZE = "household_size"
    COVERED = "beneficiary_count"
    CATEGORY = "category"
    OPENED = "opened_on"
    ITEMS = "item_count"
    PAGES = "page_count"
    STATE = "state"
    NOTE = "note"
    HOUSEHOLD = "household_code"
    CERTIFICATE = "certificate_number"
    RETENTION = "retention"


BOX_LIST_FIELD_LABELS = {
    BoxListField.NUMBER: "序号",
    BoxListField.POUCH: "户袋号",
    BoxListField.HEAD: "户主姓名",
    BoxListField.SIZE: "家庭人口",
    BoxListField.COVERED: "保障人口",
    BoxListField.CATEGORY: "类别",
    BoxListField.OPENED: "建档日期",
    BoxListField.ITEMS: "件数",
    BoxListField.PAGES: "页数",
    BoxListField.STATE: "状态",
    BoxListField.NOTE: "备注",
    BoxListField.HOUSEHOLD: "户编号",
    BoxListField.CERTIFICATE: "低保证号",
    BoxListField.RETENTION: "保管期限",
}
USUAL_BOX_LIST_FIELDS = tuple(BoxListField)[:11]
USUAL_BOX_LIST_TITLE = "村盒目录"


class ListStock(StrEnum):
    """How the sheet of a list lies."""

    UPRIGHT = "a4"
    LYING = "a4-landscape"


LIST_STOCK_LABELS = {ListStock.UPRIGHT: "A4 竖放", ListStock.LYING: "A4 横放（栏目多时）"}


class FaceField(StrEnum):
    """What a county may put into the lower part of the label on a box's face; village and number always stand on it."""

    FONDS = "fonds_code"
    YEAR = "year"
    RETENTION = "retention"
    SPAN = "span"
    POUCHES = "pouches"
    CONTENTS = "contents"
    LOCATION = "location"
    CUSTODIAN = "fonds_name"
    KEEPER = "keeper"
    ARRANGED_BY = "arranged_by"


FACE_FIELD_LABELS = {
    FaceField.FONDS: "全宗号",
    FaceField.YEAR: "年度",
    FaceField.RETENTION: "保管期限",
    FaceField.SPAN: "起止户袋号",
    FaceField.POUCHES: "袋数",
    FaceField.CONTENTS: "件数／页数",
    FaceField.LOCATION: "存放位置",
    FaceField.CUSTODIAN: "保管单位",
    FaceField.KEEPER: "保管人",
    FaceField.ARRANGED_BY: "立盒人",
}
USUAL_FACE_FIELDS = tuple(FaceField)[:8]


class ItemListField(StrEnum):
    """The columns of a pouch's list of items (GB/T 9705, GB/T 11822)."""

    NUMBER = "number"
    DOCUMENT = "document_number"
    CREATOR = "creator"
    TITLE = "title"
    DATE = "date"
    PAGES = "pages"
    MATERIAL = "material_code"
    FORM = "form"
    DIGITAL = "digital"
    NOTE = "note"


ITEM_LIST_FIELD_LABELS = {
    ItemListField.NUMBER: "序号",
    ItemListField.DOCUMENT: "文号",
    ItemListField.CREATOR: "责任者",
    ItemListField.TITLE: "题名",
    ItemListField.DATE: "日期",
    ItemListField.PAGES: "页号",
    ItemListField.MATERIAL: "材料码",
    ItemListField.FORM: "原件／复印件",
    ItemListField.DIGITAL: "电子件",
    ItemListField.NOTE: "备注",
}
USUAL_ITEM_LIST_TITLE = "卷内文件目录"


class FileListField(StrEnum):
    """The columns of 案卷目录, the catalogue of a village's files."""

    NUMBER = "number"
    CODE = "reference_code"
    TITLE = "title"
    SPAN = "span"
    ITEMS = "item_count"
    PAGES = "page_count"
    RETENTION = "retention"
    PLACE = "place"
    NOTE = "note"
    HOUSEHOLD = "household_code"
    CATEGORY = "category"
    OPENED = "opened_on"


FILE_LIST_FIELD_LABELS = {
    FileListField.NUMBER: "序号",
    FileListField.CODE: "档号",
    FileListField.TITLE: "题名",
    FileListField.SPAN: "起止日期",
    FileListField.ITEMS: "件数",
    FileListField.PAGES: "页数",
    FileListField.RETENTION: "保管期限",
    FileListField.PLACE: "存放位置",
    FileListField.NOTE: "备注",
    FileListField.HOUSEHOLD: "户编号",
    FileListField.CATEGORY: "类别",
    FileListField.OPENED: "建档日期",
}
USUAL_FILE_LIST_FIELDS = tuple(FileListField)[:9]
USUAL_FILE_LIST_TITLE = "案卷目录"


class CardField(StrEnum):
    """The lines of the card that stands for a pouch that left its box; an empty one is filled by hand."""

    CODE = "reference_code"
    SUBJECT = "subject"
    DESTINATION = "destination"
    PLACED = "placed_on"
    DUE = "due_on"
    HANDLER = "handler"
    RETURNED = "returned"
    BOX = "box"
    PURPOSE = "purpose"
    APPROVED = "approved_by"


CARD_FIELD_LABELS = {
    CardField.CODE: "档号",
    CardField.SUBJECT: "题名",
    CardField.DESTINATION: "去向／借阅人",
    CardField.PLACED: "日期",
    CardField.DUE: "应还",
    CardField.HANDLER: "经手",
    CardField.RETURNED: "归还／取出",
    CardField.BOX: "原在村盒",
    CardField.PURPOSE: "事由",
    CardField.APPROVED: "批准人",
}
USUAL_CARD_FIELDS = tuple(CardField)[:7]


class CardStock(StrEnum):
    """What cards are printed on."""

    A5 = "a5"
    A4_TWO = "a4-2"


CARD_STOCK_LABELS = {CardStock.A5: "A5 横放，一页一张", CardStock.A4_TWO: "A4 竖放，一页两张，沿中线裁开"}
