"""Previews as the page shows them: pictures inside the page itself, so that no picture of a name stays in a cache."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest

from hudang.printing.previews import MOST_SHEETS, Preview


def shown(preview: Preview, skip: int = 0) -> dict[str, Any]:
    """Return the pictures of a preview with their true size, and where the next and the earlier ones begin."""
    pages = [
        {
            "source": f"data:image/png;base64,{base64.b64encode(picture.content).decode()}",
            "width": picture.width,
            "height": picture.height,
        }
        for picture in preview.pictures
    ]
    return {
        "pages": pages,
        "undrawn": [f"{mark} U+{ord(mark):04X}（{text}）" for mark, text in preview.undrawn.items()],
        "next": skip + MOST_SHEETS if preview.more else None,
        "earlier": max(0, skip - MOST_SHEETS) if skip else None,
    }


def preview_page(request: HttpRequest) -> str:
    """Return the template of a preview: a part of the page for its script, a page of its own without one."""
    return "printing/_preview.html" if request.headers.get("HX-Request") else "printing/preview.html"
