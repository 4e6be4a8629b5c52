"""What is wrong with figures that were given as JSON: each fault at its place, in Chinese."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

_MESSAGES = {
    "missing": "没有填写",
    "extra_forbidden": "没有这一项",
    "greater_than_equal": "不能小于 {ge}",
    "greater_than": "应大于 {gt}",
    "less_than_equal": "不能大于 {le}",
    "string_too_short": "没有填写",
    "too_short": "没有填写",
    "enum": "应为 {expected} 之一",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "model_type": "应为 JSON 对象，写作 {{…}}",
    "model_attributes_type": "应为 JSON 对象，写作 {{…}}",
    "tuple_type": "应为列表，写作 […]",
    "string_type": "应为文字，写在引号里",
    "finite_number": "应为数字",
}


def faults_of(error: ValidationError) -> dict[str, str]:
    """Return every fault by its place: ``members.1.incomes.2.amount``, counted from one."""
    faults = {_place(each["loc"]): _message(dict(each)) for each in error.errors()}
    # a list counts as empty when all its entries are faulty: the entries say what is wrong
    return {place: text for place, text in faults.items() if not any(o.startswith(f"{place}.") for o in faults)}


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)


def _message(fault: dict[str, Any]) -> str:
    kind, context = str(fault["type"]), dict(fault.get("ctx") or {})
    if kind == "value_error":
        return str(context["error"])
    if kind.startswith("decimal") or kind.startswith("int"):
        return "应为数字"
    if kind.startswith("date"):
        return "应为日期，写作 2026-11-23"
    template = _MESSAGES.get(kind)
    if template is None:
        return "填写的内容不对"
    return template.format(
        **{name: str(value).replace("'", "").replace(" or ", " 或 ") for name, value in context.items()}
    )
