"""How much fits: the thickness of pages and bag, and what of a box stays free (archive.md §2.3, §3)."""

from __future__ import annotations

from hudang.archives.rules.thresholds import DEFAULT_THRESHOLDS, Thresholds


def pouch_thickness(pages: int, limits: Thresholds = DEFAULT_THRESHOLDS) -> int:
    """Return the estimated thickness of a pouch with so many pages, in micrometres."""
    return limits.empty_pouch_micrometres + pages * limits.page_micrometres


def pouch_too_thick(pages: int, limits: Thresholds = DEFAULT_THRESHOLDS) -> bool:
    """Tell whether the papers alone pass what a pouch takes, so that a second pouch is due."""
    return pages * limits.page_micrometres > limits.pouch_limit_mm * 1000


def usable(thickness_mm: int, limits: Thresholds = DEFAULT_THRESHOLDS) -> int:
    """Return what a box of this thickness holds, in micrometres."""
    return thickness_mm * 1000 * (100 - limits.box_free_percent) // 100


def fits(filled: int, added: int, thickness_mm: int, limits: Thresholds = DEFAULT_THRESHOLDS) -> bool:
    """Tell whether a pouch of ``added`` micrometres still fits."""
    return filled + added <= usable(thickness_mm, limits)
