"""How values stand on paper: dates as 2026年11月23日, amounts with 分 only where there are any, choices ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.forms.rules.definition import Field
from hudang.forms.vocabulary import ON_PAPER, YES_NO, Kind
from hudang.kernel.identity import mask_account, mask_identity, mask_phone

# more choices than this are named, not ticked
_MOST_TICKED = 12
_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.IDENTITY: mask_identity,
    Kind.CERTIFICATE: mask_identity,
    Kind.ACCOUNT: mask_account,
    Kind.TELEPHONE: mask_phone,
}


def chinese_day(day: date) -> str:
    """Return 2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def yuan(amount: Decimal) -> str:
    """Return an amount with 角分 only where there are any: 515, 636.50."""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"


def on_line(each: Field, value: Any, masked: bool, places: Mapping[str, str]) -> str:
    """Return a value as it stands in a cell or within a sentence."""
    if isinstance(value, date):
        return chinese_day(value)
    if each.kind is Kind.MONTH:
        year, _, month = str(value).partition("-")
        return f"{year}年{int(month)}月"
    return in_table(each, value, masked, places)


def in_table(each: Field, value: Any, masked: bool, places: Mapping[str, str]) -> str:
    """Return a value as it stands in a table, as short as can be."""
    if isinstance(value, bool):
        return YES_NO["yes" if value else "no"]
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if each.kind is Kind.MONEY and isinstance(value, Decimal):
        return yuan(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if each.choices:
        codes: Iterable[str] = value if isinstance(value, list) else (value,)
        return "、".join(each.choices.get(code, code) for code in codes)
    if each.kind is Kind.DIVISION:
        return places.get(value, value)
    if value == ON_PAPER:
        return ""
    return _MASKS[each.kind](value) if masked and each.sensitive and each.kind in _MASKS else str(value)


def options_of(each: Field, value: Any) -> list[tuple[str, bool]]:
    """Return the printed choices of a field with whether each is ticked; none where they are too many to print."""
    if each.kind is Kind.YES_NO:
        return [("是", value is True), ("否", value is False)]
    if each.kind not in (Kind.CHOICE, Kind.CHOICES) or not each.boxes or len(each.choices) > _MOST_TICKED:
        return []
    chosen = value if isinstance(value, list) else [value]
    return [(name, code in chosen) for code, name in each.choices.items()]
