"""Dates as the archive writes them: eight digits, unknown month or day as 00 (archive.md §7)."""

from __future__ import annotations

import re
from datetime import date

_EIGHT = re.compile(r"\d{8}")


def is_archive_date(text: str) -> bool:
    """Tell whether the text is ``YYYYMMDD`` with a real date, month and day may be 00."""
    if not _EIGHT.fullmatch(text):
        return False
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if month == 0:
        return day == 0 and year > 0
    try:
        date(year, month, day or 1)
    except ValueError:
        return False
    return True


def archive_date(day: date) -> str:
    """Return a date in eight digits."""
    return f"{day:%Y%m%d}"


def readable_archive_date(text: str) -> str:
    """Return an eight-digit date for reading: 2026-06-30, 2026-06 or 2026."""
    if len(text) != 8:
        return text
    return "-".join(part for part in (text[:4], text[4:6], text[6:]) if part not in ("00", ""))
