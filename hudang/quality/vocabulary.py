"""Words of the quality of the archive: groups of rules, severities, states of a problem, measures."""

from __future__ import annotations

from enum import StrEnum


class Group(StrEnum):
    """What a rule asks about (R5, R26)."""

    COMPLETENESS = "completeness"
    FORM = "form"
    TIMELINESS = "timeliness"
    CONTRADICTION = "contradiction"


GROUP_LABELS = {
    Group.COMPLETENESS: "完整",
    Group.FORM: "规范",
    Group.TIMELINESS: "及时",
    Group.CONTRADICTION: "矛盾",
}


class Severity(StrEnum):
    """How much it matters."""

    GRAVE = "grave"
    USUAL = "usual"
    SLIGHT = "slight"


SEVERITY_LABELS = {Severity.GRAVE: "严重", Severity.USUAL: "一般", Severity.SLIGHT: "轻微"}
SEVERITY_TONES = {Severity.GRAVE: "bad", Severity.USUAL: "warn", Severity.SLIGHT: "mute"}
WEIGHTS = {Severity.GRAVE: 10, Severity.USUAL: 4, Severity.SLIGHT: 1}


class Subject(StrEnum):
    """What a problem is with; its page is where it is mended."""

    HOUSEHOLD = "household"
    MEMBER = "member"
    FILE = "file"
    POUCH = "pouch"
    BOX = "box"
    ITEM = "item"
    QUEUED = "queued"
    CASE = "case"
    TASK = "task"
    NOTICE = "notice"
    LONG_TERM = "long_term"


SUBJECT_LABELS = {
    Subject.HOUSEHOLD: "家庭",
    Subject.MEMBER: "成员",
    Subject.FILE: "案卷",
    Subject.POUCH: "户袋",
    Subject.BOX: "村盒",
    Subject.ITEM: "件",
    Subject.QUEUED: "待归件",
    Subject.CASE: "案件",
    Subject.TASK: "核查任务",
    Subject.NOTICE: "公示批次",
    Subject.LONG_TERM: "长期公布表",
}
# what belongs to a place and to no single household
OF_PLACES = frozenset({Subject.BOX, Subject.NOTICE, Subject.LONG_TERM})


class State(StrEnum):
    """Where a problem stands; the value is stored."""

    OPEN = "open"
    WAIVED = "waived"
    CLOSED = "closed"


STATE_LABELS = {State.OPEN: "待改", State.WAIVED: "注明不改", State.CLOSED: "已改好"}
# found at the last check and not yet mended
STANDING = (State.OPEN, State.WAIVED)


class Measure(StrEnum):
    """Shares that have a target by month (R11, R52)."""

    FILED = "filed"
    COMPLETE = "complete"
    TIMELY = "timely"
    REVIEWED = "reviewed"
    VISITED = "visited"
    SCORE = "score"


MEASURE_LABELS = {
    Measure.FILED: "建档率",
    Measure.COMPLETE: "材料齐全率",
    Measure.TIMELY: "归档及时率",
    Measure.REVIEWED: "年审完成率",
    Measure.VISITED: "走访完成率",
    Measure.SCORE: "质量得分",
}
# what a share counts, of what
WHOLE_LABELS = {
    Measure.FILED: "{whole} 户中 {part} 户有袋",
    Measure.COMPLETE: "{whole} 袋中 {part} 袋齐全",
    Measure.TIMELY: "{whole} 件中 {part} 件按期",
    Measure.REVIEWED: "{whole} 项中 {part} 项完成",
    Measure.VISITED: "{whole} 项中 {part} 项完成",
}
