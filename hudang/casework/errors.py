"""Refusals of casework."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class WrongStage(Refusal):
    """The procedure does not allow the act at this stage."""

    code = "WRONG_STAGE"
    template = "本案现在是“{stage}”，不能“{act}”。请刷新页面，按案件页上的下一步办理。"


class NotYourAct(Refusal):
    """Another post takes this act."""

    code = "NOT_YOUR_ACT"
    template = "“{act}”由{posts}办理，您的岗位是{post}。"


class SamePerson(Refusal):
    """Who examined the case does not approve it (process.md §3, rule 4)."""

    code = "SAME_PERSON"
    template = "您已对本案“{before}”，同一人不能又“{act}”。请由另一位同事办理。"


class KeptOutOfCase(Refusal):
    """A relative of the applicant takes no part (process.md §3, rule 3)."""

    code = "KEPT_OUT"
    template = "您与申请人有{relation}关系，已登记回避，不能办理本案。"


class NotYet(Refusal):
    """A condition of the act does not hold; the sentence says which and what to do."""

    code = "NOT_YET"
    template = "还不能“{act}”：{why}"


class CaseOpen(Refusal):
    """The household or person has an open case already."""

    code = "CASE_OPEN"
    template = "{who}已有在办的案件（{number}，{stage}），请在该案中办理。"


class ReaderNotCounty(Refusal):
    """Only the county's staff may see an exempt case."""

    code = "READER_NOT_COUNTY"
    template = "免公示案只能指定县级工作人员知情。"


class OfficeUnknown(Refusal):
    """The papers need words that nobody entered."""

    code = "OFFICE_UNKNOWN"
    template = "还没有登记{place}的咨询电话、监督电话和办理地点，文书上要用。请先在“申请办理—文书用语”中登记。"


class NotForNotice(Refusal):
    """The case cannot be put on this notice."""

    code = "NOT_FOR_NOTICE"
    template = "{number} 不能列入公示：{why}"


class NoticeWrongState(Refusal):
    """The notice has gone further, or not so far."""

    code = "NOTICE_WRONG_STATE"
    template = "公示 {number} 现在是“{state}”，不能{act}。"


class NoticeNotOver(Refusal):
    """A notice is never closed before its last day is over (process.md §3)."""

    code = "NOTICE_NOT_OVER"
    template = "公示 {number} 到 {ends_on} 为止，期满次日起才能结束，不得提前。"


class NothingToDraw(Refusal):
    """No case waits for the county's examination."""

    code = "NOTHING_TO_DRAW"
    template = "没有等待县审核的案件，不需要抽查。"


class TaskFinished(Refusal):
    """The task is done or waived; what it brought stands until somebody takes it up again."""

    code = "TASK_FINISHED"
    template = "“{task}”{state}，不能再改。确需更正的，请先在调查任务中选“重做”并写明理由。"


class TaskNotYours(Refusal):
    """The task is not given to this user, and his post does not take every task."""

    code = "TASK_NOT_YOURS"
    template = "“{task}”没有分派给您。请由乡镇经办分派，或请承办人填写。"


class NoCheckRows(Refusal):
    """A workbook without the header of check results."""

    code = "NO_CHECK_ROWS"
    template = "文件里没有“姓名、核对项目、金额”这一行标题。请下载模板，把核对结果填进去再上传。"


class ExtensionAsked(Refusal):
    """Only one extension is asked for at a time."""

    code = "EXTENSION_ASKED"
    template = "本案的延期申请已经报请负责人，正等答复。"


class NothingToExtend(Refusal):
    """The clock of the whole procedure does not run, or was extended already."""

    code = "NOTHING_TO_EXTEND"
    template = "本案不能延期：{why}"


class NotAColleague(Refusal):
    """A case goes to somebody of the same kind of post who may see it."""

    code = "NOT_A_COLLEAGUE"
    template = "{name}不能接办本案：接办人应当能办理本案所在地的案件，并且没有登记回避。"
