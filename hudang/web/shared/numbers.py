"""Numbers of rows as forms and addresses send them, which anybody can write as he likes."""

from __future__ import annotations

from collections.abc import Iterable

# the largest key of a row has nineteen digits
_MOST_DIGITS = 18


def row_number(text: str) -> int:
    """Return the number of a row as it was sent; 0, which no row has, when it is none."""
    return int(text) if len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal() else 0


def row_numbers(texts: Iterable[str]) -> list[int]:
    """Return several of them; a wrong one stays as 0, so that nobody acts on fewer rows than were meant."""
    return [row_number(text) for text in texts]
