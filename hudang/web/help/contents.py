"""The chapters of the user's guide in their order; each is a file of docs/guide without its ending."""

from __future__ import annotations

import re

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("从这里开始", ("tutorial", "basics")),
    ("按岗位", ("village-assistant", "township-handler", "township-head", "county", "archivist", "administrators")),
    (
        "按事情",
        (
            "rosters",
            "finding",
            "applications",
            "investigation",
            "recertification",
            "households",
            "changes",
            "classification",
            "filing",
            "missing",
            "boxes",
            "keeping",
            "quality",
            "forms",
            "library",
            "benefits",
            "printing",
            "training",
            "county-settings",
            "divisions",
            "accounts",
            "audit",
        ),
    ),
    ("查阅", ("faq", "glossary")),
)
CHAPTERS = tuple(name for _, names in GROUPS for name in names)

# the chapter of each post: what somebody who starts reads first
OF_POST = {
    "village_assistant": "village-assistant",
    "township_handler": "township-handler",
    "township_head": "township-head",
    "county_handler": "county",
    "county_head": "county",
    "archivist": "archivist",
    "system_administrator": "administrators",
    "security_administrator": "administrators",
    "auditor": "administrators",
}


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading, as forges make it: no punctuation, blanks as hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
