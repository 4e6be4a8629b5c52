"""QR codes as vector drawings."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno

# One mask for all: choosing the best of eight takes five times as long, and every reader undoes any of them.
_MASK = 2


# a pouch's label, list and note sheet carry the same code
@lru_cache(maxsize=2048)
def qr_svg(text: str) -> str:
    """Return ``text`` as a QR code (level M or better, without margin) in SVG, one unit a module; "" for ""."""
    if not text:
        return ""
    code = segno.make_qr(text, error="m", mask=_MASK)
    side = len(code.matrix)
    path = "".join(_row_path(y, row) for y, row in enumerate(code.matrix))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'


def _row_path(y: int, row: bytes | bytearray) -> str:
    """Return the dark runs of one row of modules as rectangles of an SVG path."""
    drawn = []
    x = 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            drawn.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(drawn)
