"""Words of messages: their kinds, and what a template may speak of."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """消息的种类; the value is stored."""

    REMINDER = "reminder"
    RETURNED = "returned"
    ASSIGNED = "assigned"
    OVERDUE = "overdue"
    RULE = "rule"
    TRAINING = "training"
    QUALITY = "quality"


KIND_LABELS = {
    Kind.REMINDER: "提醒",
    Kind.RETURNED: "退回",
    Kind.ASSIGNED: "交办",
    Kind.OVERDUE: "逾期",
    Kind.RULE: "新规定",
    Kind.TRAINING: "培训",
    Kind.QUALITY: "质量",
}
KIND_TONES = {
    Kind.REMINDER: "info",
    Kind.RETURNED: "warn",
    Kind.ASSIGNED: "info",
    Kind.OVERDUE: "bad",
    Kind.RULE: "info",
    Kind.TRAINING: "info",
    Kind.QUALITY: "warn",
}


class Slot(StrEnum):
    """What a template may speak of; there is none for a person's name, number, telephone, address or illness."""

    HOUSEHOLD = "household"
    CASE = "case"
    NUMBER = "number"
    TASK = "task"
    STAGE = "stage"
    STEP = "step"
    CLOCK = "clock"
    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    YEAR = "year"
    COUNT = "count"
    HOUSEHOLDS = "households"
    HOURS = "hours"
    PLACE = "place"
    RULE = "rule"
    FORM = "form"
    MATERIAL = "material"
    COURSE = "course"
    SESSION = "session"
    TITLE = "title"
    MEASURE = "measure"
    RATE = "rate"
    TARGET = "target"
