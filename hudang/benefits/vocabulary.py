"""Words of the allowance (code-tables.md C29, C30, C34; forms.md F27–F32). A clerk could proof-read this file."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """发放方式: as usual, or kept for a while after the reason for it is gone (渐退)."""

    NORMAL = "normal"
    PHASE_OUT = "phase_out"


WAY_LABELS = {Way.NORMAL: "正常发放", Way.PHASE_OUT: "渐退期"}


class Reason(StrEnum):
    """定额依据的种类."""

    DECISION = "decision"
    INCREASE = "increase"
    DECREASE = "decrease"
    STANDARD = "standard"
    PHASE_OUT = "phase_out"
    IMPORT = "import"
    CORRECTION = "correction"


REASON_LABELS = {
    Reason.DECISION: "审核确认",
    Reason.INCREASE: "增发",
    Reason.DECREASE: "减发",
    Reason.STANDARD: "标准调整",
    Reason.PHASE_OUT: "渐退",
    Reason.IMPORT: "按登记金额建立",
    Reason.CORRECTION: "勘误",
}


class ListState(StrEnum):
    """发放名册的状态; one that is being written, or was written anew since, is used by nobody."""

    PREPARING = "preparing"
    REPLACED = "replaced"
    DRAFT = "draft"
    CLOSED = "closed"
    PAID = "paid"


LIST_STATE_LABELS = {
    ListState.PREPARING: "正在写入",
    ListState.REPLACED: "已重新编制",
    ListState.DRAFT: "编制中",
    ListState.CLOSED: "已封账",
    ListState.PAID: "已回盘",
}
UNUSABLE_LISTS = (ListState.PREPARING, ListState.REPLACED)
CLOSED_LISTS = (ListState.CLOSED, ListState.PAID)

# C34 代发结果; what the bank has not answered yet is empty
SUCCEEDED = "0"
BANK_RESULT = {"0": "成功", "1": "户名不符", "2": "账号错", "3": "销户或冻结", "4": "已故", "9": "其他"}
# words in which banks say the same, looked for in this order
BANK_WORDS = (
    ("1", ("户名不符", "户名错", "姓名不符")),
    ("2", ("账号错", "账号不存在", "无此账户", "账户不存在", "卡号错", "账号有误")),
    ("3", ("销户", "冻结", "挂失", "止付", "睡眠", "注销")),
    ("4", ("已故", "死亡")),
    ("9", ("失败", "退回", "退汇", "未成功", "不成功", "异常")),
    ("0", ("成功", "已入账", "已发放", "处理完毕")),
)


class BackPayState(StrEnum):
    """补发的状态: what a bank returned is proposed and waits until the account was put right."""

    PROPOSED = "proposed"
    DUE = "due"
    PAID = "paid"
    CANCELLED = "cancelled"


BACK_PAY_LABELS = {
    BackPayState.PROPOSED: "待核对",
    BackPayState.DUE: "待补发",
    BackPayState.PAID: "已列入名册",
    BackPayState.CANCELLED: "不再补发",
}


class RecoveryState(StrEnum):
    """追缴单的状态."""

    OPEN = "open"
    SETTLED = "settled"
    CANCELLED = "cancelled"


RECOVERY_LABELS = {
    RecoveryState.OPEN: "追缴中",
    RecoveryState.SETTLED: "已追回",
    RecoveryState.CANCELLED: "已撤销",
}


class RepaidBy(StrEnum):
    """追回的方式."""

    DEDUCTION = "deduction"
    CASH = "cash"


REPAID_LABELS = {RepaidBy.DEDUCTION: "从低保金中扣回", RepaidBy.CASH: "缴回"}


class ChangeState(StrEnum):
    """标准调整批次的状态."""

    COMPUTING = "computing"
    COMPUTED = "computed"
    APPROVING = "approving"
    APPROVED = "approved"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"


CHANGE_STATE_LABELS = {
    ChangeState.COMPUTING: "测算中",
    ChangeState.COMPUTED: "待审批",
    ChangeState.APPROVING: "执行中",
    ChangeState.APPROVED: "已执行",
    ChangeState.UNDOING: "撤销中",
    ChangeState.UNDONE: "已撤销",
    ChangeState.DISCARDED: "已作废",
}


class Outcome(StrEnum):
    """标准调整后一户的结果; only what rises is changed by the batch, the rest needs an act of its own."""

    RAISED = "raised"
    SAME = "same"
    LOWERED = "lowered"
    INELIGIBLE = "ineligible"
    UNREADABLE = "unreadable"
    OVERTAKEN = "overtaken"


OUTCOME_LABELS = {
    Outcome.RAISED: "增加",
    Outcome.SAME: "不变",
    Outcome.LOWERED: "降低，须另办减发",
    Outcome.INELIGIBLE: "不再符合，须另办停发",
    Outcome.UNREADABLE: "不能测算",
    Outcome.OVERTAKEN: "测算后另有决定，没有改",
}
