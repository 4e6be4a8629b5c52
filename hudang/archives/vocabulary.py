"""Words of the archive (archive.md §2–§8, code-tables.md C36, C37)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

# when what was always there began
LONG_SINCE = date(2021, 7, 1)


class PouchState(StrEnum):
    """归档状态 C36; the value is stored."""

    PRE = "PRE"
    LIVE = "LIVE"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"
    DESTROYED = "DESTROYED"


POUCH_STATE_LABELS = {
    PouchState.PRE: "预立",
    PouchState.LIVE: "在用",
    PouchState.CLOSING: "待定卷",
    PouchState.CLOSED: "已定卷",
    PouchState.DESTROYED: "已销毁",
}
# a household has one household file in these states
OPEN_STATES = (PouchState.PRE, PouchState.LIVE)
# not closed yet: papers are still arranged and numbered
UNCLOSED_STATES = (*OPEN_STATES, PouchState.CLOSING)


class BoxKind(StrEnum):
    """盒的种类: pouches of supported households stand in village boxes."""

    VILLAGE = "village"
    STOPPED = "stopped"


BOX_KIND_LABELS = {BoxKind.VILLAGE: "村盒", BoxKind.STOPPED: "停保盒"}


class BoxFilter(StrEnum):
    """Which boxes of a list need something done."""

    EMPTY = "empty"
    FULL = "full"
    UNPLACED = "unplaced"
    KEEPERLESS = "keeperless"


BOX_FILTER_LABELS = {
    BoxFilter.EMPTY: "空盒",
    BoxFilter.FULL: "已装满",
    BoxFilter.UNPLACED: "没有登记存放位置",
    BoxFilter.KEEPERLESS: "没有指定保管人",
}


class VillageFilter(StrEnum):
    """Which villages of a list need something done."""

    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    BOXLESS = "boxless"
    WITHOUT = "without"


VILLAGE_FILTER_LABELS = {
    VillageFilter.INCOMPLETE: "有材料不齐的户袋",
    VillageFilter.COMPLETE: "户袋全部齐全",
    VillageFilter.BOXLESS: "还没有村盒",
    VillageFilter.WITHOUT: "没有户袋",
}


class NoteKind(StrEnum):
    """What a line of a file note sheet (备考表) tells of a pouch or a box (DA/T 22)."""

    MISSING = "missing"
    REPLACED = "replaced"
    SUPPLEMENTED = "supplemented"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    DESTROYED = "destroyed"
    CHANGED = "changed"


NOTE_KIND_LABELS = {
    NoteKind.MISSING: "缺损",
    NoteKind.REPLACED: "修改",
    NoteKind.SUPPLEMENTED: "补充",
    NoteKind.MOVED_IN: "移入",
    NoteKind.MOVED_OUT: "移出",
    NoteKind.DESTROYED: "销毁",
    NoteKind.CHANGED: "变更",
}


class CardKind(StrEnum):
    """What stands in a box at the place of a pouch that left it."""

    MOVED = "moved"
    STOPPED = "stopped"
    LENT = "lent"


CARD_KIND_LABELS = {CardKind.MOVED: "代卷卡", CardKind.STOPPED: "指引卡", CardKind.LENT: "代卷卡（借出）"}


class LinkKind(StrEnum):
    """How a file came from another household's."""

    SPLIT = "split"
    MERGED = "merged"


LINK_KIND_LABELS = {LinkKind.SPLIT: "分户自", LinkKind.MERGED: "合户自"}


class HandoverState(StrEnum):
    """交接: offered by one side, confirmed by the other."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


HANDOVER_STATE_LABELS = {
    HandoverState.OFFERED: "待接收",
    HandoverState.ACCEPTED: "已接收",
    HandoverState.DECLINED: "未接收",
    HandoverState.WITHDRAWN: "已撤回",
}


class LateKind(StrEnum):
    """What is late to be filed (R49)."""

    DECISION = "decision"
    PAPER = "paper"
    WAITING = "waiting"


LATE_KIND_LABELS = {
    LateKind.DECISION: "办结后未挂接",
    LateKind.PAPER: "纸件未挂接",
    LateKind.WAITING: "扫描件未归",
}
# the papers by which a decision is on file: 审批表 or 确认通知书, 停发审批表 or 停发告知书
DECIDING_MATERIALS = ("M50", "M51")
STOPPING_MATERIALS = ("M80", "M81")


class Original(StrEnum):
    """原件或复印件."""

    ORIGINAL = "original"
    COPY = "copy"


ORIGINAL_LABELS = {Original.ORIGINAL: "原件", Original.COPY: "复印件"}


class QueueState(StrEnum):
    """待归件的状态."""

    WAITING = "waiting"
    FILED = "filed"
    DISCARDED = "discarded"


QUEUE_STATE_LABELS = {QueueState.WAITING: "待归", QueueState.FILED: "已归入", QueueState.DISCARDED: "不归档"}


class PageOutcome(StrEnum):
    """What became of one page of a folder of scans; ``SKIPPED`` is the computer's own file, no page."""

    FILED = "filed"
    QUEUED = "queued"
    REFUSED = "refused"
    SKIPPED = "skipped"


class Stage(StrEnum):
    """The stage of a file by which materials are required (archive.md §2.1, columns)."""

    NEW = "new"
    CHANGE = "change"
    YEARLY = "yearly"
    STOP = "stop"
    EDGE = "edge"
    REFUSED = "refused"


STAGE_LABELS = {
    Stage.NEW: "新增审批",
    Stage.CHANGE: "变更",
    Stage.YEARLY: "年审/动态核查",
    Stage.STOP: "停保",
    Stage.EDGE: "低保边缘/单人户",
    Stage.REFUSED: "未获批",
}


class Need(StrEnum):
    """必备、条件必备、可选."""

    REQUIRED = "R"
    CONDITIONAL = "C"
    OPTIONAL = "O"


class LineState(StrEnum):
    """State of one line of the completeness list."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    OPTIONAL = "optional"


RETENTION_LABELS = {"Y": "永久", "D30": "30年", "D10": "10年", "D5": "停保后5年", "D3": "停保后3年"}

# what is sold, DA/T 22
BOX_THICKNESSES_MM = (20, 30, 40, 50)
