"""Asking an index for what begins with a text, on every database."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q


def begins(field: str, text: str) -> Q:
    """Return the filter for values of ``field`` that begin with ``text``, which is not empty.

    SQLite uses an index for a range but not for LIKE; PostgreSQL orders text by language, so that only LIKE is right
    there, and an index for patterns serves it.
    """
    if connection.vendor != "sqlite":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": text[:-1] + _after(text[-1])})


def _after(character: str) -> str:
    """Return the next character in the order of code points, which has no surrogates."""
    code = ord(character) + 1
    return chr(0xE000) if code == 0xD800 else chr(min(code, 0x10FFFF))
