"""What recertification tells people, without anybody's name."""

from __future__ import annotations

from hudang.notifications.rules.templates import Template
from hudang.notifications.vocabulary import Kind

LATE = Template(
    "recertification_late",
    Kind.OVERDUE,
    title="{place}有 {count} 项核查逾期",
    body="截至{day}。逾期只催办，不停发；请点开名单逐项办理，或登记联系不上。",
)
REMINDER = Template(
    "recertification_reminder",
    Kind.REMINDER,
    title="{place}有 {count} 项核查快到期",
    body="{rule}，应于{day}前完成。点开名单看是哪几户。",
)
SUPERVISED = Template(
    "recertification_supervised",
    Kind.OVERDUE,
    title="县里督办 {count} 项逾期核查",
    body="请于{day}前办结并反馈。点开督办单看要求和名单。",
)
ANSWERED = Template(
    "supervision_answered",
    Kind.RETURNED,
    title="{place}反馈了督办单",
    body="请看办理情况，写结论。",
)
CAMPAIGN_BEGUN = Template(
    "campaign_begun",
    Kind.ASSIGNED,
    title="{place}有 {count} 户要年审",
    body="请于{day}前逐户核查，填动态表。点开看通知、名单和进度。",
)
VISIT_ASIDE = Template(
    "visit_aside",
    Kind.RETURNED,
    title="{day}的走访没有采用",
    body="户编号 {household}。同一任务有两份走访，已选定另一份；您的一份留存备查。点开看理由。",
)
VISIT_RETURNED = Template(
    "visit_returned",
    Kind.RETURNED,
    title="{day}的走访被退回",
    body="户编号 {household}。点开看退回的理由，补正后再提交。",
)
