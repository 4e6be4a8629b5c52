"""Fields that a clerk fills in: what each may hold, and the Chinese sentence when it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from hudang.kernel.division_codes import DivisionLevel, is_division_code, level_of
from hudang.kernel.identity import phone_valid
from hudang.kernel.money import plain
from hudang.kernel.text import collapse_spaces, half_width, remove_spaces, strip_invisible

LARGEST_AMOUNT = Decimal("9999999999.99")


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    CODES = "codes"
    DATE = "date"
    AMOUNT = "amount"
    NUMBER = "number"
    FLAG = "flag"
    PHONE = "phone"
    DIGITS = "digits"
    VILLAGE = "village"


@dataclass(frozen=True)
class Field:
    """One field: its label, what it holds, and its limits. ``secret`` fields are masked in log and pages."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    table: Mapping[str, str] | None = None
    limit: int = 200
    required: bool = False
    future: bool = False
    secret: bool = False
    help: str = ""


class FieldError(ValueError):
    """A value that the field may not hold, with the sentence for the user."""


def _text(field: Field, value: Any) -> str:
    text = collapse_spaces(strip_invisible(str(value)))
    if len(text) > field.limit:
        raise FieldError(f"{field.label}不能超过 {field.limit} 个字，现在有 {len(text)} 个字。")
    return text


def _code(field: Field, value: Any) -> str:
    if str(value) not in (field.table or {}):
        raise FieldError(f"请从列表中选择{field.label}。")
    return str(value)


def _codes(field: Field, value: Any) -> list[str]:
    chosen = [str(v) for v in value]
    if any(v not in (field.table or {}) for v in chosen):
        raise FieldError(f"请从列表中选择{field.label}。")
    return list(dict.fromkeys(chosen))


def _date(field: Field, value: Any, today: date) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        raise FieldError(f"{field.label}请按“2026-06-30”的样子填写。") from None
    if day > today and not field.future:
        raise FieldError(f"{field.label} {day} 在今天之后，请核对。")
    if day.year < 1880:
        raise FieldError(f"{field.label} {day} 太早，请核对。")
    return day


def _amount(field: Field, value: Any) -> Decimal:
    try:
        amount = Decimal(remove_spaces(half_width(str(value))).replace(",", "").removesuffix("元"))
    except InvalidOperation:
        raise FieldError(f"{field.label}请填数字。") from None
    if not amount.is_finite() or amount < 0 or amount > LARGEST_AMOUNT:
        raise FieldError(f"{field.label}应是 0 或更大的数。")
    if amount != amount.quantize(Decimal("0.01")):
        raise FieldError(f"{field.label}最多两位小数。")
    return amount


def _number(field: Field, value: Any) -> int:
    text = remove_spaces(half_width(str(value)))
    if not text.isdecimal() or int(text) > field.limit:
        raise FieldError(f"{field.label}应是 0 到 {field.limit} 的整数。")
    return int(text)


def _phone(field: Field, value: Any) -> str:
    text = remove_spaces(half_width(str(value)))
    if not phone_valid(text):
        raise FieldError(f"{field.label}应是 11 位手机号或带区号的固定电话，请核对。")
    return text


def _digits(field: Field, value: Any) -> str:
    text = remove_spaces(half_width(str(value))).replace("-", "")
    if not text.isdecimal() or not 6 <= len(text) <= field.limit:
        raise FieldError(f"{field.label}只能是 6 到 {field.limit} 位数字，请核对。")
    return text


def _village(field: Field, value: Any) -> str:
    text = remove_spaces(str(value))
    if not is_division_code(text) or level_of(text) != DivisionLevel.VILLAGE:
        raise FieldError(f"{field.label}应是 12 位村（社区）代码。")
    return text


EMPTY: Mapping[Kind, Any] = {
    **dict.fromkeys(
        (Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.PHONE, Kind.DIGITS, Kind.VILLAGE),
        "",
    ),
    Kind.DATE: None,
    Kind.AMOUNT: None,
    Kind.NUMBER: None,
}
_READERS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.AMOUNT: _amount,
    Kind.NUMBER: _number,
    Kind.PHONE: _phone,
    Kind.DIGITS: _digits,
    Kind.VILLAGE: _village,
}


def read_value(field: Field, value: Any, today: date) -> Any:
    """Return the value as stored; raises ``FieldError`` with the sentence for the user."""
    if field.kind is Kind.FLAG:
        return value in (True, "1", "on", "true", "是")
    if field.kind is Kind.CODES:
        return _codes(field, value or [])
    if value is None or (isinstance(value, str) and not value.strip()):
        if field.required:
            raise FieldError(f"请填写{field.label}。")
        return EMPTY[field.kind]
    if field.kind is Kind.DATE:
        return _date(field, value, today)
    return _READERS[field.kind](field, value)


def read_values(
    fields: Mapping[str, Field], values: Mapping[str, Any], today: date
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the clean values of the given fields, and the faults by field name; unknown names are ignored."""
    clean: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            continue
        try:
            clean[name] = read_value(field, value, today)
        except FieldError as fault:
            faults[name] = str(fault)
    return clean, faults


def shown_value(field: Field, value: Any) -> str:
    """Return the value in words for the log and the page; secret ones have to be masked by the caller."""
    if field.kind is Kind.FLAG:
        return "是" if value else "否"
    if value in (None, "", []):
        return ""
    if field.kind is Kind.CODE:
        return (field.table or {}).get(str(value), str(value))
    if field.kind is Kind.CODES:
        return "、".join((field.table or {}).get(str(v), str(v)) for v in value)
    return plain(value) if field.kind is Kind.AMOUNT else str(value)
