"""存放位置: 库房-区-列-节-层-面-顺序 (archive.md §3)."""

from __future__ import annotations

import re

from hudang.archives.errors import BadLocation

_SHELF = re.compile(r"K\d{1,2}(-[A-Z]\d{0,2}((-\d{1,2}){1,3}(-[LR])?(-\d{1,3})?)?)?")
_SHAPE = re.compile(r"K\d{1,2}-[A-Z]\d{0,2}(-\d{1,2}){1,3}(-[LR])?(-\d{1,3})?")


def normalise_location(text: str) -> str:
    """Return the location code in capitals without spaces; raises ``BadLocation`` for another shape."""
    return _normalised(text, _SHAPE)


def normalise_shelf(text: str) -> str:
    """Return the beginning of location codes, a room (K1), an area or a shelf (K1-A-02); raises ``BadLocation``."""
    return _normalised(text, _SHELF)


def _normalised(text: str, shape: re.Pattern[str]) -> str:
    code = text.strip().upper().replace(" ", "").replace("—", "-").replace("－", "-")
    if not shape.fullmatch(code):
        raise BadLocation(code=text.strip())
    return code


def holds_one(code: str) -> bool:
    """Tell whether a location is the place of a single box: it names side and position (K1-A-02-3-4-L-05)."""
    return bool(re.search(r"-[LR]-\d{1,3}$", code))
