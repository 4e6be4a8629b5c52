"""Papers: drawn from the bank by a kept seed, so that the same seed gives the same paper for ever; marking."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hudang.training.rules.questions import is_right

MAKE_UP_DAYS = 14
_MARKS = 100


def draw(seed: str, keys: Sequence[str], size: int) -> list[str]:
    """Return ``size`` of the keys in the order of their digests with the seed; fewer when there are fewer.

    By digest and not by a random generator, whose order another version of the language may change.
    """

    def place(key: str) -> bytes:
        return hashlib.sha256(f"{seed}:{key}".encode()).digest()

    return sorted(set(keys), key=place)[:size]


@dataclass(frozen=True)
class Marked:
    """A marked paper: the score of 100, and for each question whether it was right."""

    score: int
    right: tuple[bool, ...]


def mark(paper: Sequence[Mapping[str, Any]], answers: Sequence[Sequence[int | str]]) -> Marked:
    """Mark answers against a kept paper; what was left out is wrong. Every question weighs the same."""
    given = [*answers, *([] for _ in range(len(paper) - len(answers)))]
    right = tuple(is_right(each["kind"], each["answer"], said) for each, said in zip(paper, given, strict=False))
    # half a point counts for the learner
    return Marked((sum(right) * _MARKS * 2 + len(paper)) // (len(paper) * 2) if paper else 0, right)


def make_up_by(failed_on: date) -> date:
    """Return the day by which the make-up is due."""
    return failed_on + timedelta(days=MAKE_UP_DAYS)
