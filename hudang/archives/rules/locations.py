"""存放位置: 库房-区-列-节-层-面-顺序 (archive.md §3)."""

from __future__ import annotations

import re

from hudang.archives.errors import BadLocation

_SHAPE = re.compile(r"K\d{1,2}-[A-Z]\d{0,2}(-\d{1,2}){1,3}(-[LR])?(-\d{1,3})?")


def normalise_location(text: str) -> str:
    """Return the location code in capitals without spaces; raises ``BadLocation`` for another shape."""
    code = text.strip().upper().replace(" ", "").replace("—", "-").replace("－", "-")
    if not _SHAPE.fullmatch(code):
        raise BadLocation(code=text.strip())
    return code
