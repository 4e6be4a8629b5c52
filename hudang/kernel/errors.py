"""Refusals: every "no" of the product is a class with a code and a Chinese sentence that says what to do."""

from __future__ import annotations

from typing import Any, ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An act that is not possible now, with the sentence shown to the user.

    Subclasses set ``code`` (stable, for scripts) and ``template`` (Chinese, formatted with ``data``).
    """

    code: ClassVar[str] = "REFUSED"
    template: ClassVar[str] = "操作未完成。"

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.template.format(**data))

    @property
    def message(self) -> str:
        """The Chinese sentence for the user."""
        return str(self)


class NotVisible(Refusal):
    """The object does not exist, or lies outside the user's division: pages answer 404 for both."""

    code = "NOT_VISIBLE"
    template = "没有找到，或不在您的管辖范围内。"


class NotAllowed(Refusal):
    """The user's post does not include the right that the act needs."""

    code = "NOT_ALLOWED"
    template = "您的岗位（{post}）没有“{right}”的权限。如确需办理，请联系安全保密管理员调整岗位。"


class InvalidInput(Refusal):
    """One or more fields are wrong; ``fields`` maps a field's name to its Chinese message."""

    code = "INVALID_INPUT"
    template = "有 {count} 处填写不正确，请按提示修改后再提交。"

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        super().__init__(count=len(fields), fields=fields)


class StaleForm(Refusal):
    """Somebody else changed the object since the form was opened; nothing was written over his change."""

    code = "STALE_FORM"
    template = "{who}{when}刚刚改了{what}。为免互相覆盖，这次没有保存；您填写的内容还在，请对照后再保存。"
