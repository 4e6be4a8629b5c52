"""Months as their first day: what is paid, is paid for whole months (吉林省最低生活保障管理办法 article 21)."""

from __future__ import annotations

import re
from datetime import date

from hudang.kernel.errors import InvalidInput

_WRITTEN = re.compile(r"(\d{4})-?(\d{2})")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def month_of(day: date) -> date:
    """Return the month of a day."""
    return day.replace(day=1)


def months_after(month: date, number: int) -> date:
    """Return the month so many months later, or earlier."""
    counted = month.year * 12 + month.month - 1 + number
    return date(counted // 12, counted % 12 + 1, 1)


def next_month(day: date) -> date:
    """Return the month after that of a day."""
    return months_after(day, 1)


def read_month(text: str, field: str = "month") -> date:
    """Return the month that ``2026-11`` or ``202611`` means; raises ``InvalidInput``."""
    written = _WRITTEN.fullmatch(text.strip())
    if written:
        year, month = int(written[1]), int(written[2])
        if _FIRST_YEAR <= year < _LAST_YEAR and 1 <= month <= 12:
            return date(year, month, 1)
    raise InvalidInput({field: "月份写作 2026-11。"})


def in_words(month: date) -> str:
    """Return a month as papers write it."""
    return f"{month.year}年{month.month}月"
