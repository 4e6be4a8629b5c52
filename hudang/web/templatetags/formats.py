"""Filters: how amounts, counts, dates and sizes are written on a page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import timezone

register = template.Library()

EMPTY = "—"
_UNITS = ("B", "KB", "MB", "GB")
_STEP = 1024


@register.filter
def dash(value: Any) -> Any:
    """Return the value, or a dash when there is none; 0 is a value."""
    return EMPTY if value is None or value == "" else value


@register.filter
def count(value: Any) -> str:
    """Write a whole number with thousands separators: 2,013; a text is written already."""
    if value is None or value == "":
        return EMPTY
    return value if isinstance(value, str) else f"{int(value):,}"


@register.filter
def yuan(value: Any) -> str:
    """Write an amount in yuan with separators and without superfluous zeros: 1,234.5."""
    if value is None or value == "":
        return EMPTY
    try:
        text = f"{Decimal(str(value)):,.2f}"
    except InvalidOperation:
        return str(value)
    return text.rstrip("0").rstrip(".")


@register.filter
def percent(value: Any) -> str:
    """Write a share between 0 and 1 as a whole per cent, rounded down so that 100 % means all."""
    return EMPTY if value is None or value == "" else f"{int(Decimal(str(value)) * 100)}%"


@register.filter
def day(value: date | None) -> str:
    """Write a date as 2026-03-05."""
    return EMPTY if value is None else f"{_local(value):%Y-%m-%d}"


@register.filter
def cnday(value: date | None) -> str:
    """Write a date as 2026年3月5日."""
    if value is None:
        return EMPTY
    shown = _local(value)
    return f"{shown.year}年{shown.month}月{shown.day}日"


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment as 2026-03-05 14:02, local time."""
    return EMPTY if value is None else f"{_local(value):%Y-%m-%d %H:%M}"


@register.filter
def filesize(value: Any) -> str:
    """Write a number of bytes as B, KB, MB or GB, in steps of 1024."""
    if value is None or value == "":
        return EMPTY
    size = float(value)
    for unit in _UNITS:
        if size < _STEP or unit == _UNITS[-1]:
            return f"{size:.0f} {unit}" if size >= 100 or unit == "B" else f"{size:.1f} {unit}"
        size /= _STEP
    return EMPTY


def _local(value: date) -> date:
    """Return an aware moment in local time; dates and naive moments as they are."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
