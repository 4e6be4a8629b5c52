"""Words of 动态管理 (dynamic-review.md). A clerk could proof-read this file."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """对象: whether a rule asks after each person or after the household as a whole."""

    PERSON = "person"
    HOUSEHOLD = "household"


SCOPE_LABELS = {Scope.PERSON: "人", Scope.HOUSEHOLD: "户"}


class Cadence(StrEnum):
    """周期: how a rule's periods follow one another."""

    MONTHLY = "monthly"
    INTERVAL = "interval"
    NAMED = "named"
    EVENT = "event"


CADENCE_LABELS = {
    Cadence.MONTHLY: "每自然月一次",
    Cadence.INTERVAL: "自上次完成起每隔若干个月",
    Cadence.NAMED: "每年指定的月份",
    Cadence.EVENT: "有情况时",
}


class Method(StrEnum):
    """核查手段 (C31)."""

    HOME = "HOME"
    PHONE = "PHONE"
    VIDEO = "VIDEO"
    NEIGHBOUR = "NEIGH"
    CHECK = "CHECK"
    LETTER = "LETTER"
    SELF = "SELF"
    DOCUMENTS = "DOC"


METHOD_LABELS = {
    Method.HOME: "家访",
    Method.PHONE: "电话",
    Method.VIDEO: "视频",
    Method.NEIGHBOUR: "邻里访问",
    Method.CHECK: "信息核对",
    Method.LETTER: "信函",
    Method.SELF: "自报",
    Method.DOCUMENTS: "资料审查",
}
# what a visit to the household itself can be done by
VISIT_METHODS = (Method.HOME, Method.PHONE, Method.VIDEO)


class Trigger(StrEnum):
    """触发情形: what makes a task at once (dynamic-review.md §2)."""

    DISABILITY_EXPIRES = "disability_expires"
    CARD_EXPIRES = "card_expires"
    GRADUATION = "graduation"
    AGE = "age"
    DEATH = "death"
    BANK_RETURN = "bank_return"
    CHECK_ALERT = "check_alert"
    STANDARD_CHANGE = "standard_change"
    GRIEVANCE = "grievance"
    OWN_REPORT = "own_report"
    PAYMENT_DIFFERENCE = "payment_difference"
    UNREACHABLE = "unreachable"
    LOOK_FURTHER = "look_further"
    CAMPAIGN = "campaign"


TRIGGER_LABELS = {
    Trigger.DISABILITY_EXPIRES: "残疾人证到期",
    Trigger.CARD_EXPIRES: "学生证到期",
    Trigger.GRADUATION: "毕业",
    Trigger.AGE: "满龄",
    Trigger.DEATH: "死亡名单",
    Trigger.BANK_RETURN: "银行退回",
    Trigger.CHECK_ALERT: "核对平台预警",
    Trigger.STANDARD_CHANGE: "标准调整",
    Trigger.GRIEVANCE: "投诉举报",
    Trigger.OWN_REPORT: "主动报告",
    Trigger.PAYMENT_DIFFERENCE: "应发与实收不一致",
    Trigger.UNREACHABLE: "失联核实",
    Trigger.LOOK_FURTHER: "核查结论待查",
    Trigger.CAMPAIGN: "年度核查",
}


class Performer(StrEnum):
    """执行人: whose work a task is at first."""

    VILLAGE = "village"
    TOWNSHIP = "township"


PERFORMER_LABELS = {Performer.VILLAGE: "村协理员", Performer.TOWNSHIP: "乡镇经办"}


class TaskState(StrEnum):
    """任务状态 (dynamic-review.md §2); the value is stored. 逾期 is no state, it follows from the date."""

    PLANNED = "planned"
    ASSIGNED = "assigned"
    DOING = "doing"
    CANNOT_REACH = "cannot_reach"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ESCALATED = "escalated"
    DONE = "done"
    CANCELLED = "cancelled"


TASK_STATE_LABELS = {
    TaskState.PLANNED: "待派",
    TaskState.ASSIGNED: "已派",
    TaskState.DOING: "办理中",
    TaskState.CANNOT_REACH: "联系不上",
    TaskState.SUBMITTED: "待复核",
    TaskState.RETURNED: "已退回",
    TaskState.ESCALATED: "已升级",
    TaskState.DONE: "已完成",
    TaskState.CANCELLED: "已取消",
}
CLOSED = (TaskState.DONE, TaskState.CANCELLED)
# whoever performs the task still has something to do
TO_DO = (
    TaskState.PLANNED,
    TaskState.ASSIGNED,
    TaskState.DOING,
    TaskState.CANNOT_REACH,
    TaskState.RETURNED,
    TaskState.ESCALATED,
)
OPEN = (*TO_DO, TaskState.SUBMITTED)


class Lateness(StrEnum):
    """逾期程度 (dynamic-review.md §4)."""

    ON_TIME = "on_time"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


LATENESS_LABELS = {
    Lateness.ON_TIME: "未逾期",
    Lateness.YELLOW: "逾期 7 日内",
    Lateness.ORANGE: "逾期 8 至 30 日",
    Lateness.RED: "逾期 30 日以上",
}


class Level(StrEnum):
    """催办层级: how far up a late task has been told."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"


LEVEL_LABELS = {Level.VILLAGE: "村", Level.TOWNSHIP: "乡镇", Level.COUNTY: "县级督办"}


class VisitState(StrEnum):
    """走访记录的状态; the value is stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    ASIDE = "aside"


HANDED_IN = (VisitState.SUBMITTED, VisitState.RETURNED)
UNDER_WAY = (VisitState.DRAFT, *HANDED_IN)
VISIT_STATE_LABELS = {
    VisitState.DRAFT: "填写中",
    VisitState.SUBMITTED: "待复核",
    VisitState.RETURNED: "已退回",
    VisitState.ACCEPTED: "已通过",
    VisitState.DROPPED: "已作废",
    VisitState.ASIDE: "未采用",
}


class Outcome(StrEnum):
    """结论 (C32)."""

    KEEP = "1"
    INCREASE = "2"
    DECREASE = "3"
    STOP = "4"
    PHASE_OUT = "5"
    ASSISTANCE = "6"
    LOOK_FURTHER = "7"


OUTCOME_LABELS = {
    Outcome.KEEP: "维持",
    Outcome.INCREASE: "增发",
    Outcome.DECREASE: "减发",
    Outcome.STOP: "停发",
    Outcome.PHASE_OUT: "渐退",
    Outcome.ASSISTANCE: "转类",
    Outcome.LOOK_FURTHER: "待查",
}
# what hangs of a conclusion: a change is the county's to confirm
POSTED_RESULTS = {
    Outcome.KEEP: "继续保障",
    Outcome.INCREASE: "拟增发",
    Outcome.DECREASE: "拟减发",
    Outcome.STOP: "拟停发",
    Outcome.PHASE_OUT: "拟渐退",
    Outcome.ASSISTANCE: "拟转类",
    Outcome.LOOK_FURTHER: "复核中",
}
# what a page of a sheet filled in on paper is called among the photographs of its visit
PAPER_PHOTO = "纸质走访表"
FORMS_OF_VISITS = {"F21": "走访记录", "F20": "动态低保户调查审核表", "F22": "入档审核结论表"}


class Conclusion(StrEnum):
    """督办结论 (F26)."""

    DONE = "1"
    GO_ON = "2"
    INTERVIEW = "3"


CONCLUSION_LABELS = {Conclusion.DONE: "办结", Conclusion.GO_ON: "继续督办", Conclusion.INTERVIEW: "约谈"}


class Drawn(StrEnum):
    """年审县抽查: why a household of a campaign is checked by the county."""

    CHANGED = "changed"
    BY_LOT = "by_lot"


DRAWN_LABELS = {Drawn.CHANGED: "金额变化", Drawn.BY_LOT: "随机抽取"}


class InCampaign(StrEnum):
    """年审进度: which households of a campaign a figure counts."""

    DUE = ""
    EXAMINED = "examined"
    TO_DO = "to_do"
    CHANGED = "changed"
    DRAWN = "drawn"
    UNCHECKED = "unchecked"
    DISAGREED = "disagreed"
    LEFT = "left"


IN_CAMPAIGN_LABELS = {
    InCampaign.DUE: "应审",
    InCampaign.EXAMINED: "已审",
    InCampaign.TO_DO: "未审",
    InCampaign.CHANGED: "建议变化",
    InCampaign.DRAWN: "县抽查",
    InCampaign.UNCHECKED: "抽查未完",
    InCampaign.DISAGREED: "抽查不符",
    InCampaign.LEFT: "已退出",
}
