"""How long a file is kept (archive.md §8): periods "after the stop" begin on 1 January of the year after it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from hudang.archives.vocabulary import RETENTION_LABELS

_YEARS = re.compile(r"D(\d{1,3})")


def retention_label(code: str, names: Mapping[str, str] = RETENTION_LABELS) -> str:
    """Return a retention period in words, as ``names`` calls it; one that it does not name by its years."""
    years = _YEARS.fullmatch(code)
    return names.get(code) or (f"{years[1]}年" if years else code)


def kept_until(retention: str, stopped_on: date | None) -> date | None:
    """Return the last day on which a file must be kept; ``None`` while support goes on and for ever (Y)."""
    period = _YEARS.fullmatch(retention)
    if period is None or stopped_on is None:
        return None
    return date(stopped_on.year + int(period[1]), 12, 31)
