"""How a user wants the pages to look: what can be chosen, and what holds where nothing was chosen."""

from __future__ import annotations

from collections.abc import Mapping

# aspect → its values with their words; the first value holds until another is chosen
LOOKS: dict[str, dict[str, str]] = {
    "theme": {"light": "浅色", "dark": "深色"},
    "density": {"roomy": "宽松", "compact": "紧凑"},
    "letters": {"normal": "标准字号", "large": "大字"},
}


def look_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return every aspect with what was chosen for it; what nobody offers counts as not chosen."""
    return {aspect: _valid(aspect, chosen.get(aspect, "")) for aspect in LOOKS}


def _valid(aspect: str, value: str) -> str:
    offered = LOOKS[aspect]
    return value if value in offered else next(iter(offered))
