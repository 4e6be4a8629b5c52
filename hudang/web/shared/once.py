"""A mark in a form that starts long work, so that the form sent twice starts it once."""

from __future__ import annotations

import secrets

_BYTES = 12


def new_once() -> str:
    """Return a mark for a form that is shown."""
    return secrets.token_urlsafe(_BYTES)
