"""Refusals of training."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class QuestionsMissing(Refusal):
    """The bank of a course holds too few questions for a paper."""

    code = "QUESTIONS_MISSING"
    template = "“{course}”的题库只有 {have} 道题，组一份卷至少要 {need} 道。请先补充题目。"


class ClosedTest(Refusal):
    """A test was handed in already."""

    code = "TEST_CLOSED"
    template = "这份试卷已经交卷，得分 {score} 分。要再考，请从课程页进入补考。"


class NoTestDue(Refusal):
    """Somebody who passed wants another test."""

    code = "TEST_NOT_DUE"
    template = "您已通过“{course}”的测验，证书有效期至 {until}，不必再考。"


class PassedAlready(Refusal):
    """The test is passed; lessons or practice are still to be done."""

    code = "TEST_PASSED"
    template = "您已通过“{course}”的测验，不必再考。把还没学完的课和练习完成，证书会自动发给您。"


class SignInClosed(Refusal):
    """Sign-in is open on the day of the session only."""

    code = "SIGN_IN_CLOSED"
    template = "“{title}”现在不能签到：{why}"


class WrongSignInCode(Refusal):
    """The code on the page is not that of the session."""

    code = "WRONG_SIGN_IN_CODE"
    template = "签到码不对或已更换。请重新扫会场屏幕上的二维码。"


class SessionOver(Refusal):
    """A closed or cancelled session takes nothing more."""

    code = "SESSION_OVER"
    template = "“{title}”{state}，不能再改。"


class NobodyCame(Refusal):
    """A session without attendance cannot be closed."""

    code = "NOBODY_CAME"
    template = "“{title}”还没有人签到，不能结束归档。没有办成的，请取消本场。"


class NoPractice(Refusal):
    """The post of the user does not do this practice."""

    code = "NO_PRACTICE"
    template = "没有这项练习。请从课程页进入练习。"


class NotPractising(Refusal):
    """Asked for the practice ground without having entered it."""

    code = "NOT_PRACTISING"
    template = "您不在练习环境里。请先从课程页进入练习，再回来检查。"


class SameStaff(Refusal):
    """Somebody hands over to himself."""

    code = "SAME_STAFF"
    template = "交接人与接收人是同一人，请另选接收人。"


class NothingToFile(Refusal):
    """No assistant was appraised in the year."""

    code = "NOTHING_TO_FILE"
    template = "{year} 年度还没有村协理员的考评，没有可归档的内容。请先在人员页考评。"
