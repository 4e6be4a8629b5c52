"""Filled forms of invented people."""

from __future__ import annotations

from typing import Any

PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADklEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="


def acceptance(applicant: str = "王德贵", **values: Any) -> dict[str, Any]:
    """Return a filled 受理通知书 (F03)."""
    return {
        "applicant": applicant,
        "matter": "最低生活保障（农村低保）",
        "applied_on": "2026-11-20",
        "accepted_on": "2026-11-23",
        "days": 30,
        "handler": "舍力经办",
        "phone": "0436-5223456",
        "papers": [{"name": "户口簿复印件", "copies": "1", "original": "copy"}],
        **values,
    }
