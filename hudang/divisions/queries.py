"""Reading 行政区划. Names of divisions are public record, so they need no scope."""

from __future__ import annotations

from functools import lru_cache

from hudang.divisions.models import Division
from hudang.kernel.division_codes import county_code, township_code


def names_of(codes: set[str]) -> dict[str, str]:
    """Return the name for each code, live or ended; the latest name wins."""
    rows = Division.objects.filter(code__in=codes).order_by("valid_from").values_list("code", "name")
    return dict(rows)


@lru_cache(maxsize=512)
def _path_label(code: str, stamp: int) -> str:
    codes = list(dict.fromkeys([county_code(code), township_code(code), code]))
    names = names_of(set(codes))
    return " · ".join(names[c] for c in codes if c in names) or code


def path_label(code: str) -> str:
    """Return 县 · 乡镇 · 村 of a code, as shown on every page."""
    return _path_label(code, Division.objects.count())
