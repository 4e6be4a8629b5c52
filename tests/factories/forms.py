"""Filled forms of invented people."""

from __future__ import annotations

from typing import Any

from tests.factories.households import identity_number

PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAQAAADVobXoAAAAC0lEQVR4nGNgQAcAABIAAXfx+gAAAAAASUVORK5CYII="
)


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


def attorney(**values: Any) -> dict[str, Any]:
    """Return a filled 委托书 (F02a) as a browser sends it."""
    return {
        "principal": "王德贵",
        "principal_identity": identity_number(),
        "principal_phone": "13904360001",
        "trustee": "李秀英",
        "trustee_identity": identity_number(),
        "trustee_phone": "13904360002",
        "relation": "10",
        "matters": "代为提出低保申请、提交材料、签收文书",
        "from_on": "2026-11-01",
        "until_on": "2027-10-31",
        "principal_signature": PNG,
        "trustee_signature": "on_paper",
        **values,
    }
