"""Refusals of recertification."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class UnreadableRule(Refusal):
    """The condition of a rule cannot be read; the sentence says what and where."""

    code = "UNREADABLE_RULE"
    template = "规则的条件读不懂：{why}"


class DeviceLocked(Refusal):
    """The telephone was locked out: what it holds is to be wiped."""

    code = "DEVICE_LOCKED"
    template = "这部手机已被锁定，手机上的走访资料将清除。需要继续使用的，请在手机上重新登录并登记。"


class UnknownDevice(Refusal):
    """The telephone was never registered by this user."""

    code = "UNKNOWN_DEVICE"
    template = "这部手机还没有登记到您的账号。请在手机上打开“离线走访”，登录后设置口令。"


class BothChanged(Refusal):
    """A visit was changed on the telephone and elsewhere since the telephone last had it."""

    code = "BOTH_CHANGED"
    template = "这份走访在手机上和系统里都改过，请在手机上并排对照，选定以后再发送。"


class VisitClosed(Refusal):
    """The visit was handed in, examined or dropped, so nothing more can be written into it."""

    code = "VISIT_CLOSED"
    template = "这份走访在系统里是“{state}”，不能再改。手机上的内容没有写入，请与乡镇经办核对后再处理。"


class NoSuchRule(Refusal):
    """No rule has this code."""

    code = "NO_SUCH_RULE"
    template = "没有代码为“{code}”的核查规则。"


class ReasonNeeded(Refusal):
    """A rule is switched off or changed only with a reason (R41)."""

    code = "REASON_NEEDED"
    template = "{act}核查规则须写明理由（不少于 4 个字），理由记入操作日志。"


class NoStanding(Refusal):
    """Nobody of the household is under an event rule that answers to this trigger."""

    code = "NO_RULE_FOR_TRIGGER"
    template = "没有启用的规则对应“{trigger}”，任务没有生成。请县级在“核查规则”中启用相应规则。"


class WrongTaskState(Refusal):
    """The task is in a state in which the act is not possible."""

    code = "WRONG_TASK_STATE"
    template = "这项任务现在是“{state}”，不能“{act}”。请刷新页面再看。"


class NotYourTask(Refusal):
    """The task is somebody else's."""

    code = "NOT_YOUR_TASK"
    template = "这项任务已派给{assignee}。需要由您办理的，请乡镇经办改派。"


class NoEventRows(Refusal):
    """The workbook has no header of ours."""

    code = "NO_EVENT_ROWS"
    template = "没有找到表头。请在前 10 行内写明“姓名”“公民身份号码”“日期”三列，可下载模板填写。"


class WrongVisitState(Refusal):
    """The visit is in a state in which the act is not possible."""

    code = "WRONG_VISIT_STATE"
    template = "这次走访现在是“{state}”，不能{act}。请刷新页面再看。"


class NotYourVisit(Refusal):
    """Only whoever made the visit fills it in."""

    code = "NOT_YOUR_VISIT"
    template = "这次走访由{who}填写，只有本人可以{act}。需要修改的，请退回本人。"


class TwoVisits(Refusal):
    """Another visit met the same tasks, and nobody has said yet which one counts."""

    code = "TWO_VISITS"
    template = "同一任务还有{who}的走访。请先在这一页并排对照，选定以哪一份为准，再复核。"


class OwnVisit(Refusal):
    """Nobody checks what he has done himself."""

    code = "OWN_VISIT"
    template = "这次走访是您自己做的（或您同去的），请由另一位有复核权限的人员复核。"


class NoOutcome(Refusal):
    """The visit proposes nothing that a case could decide."""

    code = "NO_OUTCOME"
    template = "{why}"


class CampaignExists(Refusal):
    """The division has its campaign of the year."""

    code = "CAMPAIGN_EXISTS"
    template = "{place}{year}年度的年审已经组织，请在“年审”中打开。"


class NobodyToExamine(Refusal):
    """No household of the division is under the rules of the campaign."""

    code = "NOBODY_TO_EXAMINE"
    template = "没有在保家庭适用选定的规则，年审没有组织。请另选规则。"


class CampaignClosed(Refusal):
    """The campaign has its summary already."""

    code = "CAMPAIGN_CLOSED"
    template = "这次年审已经总结归档，不能再改。"


class NothingToPost(Refusal):
    """Nobody of the place was examined yet, or nobody of those may be made public."""

    code = "NOTHING_TO_POST"
    template = "{place}还没有可以公示的年审结果。动态表复核通过以后再做公示单。"


class NothingDrawn(Refusal):
    """Every household that the share asks for is drawn already."""

    code = "NOTHING_DRAWN"
    template = "已审的户按 {percent}% 都抽过了。有新审完的户以后再抽。"


class NothingToSupervise(Refusal):
    """None of the tasks is late enough, or all are on a sheet that is not closed."""

    code = "NOTHING_TO_SUPERVISE"
    template = "这个乡镇没有需要县级督办、又还没有督办的任务。"


class SupervisionClosed(Refusal):
    """The sheet is at another step."""

    code = "SUPERVISION_STEP"
    template = "这份督办单{why}。请刷新页面再看。"


class NothingToRemind(Refusal):
    """No task of the filters is late or falls due this month."""

    code = "NOTHING_TO_REMIND"
    template = "这些条件下没有逾期或本月到期的任务，不用打印提醒单。"
