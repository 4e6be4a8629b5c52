"""The ways into the archive (墙, 树, 视图) as tabs; the place that was chosen goes along."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

WAYS = (("archives:wall", "档案墙"), ("archives:tree", "档案树"), ("archives:holdings", "七种视图"))


def ways(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """Return the tabs, ``current`` being the name of the page's address."""
    division = request.GET.get("division", "")
    query = f"?{urlencode({'division': division})}" if division else ""
    return [{"label": label, "url": reverse(name) + query, "current": name == current} for name, label in WAYS]
