"""What casework tells people in their inbox: the case by its number, never the applicant."""

from __future__ import annotations

from hudang.notifications.rules.templates import Template
from hudang.notifications.vocabulary import Kind

CASE_RETURNED = Template(
    "case_returned", Kind.RETURNED, "案件 {case} 被退回：{step}", "打开案件看退回的意见，改好以后再提交。"
)
CHANGE_REFUSED = Template(
    "change_refused", Kind.RETURNED, "变更 {case} 没有被确认", "打开案件看不予确认的理由，家庭和定额一切如旧。"
)
CASE_HANDED_OVER = Template(
    "case_handed_over", Kind.ASSIGNED, "案件 {case} 移交给您办理", "打开案件看现在的阶段和时限。"
)
TASK_ASSIGNED = Template(
    "task_assigned", Kind.ASSIGNED, "案件 {case}：“{task}”分派给您", "打开任务，按表登记后点完成。"
)
TASK_REOPENED = Template(
    "task_reopened", Kind.RETURNED, "案件 {case}：“{task}”要重做", "打开任务看理由，补充以后再点完成。"
)
CLOCK_CLOSE = Template(
    "clock_close", Kind.REMINDER, "案件 {case}：“{clock}”{day}到期", "请在到期以前办；办不完的，按规定申请延期。"
)
CLOCK_OVERDUE = Template(
    "clock_overdue",
    Kind.OVERDUE,
    "案件 {case}：“{clock}”已逾期，应于{day}办完",
    "请尽快办理，并在办理意见里写明逾期的原因。",
)
