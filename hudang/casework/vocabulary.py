"""Words of casework: procedures, stages, acts, clocks (process.md §2–§5). A clerk could proof-read this file."""

from __future__ import annotations

from enum import StrEnum

from hudang.assessment.vocabulary import CaseKind


class Procedure(StrEnum):
    """程序: which table a case follows; the value is stored."""

    APPLICATION = "application"
    CHANGE = "change"


PROCEDURE_LABELS = {Procedure.APPLICATION: "申请", Procedure.CHANGE: "在保变更"}
CASE_KIND_LABELS = {
    CaseKind.DIBAO: "最低生活保障",
    CaseKind.SINGLE_PERSON: "单人户（单独申请）",
    CaseKind.EDGE: "低保边缘家庭",
    CaseKind.RIGID_EXPENSE: "刚性支出困难家庭",
}


class CaseStage(StrEnum):
    """办理阶段 (process.md §3); the value is stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    AWAITING_CORRECTION = "awaiting_correction"
    NOT_ACCEPTED = "not_accepted"
    ACCEPTED = "accepted"
    INVESTIGATING = "investigating"
    SUSPENDED = "suspended"
    MISMATCH_TOLD = "mismatch_told"
    RECHECKING = "rechecking"
    EXAMINATION = "examination"
    REFUSAL_PROPOSED = "refusal_proposed"
    TO_PUBLISH = "to_publish"
    ON_NOTICE = "on_notice"
    OBJECTED = "objected"
    REINVESTIGATING = "reinvestigating"
    HEARING = "hearing"
    RE_EXAMINATION = "re_examination"
    NOTICE_CLEAR = "notice_clear"
    NOTICE_EXEMPT = "notice_exempt"
    REPORTED = "reported"
    COUNTY_EXAMINATION = "county_examination"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


STAGE_LABELS = {
    CaseStage.DRAFT: "草稿",
    CaseStage.SUBMITTED: "已提交",
    CaseStage.AWAITING_CORRECTION: "待补正",
    CaseStage.NOT_ACCEPTED: "不予受理",
    CaseStage.ACCEPTED: "已受理",
    CaseStage.INVESTIGATING: "调查核对中",
    CaseStage.SUSPENDED: "中止",
    CaseStage.MISMATCH_TOLD: "不符已告知",
    CaseStage.RECHECKING: "复查中",
    CaseStage.EXAMINATION: "待初审",
    CaseStage.REFUSAL_PROPOSED: "拟不同意",
    CaseStage.TO_PUBLISH: "待公示",
    CaseStage.ON_NOTICE: "公示中",
    CaseStage.OBJECTED: "公示有异议",
    CaseStage.REINVESTIGATING: "重新调查",
    CaseStage.HEARING: "民主评议",
    CaseStage.RE_EXAMINATION: "重新初审",
    CaseStage.NOTICE_CLEAR: "公示无异议",
    CaseStage.NOTICE_EXEMPT: "免公示",
    CaseStage.REPORTED: "已报县",
    CaseStage.COUNTY_EXAMINATION: "县审核中",
    CaseStage.RETURNED: "县退回",
    CaseStage.CONFIRMED: "已确认",
    CaseStage.REFUSED: "不予确认",
    CaseStage.WITHDRAWN: "已撤回",
    CaseStage.TERMINATED: "已终止",
    CaseStage.LAPSED: "逾期失效",
    CaseStage.CANCELLED: "已取消",
}
# nothing follows these; who wants more opens a new case (process.md §3, rule 7)
FINAL_STAGES = frozenset(
    {
        CaseStage.NOT_ACCEPTED,
        CaseStage.CONFIRMED,
        CaseStage.REFUSED,
        CaseStage.WITHDRAWN,
        CaseStage.TERMINATED,
        CaseStage.LAPSED,
        CaseStage.CANCELLED,
    }
)


class CaseAct(StrEnum):
    """办理动作; the value is stored and is the verb of the log."""

    SUBMIT = "submit_case"
    CANCEL = "cancel_case"
    REQUEST_CORRECTION = "request_correction"
    SUPPLEMENT = "supplement_case"
    LAPSE = "lapse_case"
    DECLINE = "decline_case"
    ACCEPT = "accept_case"
    START_INVESTIGATION = "start_investigation"
    SUSPEND = "suspend_case"
    RESUME = "resume_case"
    TELL_MISMATCH = "tell_mismatch"
    CONTEST = "contest_finding"
    RECHECK_FURTHER = "recheck_further"
    RECHECK_PASSED = "recheck_passed"
    FINISH_INVESTIGATION = "finish_investigation"
    PASS_EXAMINATION = "pass_examination"
    PASS_WITHOUT_NOTICE = "pass_without_notice"
    PROPOSE_REFUSAL = "propose_refusal"
    SEND_BACK = "send_back_case"
    POST = "post_case"
    OBJECT = "register_objection"
    CLOSE_NOTICE = "close_notice"
    REINVESTIGATE = "reinvestigate"
    CALL_HEARING = "call_hearing"
    SETTLE_OBJECTION = "settle_objection"
    PUBLISH_AGAIN = "publish_again"
    REPORT = "report_case"
    TAKE_UP = "take_up_case"
    RETURN = "return_case"
    RESUME_RETURNED = "resume_returned"
    CONFIRM = "confirm_case"
    REFUSE = "refuse_case"
    WITHDRAW = "withdraw_case"
    TERMINATE = "terminate_case"


ACT_LABELS = {
    CaseAct.SUBMIT: "提交申请",
    CaseAct.CANCEL: "取消草稿",
    CaseAct.REQUEST_CORRECTION: "一次性告知补正",
    CaseAct.SUPPLEMENT: "收到补正材料",
    CaseAct.LAPSE: "逾期未补正，按失效处理",
    CaseAct.DECLINE: "不予受理",
    CaseAct.ACCEPT: "受理",
    CaseAct.START_INVESTIGATION: "启动调查",
    CaseAct.SUSPEND: "中止",
    CaseAct.RESUME: "恢复办理",
    CaseAct.TELL_MISMATCH: "告知核对结果不符",
    CaseAct.CONTEST: "登记申请人的异议，复查",
    CaseAct.RECHECK_FURTHER: "复查后继续调查",
    CaseAct.RECHECK_PASSED: "复查后提交初审",
    CaseAct.FINISH_INVESTIGATION: "调查完成，提交初审",
    CaseAct.PASS_EXAMINATION: "初审同意，提交公示",
    CaseAct.PASS_WITHOUT_NOTICE: "初审同意，依规定免公示",
    CaseAct.PROPOSE_REFUSAL: "拟不同意",
    CaseAct.SEND_BACK: "退回调查",
    CaseAct.POST: "张贴公示",
    CaseAct.OBJECT: "登记公示异议",
    CaseAct.CLOSE_NOTICE: "公示期满，无异议",
    CaseAct.REINVESTIGATE: "重新调查",
    CaseAct.CALL_HEARING: "组织民主评议",
    CaseAct.SETTLE_OBJECTION: "异议处理完毕，重新初审",
    CaseAct.PUBLISH_AGAIN: "再次公示",
    CaseAct.REPORT: "报县",
    CaseAct.TAKE_UP: "县接收审核",
    CaseAct.RETURN: "退回补件",
    CaseAct.RESUME_RETURNED: "按退回意见继续调查",
    CaseAct.CONFIRM: "审核确认",
    CaseAct.REFUSE: "不予确认",
    CaseAct.WITHDRAW: "申请人撤回",
    CaseAct.TERMINATE: "终止审核",
}
# what the same acts are called in a change
_CHANGE_ACT_LABELS = {
    CaseAct.SUBMIT: "提交变更",
    CaseAct.FINISH_INVESTIGATION: "核查完成，提交初审",
    CaseAct.PASS_EXAMINATION: "初审同意，报县",
    CaseAct.REFUSE: "不同意变更",
    CaseAct.WITHDRAW: "撤回变更",
}


def act_label(procedure: str, act: CaseAct) -> str:
    """Return what an act is called in a procedure."""
    return _CHANGE_ACT_LABELS.get(act, ACT_LABELS[act]) if procedure == Procedure.CHANGE else ACT_LABELS[act]


# the same person does not do both for one case (process.md §3, rule 4)
EXAMINING_ACTS = frozenset({CaseAct.PASS_EXAMINATION, CaseAct.PASS_WITHOUT_NOTICE, CaseAct.PROPOSE_REFUSAL})
APPROVING_ACTS = frozenset({CaseAct.CONFIRM, CaseAct.REFUSE})


class ClockKind(StrEnum):
    """办理时限 (process.md §2)."""

    CORRECTION = "correction"
    START_INVESTIGATION = "start_investigation"
    START_CHECK = "start_check"
    EXAMINATION = "examination"
    NOTICE = "notice"
    HEARING = "hearing"
    COUNTY = "county"
    SERVICE = "service"
    TOTAL = "total"


CLOCK_LABELS = {
    ClockKind.CORRECTION: "申请人补正",
    ClockKind.START_INVESTIGATION: "启动调查",
    ClockKind.START_CHECK: "启动信息核对",
    ClockKind.EXAMINATION: "提出初审意见",
    ClockKind.NOTICE: "公示期",
    ClockKind.HEARING: "处理异议",
    ClockKind.COUNTY: "县审核确认",
    ClockKind.SERVICE: "送达决定文书",
    ClockKind.TOTAL: "全流程",
}


class TaskKind(StrEnum):
    """调查任务 (process.md §2, 5–9)."""

    CHECK = "check"
    HOME = "home"
    NEIGHBOURS = "neighbours"
    EVIDENCE = "evidence"
    SUPPORT = "support"
    ESTIMATE = "estimate"
    COUNTY_VISIT = "county_visit"


TASK_LABELS = {
    TaskKind.CHECK: "信息核对",
    TaskKind.HOME: "入户调查",
    TaskKind.NEIGHBOURS: "邻里访问",
    TaskKind.EVIDENCE: "信函索证",
    TaskKind.SUPPORT: "赡（抚、扶）养调查",
    TaskKind.ESTIMATE: "支出推算",
    TaskKind.COUNTY_VISIT: "县级入户核查",
}


class TaskState(StrEnum):
    """任务状态."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


TASK_STATE_LABELS = {TaskState.OPEN: "待办", TaskState.DONE: "已完成", TaskState.WAIVED: "注明免做"}

# C28 送达方式
BY_POST = "3"
SERVICE_WAYS = {"1": "直接送达", "2": "留置送达", "3": "邮寄送达", "4": "委托送达", "5": "电子送达", "6": "公告送达"}


class StageGroup(StrEnum):
    """阶段分组 of lists and the board."""

    DESK = "desk"
    INVESTIGATION = "investigation"
    EXAMINATION = "examination"
    COUNTY = "county"
    DONE = "done"


STAGE_GROUP_LABELS = {
    StageGroup.DESK: "申请受理",
    StageGroup.INVESTIGATION: "调查核对",
    StageGroup.EXAMINATION: "初审公示",
    StageGroup.COUNTY: "县审核",
    StageGroup.DONE: "已办结",
}
GROUP_STAGES: dict[StageGroup, tuple[CaseStage, ...]] = {
    StageGroup.DESK: (CaseStage.DRAFT, CaseStage.SUBMITTED, CaseStage.AWAITING_CORRECTION),
    StageGroup.INVESTIGATION: (
        CaseStage.ACCEPTED,
        CaseStage.INVESTIGATING,
        CaseStage.SUSPENDED,
        CaseStage.MISMATCH_TOLD,
        CaseStage.RECHECKING,
        CaseStage.RETURNED,
    ),
    StageGroup.EXAMINATION: (
        CaseStage.EXAMINATION,
        CaseStage.TO_PUBLISH,
        CaseStage.ON_NOTICE,
        CaseStage.OBJECTED,
        CaseStage.REINVESTIGATING,
        CaseStage.HEARING,
        CaseStage.RE_EXAMINATION,
        CaseStage.NOTICE_CLEAR,
        CaseStage.NOTICE_EXEMPT,
    ),
    StageGroup.COUNTY: (CaseStage.REFUSAL_PROPOSED, CaseStage.REPORTED, CaseStage.COUNTY_EXAMINATION),
    StageGroup.DONE: tuple(stage for stage in CaseStage if stage in FINAL_STAGES),
}


class NoticeKind(StrEnum):
    """公示种类 (process.md §7)."""

    EXAMINATION = "examination"
    CHANGE = "change"
    YEARLY = "yearly"
    LONG_TERM = "long_term"


NOTICE_KIND_LABELS = {
    NoticeKind.EXAMINATION: "审核公示",
    NoticeKind.CHANGE: "变更公示",
    NoticeKind.YEARLY: "年审公示",
    NoticeKind.LONG_TERM: "长期公布",
}


class LongTermState(StrEnum):
    """长期公布表的状态; one that hangs gives way to the next month's."""

    PREPARED = "prepared"
    POSTED = "posted"
    REPLACED = "replaced"
    DROPPED = "dropped"


LONG_TERM_STATE_LABELS = {
    LongTermState.PREPARED: "待张贴",
    LongTermState.POSTED: "公布中",
    LongTermState.REPLACED: "已更换",
    LongTermState.DROPPED: "已作废",
}


class NoticeState(StrEnum):
    """公示批次的状态."""

    PREPARED = "prepared"
    POSTED = "posted"
    CLOSED = "closed"
    DROPPED = "dropped"


NOTICE_STATE_LABELS = {
    NoticeState.PREPARED: "待张贴",
    NoticeState.POSTED: "公示中",
    NoticeState.CLOSED: "已结束",
    NoticeState.DROPPED: "已作废",
}


class ObjectionWay(StrEnum):
    """异议的方式."""

    VISIT = "visit"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"


OBJECTION_WAY_LABELS = {
    ObjectionWay.VISIT: "当面",
    ObjectionWay.TELEPHONE: "电话",
    ObjectionWay.LETTER: "来信",
    ObjectionWay.ONLINE: "网上",
}


class ObjectionResult(StrEnum):
    """异议的结论."""

    UPHELD = "upheld"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"


OBJECTION_RESULT_LABELS = {
    ObjectionResult.UPHELD: "异议成立",
    ObjectionResult.PARTLY: "部分成立",
    ObjectionResult.UNFOUNDED: "异议不成立",
}


class DecisionKind(StrEnum):
    """决定."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


DECISION_KIND_LABELS = {DecisionKind.CONFIRMED: "同意", DecisionKind.REFUSED: "不予确认"}


class SpotCheckWhy(StrEnum):
    """为什么抽到."""

    DRAWN = "drawn"
    NEAR_RELATIVE = "near_relative"
    COMPLAINT = "complaint"


SPOT_CHECK_WHY_LABELS = {
    SpotCheckWhy.DRAWN: "随机抽取",
    SpotCheckWhy.NEAR_RELATIVE: "近亲属备案，必查",
    SpotCheckWhy.COMPLAINT: "有投诉举报，必查",
}


class ChangeKind(StrEnum):
    """C29 变更类型, without those that have acts of their own (标准调整, 勘误); 暂缓发放 is process.md §4 PAUSED."""

    INCREASE = "1"
    DECREASE = "2"
    STOP = "3"
    MEMBERS = "4"
    HEAD = "5"
    CLASSES = "6"
    ASSISTANCE = "8"
    PHASE_OUT = "9"
    MOVE = "10"
    RESUME = "11"
    SUSPEND = "13"


CHANGE_KIND_LABELS = {
    ChangeKind.INCREASE: "增发",
    ChangeKind.DECREASE: "减发",
    ChangeKind.MEMBERS: "人口变更",
    ChangeKind.HEAD: "户主变更",
    ChangeKind.CLASSES: "分类施保",
    ChangeKind.ASSISTANCE: "类别转换",
    ChangeKind.PHASE_OUT: "渐退",
    ChangeKind.STOP: "停发",
    ChangeKind.SUSPEND: "暂缓发放",
    ChangeKind.RESUME: "恢复发放",
    ChangeKind.MOVE: "迁移",
}
# C30, as far as the kind allows; the first is proposed
CHANGE_REASONS: dict[ChangeKind, tuple[str, ...]] = {
    ChangeKind.INCREASE: ("19", "20", "17", "99"),
    ChangeKind.DECREASE: ("16", "15", "17", "05", "07", "09", "10", "99"),
    ChangeKind.STOP: ("01", "02", "03", "04", "05", "06", "07", "08", "11", "12", "13", "14", "99"),
    ChangeKind.MEMBERS: ("20", "15", "99"),
    ChangeKind.HEAD: ("15", "99"),
    ChangeKind.CLASSES: ("17", "99"),
    ChangeKind.ASSISTANCE: ("99",),
    ChangeKind.PHASE_OUT: ("16", "01", "99"),
    ChangeKind.MOVE: ("04", "99"),
    ChangeKind.RESUME: ("99",),
    ChangeKind.SUSPEND: ("14", "05", "99"),
}
# the classes of C11 that get an allowance; to become another one is a stop and a new application
WITH_ALLOWANCE = ("01", "02", "11", "12")
