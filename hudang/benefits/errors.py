"""Refusals of the allowance: each says what to do."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class HasAward(Refusal):
    """The household gets an allowance already."""

    code = "HAS_AWARD"
    template = "该户已有定额（{since}起每月 {total} 元），不能再次确认。金额有变化请办理增发或减发。"


class NoAward(Refusal):
    """There is nothing to change or end."""

    code = "NO_AWARD"
    template = "该户没有在执行的定额，不能{act}。请先办理审核确认，或在“低保金”页按登记金额建立定额。"


class MonthClosed(Refusal):
    """A decision would reach into months whose payment list is closed."""

    code = "MONTH_CLOSED"
    template = (
        "{month}的发放名册已经封账，不再变动。请从{next}起执行；确需追溯的，按追溯办理并写明理由，差额列为补发或追缴。"
    )


class LaterAward(Refusal):
    """Another version begins later than this decision."""

    code = "LATER_AWARD"
    template = "该户自{since}起另有定额（{reason}），不能从{month}起再定。请先撤销那一版，或从{since}起执行。"


class SameAward(Refusal):
    """An adjustment that changes nothing."""

    code = "SAME_AWARD"
    template = "新定额与现行定额相同（每月 {total} 元），不需要调整。"


class AlreadySuspended(Refusal):
    """Payment is suspended already."""

    code = "ALREADY_SUSPENDED"
    template = "该户自{since}起已暂缓发放，请先恢复发放或办理停发。"


class NotSuspended(Refusal):
    """Payment is not suspended."""

    code = "NOT_SUSPENDED"
    template = "该户没有暂缓发放，不需要恢复。"


class NotNext(Refusal):
    """Months are listed one after another."""

    code = "NOT_NEXT_MONTH"
    template = "发放名册按月连续编制：上一张封账的是{last}，现在只能编制{next}。"


class NoList(Refusal):
    """No list of the month was prepared yet."""

    code = "NO_LIST"
    template = "{month}的发放名册还没有编制。请先在“低保金”页编制，或用 --prepare。"


class ListClosed(Refusal):
    """The list of this month is closed."""

    code = "LIST_CLOSED"
    template = "{month}的发放名册已由{who}封账，不能再改。差错请在下月补发或扣回。"


class ListNotClosed(Refusal):
    """The list of this month is a draft still."""

    code = "LIST_NOT_CLOSED"
    template = "{month}的发放名册还没有封账，不能{act}。请先核对并封账。"


class ListOvertaken(Refusal):
    """Somebody else began to prepare the same list."""

    code = "LIST_OVERTAKEN"
    template = "{month}的发放名册另有人正在编制，这一次已停下，原来的名册没有变。请等那一次完成后再看。"


class ListReplaced(Refusal):
    """The list was prepared anew since it was opened."""

    code = "LIST_REPLACED"
    template = "{month}的发放名册已经重新编制。请打开新的名册，核对后再办。"


class ListOutOfDate(Refusal):
    """Awards changed after the list was prepared."""

    code = "LIST_OUT_OF_DATE"
    template = "名册编制之后有 {count} 户的定额、账户或补发扣回有变化。请重新编制，核对后再封账。"


class ListWaitsForChange(Refusal):
    """A change of the standard for this month is not finished."""

    code = "LIST_WAITS_FOR_CHANGE"
    template = "{month}起的标准调整正在{state}，请等它完成（或再点一次继续）后再编制和封账。"


class NothingToPay(Refusal):
    """No household is in payment."""

    code = "NOTHING_TO_PAY"
    template = "{month}没有可以发放的家庭。请先在“低保金”页建立定额。"


class UnreadableReturn(Refusal):
    """A bank's file cannot be read."""

    code = "UNREADABLE_RETURN"
    template = "回盘文件不能读取：{why}。请用 Excel（xlsx、xls）或 CSV 文件，首行是列名，其中要有“账号”（或“户编号”）和“结果”。"


class RecoveryClosed(Refusal):
    """Nothing is left to recover."""

    code = "RECOVERY_CLOSED"
    template = "追缴单 {number} 已{state}，不能再登记。"


class TooMuchRepaid(Refusal):
    """More than the balance."""

    code = "TOO_MUCH_REPAID"
    template = "追缴单 {number} 的余额是 {balance} 元，不能登记 {amount} 元。"


class WrongBackPayment(Refusal):
    """A back payment that is not waiting any more."""

    code = "WRONG_BACK_PAYMENT"
    template = "这笔补发{state}，不能再改。"


class WrongChangeState(Refusal):
    """A batch of a change of the standard that is not where the act needs it."""

    code = "WRONG_CHANGE_STATE"
    template = "这次标准调整{state}，不能{act}。"


class ChangeUnderWay(Refusal):
    """Another batch for the county is not finished."""

    code = "CHANGE_UNDER_WAY"
    template = "还有一次标准调整（{month}起，{state}）没有办完，请先批准或作废。"


class AwardsChangedSince(Refusal):
    """A batch cannot be undone when awards were changed after it."""

    code = "AWARDS_CHANGED_SINCE"
    template = "标准调整之后有 {count} 户（如 {example}）另作了决定，不能整批撤销。请对这些户单独办理。"
