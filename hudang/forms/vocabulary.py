"""Words of the forms: kinds of fields, the stages that forms belong to, who issues them. A clerk could proof-read it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    QUANTITY = "quantity"
    DATE = "date"
    MONTH = "month"
    TIME = "time"
    MOMENT = "moment"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    IDENTITY = "identity"
    CERTIFICATE = "certificate"
    ACCOUNT = "account"
    TELEPHONE = "telephone"
    DIVISION = "division"
    PERSON = "person"
    SIGNATURE = "signature"
    PHOTO = "photo"


KIND_LABELS = {
    Kind.TEXT: "文字",
    Kind.LONG_TEXT: "说明",
    Kind.INTEGER: "整数",
    Kind.MONEY: "金额（元）",
    Kind.QUANTITY: "数量",
    Kind.DATE: "日期",
    Kind.MONTH: "年月",
    Kind.TIME: "时间",
    Kind.MOMENT: "日期和时间",
    Kind.YES_NO: "是或否",
    Kind.CHOICE: "单选",
    Kind.CHOICES: "多选",
    Kind.IDENTITY: "公民身份号码",
    Kind.CERTIFICATE: "残疾人证号",
    Kind.ACCOUNT: "银行账号",
    Kind.TELEPHONE: "电话",
    Kind.DIVISION: "村（社区）代码",
    Kind.PERSON: "姓名",
    Kind.SIGNATURE: "签名",
    Kind.PHOTO: "照片",
}
YES, NO = "yes", "no"
YES_NO = {YES: "是", NO: "否"}
# the signature stands on the paper only: its place stays free on the sheet
ON_PAPER = "on_paper"


class Stage(StrEnum):
    """When in the life of a case a form is used; the order of the list of forms."""

    APPLYING = "applying"
    INVESTIGATING = "investigating"
    PUBLISHING = "publishing"
    DECIDING = "deciding"
    SERVING = "serving"
    CHANGING = "changing"
    RECERTIFYING = "recertifying"
    OFFICE = "office"


STAGE_LABELS = {
    Stage.APPLYING: "申请与受理",
    Stage.INVESTIGATING: "调查与核对",
    Stage.PUBLISHING: "公示与评议",
    Stage.DECIDING: "审核确认",
    Stage.SERVING: "告知与送达",
    Stage.CHANGING: "增发、减发、停发",
    Stage.RECERTIFYING: "动态管理",
    Stage.OFFICE: "机构用表",
}


class Issuer(StrEnum):
    """Whose name and seal a form bears."""

    TOWNSHIP = "township"
    COUNTY = "county"
    NOBODY = "nobody"


class Identity(StrEnum):
    """How much of an identity number a form's paper shows."""

    FULL = "full"
    MASKED = "masked"
    NEVER = "never"
