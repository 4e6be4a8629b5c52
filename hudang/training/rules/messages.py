"""What training tells people in their inbox."""

from __future__ import annotations

from hudang.notifications.rules.templates import Template
from hudang.notifications.vocabulary import Kind

SESSION_SOON = Template(
    "session_soon", Kind.TRAINING, "{day}有培训：{session}", "按时到场，用手机扫码签到；有课件的先看课件。"
)
MAKE_UP_DUE = Template(
    "make_up_due", Kind.TRAINING, "《{course}》的补考请在{day}以前完成", "先看上次的错题，再进入补考；补考换一份卷子。"
)
MAKE_UP_LATE = Template(
    "make_up_late", Kind.TRAINING, "《{course}》的补考已过期限（{day}）", "现在仍可以补考，请尽快完成。"
)
CERTIFICATE_ENDS = Template(
    "certificate_ends", Kind.TRAINING, "《{course}》的证书{day}到期", "重新测验合格，新证书自动发给您。"
)
TRAINING_LACKING = Template(
    "training_lacking", Kind.TRAINING, "您 {year} 年的培训还有 {count} 项没有完成", "打开“学习与培训”，从应学课程学起。"
)
STAFF_LACKING = Template(
    "staff_lacking", Kind.TRAINING, "{place}还有 {count} 人缺训", "打开缺训名单，安排场次或者催学。"
)
