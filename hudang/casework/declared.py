"""Declarations in and out of their encrypted column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hudang.casework.models import Case


def declaration_of(case: Case) -> dict[str, Any]:
    """Return what a case declares; empty for a change case."""
    return read_text(case.declaration)


def as_text(values: Mapping[str, Any]) -> str:
    """Return the JSON text that is stored."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)


def read_text(text: str) -> dict[str, Any]:
    """Return what was kept as JSON text."""
    found: dict[str, Any] = json.loads(text) if text else {}
    return found
