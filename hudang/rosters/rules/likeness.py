"""Which of a few known names a misspelt one was meant to be: by sound first, then by characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from pypinyin import Style, pinyin

# sounds that speakers of many regions do not tell apart
_MERGED_SOUNDS = (
    (re.compile(r"^(z|c|s)h"), r"\1"),
    (re.compile(r"ng$"), "n"),
    (re.compile(r"^n"), "l"),
    (re.compile(r"^(h)(?=u)"), "f"),
    (re.compile(r"^r"), "l"),
)


@lru_cache(maxsize=8192)
def _sounds(name: str) -> tuple[frozenset[str], ...]:
    """Return all sounds that each character may have."""
    return tuple(frozenset(sounds) for sounds in pinyin(name, style=Style.NORMAL, heteronym=True))


@lru_cache(maxsize=8192)
def _merged_sounds(name: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(_merge, sounds)) for sounds in _sounds(name))


def _alike(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    return len(one) == len(other) and all(a & b for a, b in zip(one, other, strict=True))


def _merge(sound: str) -> str:
    for pattern, replacement in _MERGED_SOUNDS:
        sound = pattern.sub(replacement, sound)
    return sound


def distance(one: str, other: str) -> int:
    """Return how many characters are to be changed, left out, added or swapped with the next."""
    previous: list[int] = []
    current = list(range(len(other) + 1))
    for row, mine in enumerate(one, start=1):
        before, previous, current = previous, current, [row]
        for column, theirs in enumerate(other, start=1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (mine != theirs))
            if row > 1 and column > 1 and mine == other[column - 2] and one[row - 2] == theirs:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
    return current[-1]


def closest(name: str, known: Sequence[str], *, by_sound: bool = False) -> str | None:
    """Return the one known name that the misspelt one stands for; ``None`` when none or several could be meant.

    ``by_sound`` leaves out names that only look alike.
    """
    if not name:
        return None
    tests: tuple[Callable[[str], bool], ...] = (
        lambda other: _alike(_sounds(other), _sounds(name)) and distance(name, other) <= 1,
        lambda other: _alike(_sounds(other), _sounds(name)),
        lambda other: _alike(_merged_sounds(other), _merged_sounds(name)) and distance(name, other) <= 1,
        lambda other: _alike(_merged_sounds(other), _merged_sounds(name)),
        lambda other: len(name) >= 2 and len(other) >= 2 and distance(name, other) <= 1,
    )
    for test in tests[:-1] if by_sound else tests:
        near = [other for other in known if test(other)]
        if near:
            return near[0] if len(near) == 1 else None
    return None
