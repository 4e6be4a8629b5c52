"""Refusals of messages."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class SensitiveMessage(Refusal):
    """A message would carry what belongs to the archive only."""

    code = "SENSITIVE_MESSAGE"
    template = "消息里不能写{what}。请只写户编号、案号和办什么事，详情让收信人打开链接看。"


class BadLink(Refusal):
    """The link of a message leads out of the product."""

    code = "BAD_LINK"
    template = "消息的链接须是本系统的页面（以 / 开头）：{link}。"
