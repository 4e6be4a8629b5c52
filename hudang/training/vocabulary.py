"""培训的词: kinds of course, of question and of session; how tests, qualifications and appraisals are named."""

from __future__ import annotations

from enum import StrEnum


class CourseKind(StrEnum):
    """培训类别 (forms.md F36)."""

    POLICY = "policy"
    ARCHIVE = "archive"
    SYSTEM = "system"
    ETHICS = "ethics"


COURSE_KIND_LABELS = {
    CourseKind.POLICY: "政策",
    CourseKind.ARCHIVE: "档案",
    CourseKind.SYSTEM: "系统",
    CourseKind.ETHICS: "职业素养",
}


class QuestionKind(StrEnum):
    """题型."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    FILL_IN = "fill_in"


QUESTION_KIND_LABELS = {
    QuestionKind.SINGLE: "单选题",
    QuestionKind.MULTIPLE: "多选题",
    QuestionKind.TRUE_FALSE: "判断题",
    QuestionKind.FILL_IN: "填空题",
}
TRUE_FALSE = ("对", "错")
LETTERS = "ABCDEFGH"


class FileKind(StrEnum):
    """课件与场次的文件."""

    SLIDES = "slides"
    PHOTO = "photo"


FILE_KIND_LABELS = {FileKind.SLIDES: "课件", FileKind.PHOTO: "照片"}


class TestState(StrEnum):
    """测验的状态."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


TEST_STATE_LABELS = {TestState.OPEN: "待作答", TestState.PASSED: "合格", TestState.FAILED: "不合格"}


class SessionState(StrEnum):
    """场次的状态."""

    PLANNED = "planned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


SESSION_STATE_LABELS = {
    SessionState.PLANNED: "待举办",
    SessionState.CLOSED: "已结束并归档",
    SessionState.CANCELLED: "已取消",
}


class SignInWay(StrEnum):
    """签到方式."""

    QR = "qr"
    BY_HAND = "by_hand"


SIGN_IN_WAY_LABELS = {SignInWay.QR: "扫码", SignInWay.BY_HAND: "代签"}


class Grade(StrEnum):
    """年度考评等次."""

    EXCELLENT = "excellent"
    GOOD = "good"
    BASIC = "basic"
    FAILED = "failed"


GRADE_LABELS = {Grade.EXCELLENT: "优秀", Grade.GOOD: "称职", Grade.BASIC: "基本称职", Grade.FAILED: "不称职"}

EDUCATION = {"1": "研究生", "2": "本科", "3": "大专", "4": "中专（高中）", "5": "初中及以下"}
EMPLOYED_AS = {
    "1": "公务员",
    "2": "事业编制",
    "3": "公益性岗位",
    "4": "政府购买服务",
    "5": "村（社区）干部兼任",
    "9": "其他",
}


class Lack(StrEnum):
    """缺训名单里的原因."""

    NO_TRAINING = "no_training"
    NO_ETHICS = "no_ethics"
    COURSE = "course"
    MAKE_UP = "make_up"
    EXPIRING = "expiring"


LACK_LABELS = {
    Lack.NO_TRAINING: "本年度没有培训记录",
    Lack.NO_ETHICS: "本年度没有职业素养教育",
    Lack.COURSE: "应学课程未取得证书",
    Lack.MAKE_UP: "待补考",
    Lack.EXPIRING: "证书即将到期",
}
