"""The tabs of the library."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

_TABS = (
    ("documents", "资料"),
    ("standards", "标准历年表"),
    ("rules", "制度"),
    ("procedure", "程序与依据"),
    ("volumes", "机构卷"),
)


def tabs_at(current: str) -> list[dict[str, Any]]:
    """Return the tabs with the current one marked."""
    return [{"label": label, "url": reverse(f"library:{name}"), "current": name == current} for name, label in _TABS]
