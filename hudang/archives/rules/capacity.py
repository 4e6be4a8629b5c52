"""How much fits: 0.1 mm a page and the bag's own paper; ten per cent of a box stay free (archive.md §2.3, §3)."""

from __future__ import annotations

from hudang.archives.vocabulary import (
    BOX_FREE_SHARE_PERCENT,
    EMPTY_POUCH_MICROMETRES,
    MICROMETRES_A_PAGE,
    POUCH_LIMIT_MICROMETRES,
)


def pouch_thickness(pages: int) -> int:
    """Return the estimated thickness of a pouch with so many pages, in micrometres."""
    return EMPTY_POUCH_MICROMETRES + pages * MICROMETRES_A_PAGE


def pouch_too_thick(pages: int) -> bool:
    """Tell whether the papers alone pass 20 mm, so that a second pouch is due."""
    return pages * MICROMETRES_A_PAGE > POUCH_LIMIT_MICROMETRES


def usable(thickness_mm: int) -> int:
    """Return what a box of this thickness holds, in micrometres."""
    return thickness_mm * 1000 * (100 - BOX_FREE_SHARE_PERCENT) // 100


def fits(filled: int, added: int, thickness_mm: int) -> bool:
    """Tell whether a pouch of ``added`` micrometres still fits."""
    return filled + added <= usable(thickness_mm)
