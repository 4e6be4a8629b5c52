"""Figures: counts that open their list, bars, rings, and boxes as spines."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hudang.web.templatetags.words import check_tone

register = template.Library()

ALL, MOST, SOME = 100, 75, 40
_BAR = '<progress class="bar" value="{}" max="{}" aria-label="{}">{} / {}</progress>'
THICKNESSES = (20, 30, 40)


def share(part: int, whole: int) -> int:
    """Return ``part`` of ``whole`` in per cent, rounded down so that only a full share is 100; nothing to have is 100."""
    return 100 if whole <= 0 else min(100, part * 100 // whole)


def level(percent: int | None) -> str:
    """Return the colour step of a share: none, low, some, most, ok."""
    if percent is None:
        return "none"
    if percent >= ALL:
        return "ok"
    if percent >= MOST:
        return "most"
    return "some" if percent >= SOME else "low"


@register.inclusion_tag("components/stat.html")
def stat(
    label: str, value: Any, url: str = "", unit: str = "", hint: str = "", tone: str = "mute", icon: str = ""
) -> dict[str, Any]:
    """A count with its name; with ``url`` it opens the list that it counts."""
    given = {"label": label, "value": value, "url": url, "unit": unit, "hint": hint}
    return {**given, "tone": check_tone(tone), "icon": icon}


@register.simple_tag
def bar(value: int, total: int, label: str = "进度") -> SafeString:
    """A bar of ``value`` out of ``total``; written without a template, for it stands in every row of long lists."""
    return format_html(_BAR, value, max(total, 1), label, value, max(total, 1))


@register.inclusion_tag("components/completeness.html")
def completeness(present: int, required: int) -> dict[str, Any]:
    """How many of the required papers are there, as bar and words."""
    return {
        "present": present,
        "required": required,
        "total": max(required, 1),
        "level": level(share(present, required)),
    }


@register.inclusion_tag("components/ring.html")
def ring(percent: int, label: str = "") -> dict[str, Any]:
    """A share in per cent as a ring."""
    return {"percent": percent, "label": label, "level": level(percent)}


@register.inclusion_tag("components/spine.html")
def spine(
    url: str,
    village: str,
    number: str,
    percent: int | None = None,
    town: str = "",
    pouches: int = 0,
    missing: int = 0,
    thickness: int = 50,
    full: bool = False,
    current: bool = False,
) -> dict[str, Any]:
    """A village's box as it stands on the shelf: width by thickness (mm), colour by completeness (per cent)."""
    if not pouches:
        percent = None
    given = {"url": url, "village": village, "number": number, "percent": percent, "town": town, "pouches": pouches}
    width = thickness if thickness in THICKNESSES else 50
    return {**given, "missing": missing, "width": width, "full": full, "current": current, "level": level(percent)}


@register.inclusion_tag("components/shelf_legend.html")
def shelf_legend() -> dict[str, Any]:
    """Explain the colours of the spines."""
    return {
        "levels": (
            ("ok", "齐全"),
            ("most", f"{MOST}% 以上"),
            ("some", f"{SOME}%–{MOST}%"),
            ("low", f"不足 {SOME}%"),
            ("none", "空盒"),
        )
    }
