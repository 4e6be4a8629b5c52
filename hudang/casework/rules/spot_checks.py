"""抽查: drawn by a stored seed, so that anybody can draw again and find the same (process.md §10)."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass

from hudang.casework.vocabulary import SpotCheckWhy


@dataclass(frozen=True)
class Candidate:
    """A case that may be drawn."""

    number: str
    near_relative: bool = False
    complaint: bool = False

    @property
    def must(self) -> SpotCheckWhy | None:
        """Why the case is always checked."""
        if self.near_relative:
            return SpotCheckWhy.NEAR_RELATIVE
        return SpotCheckWhy.COMPLAINT if self.complaint else None


def draw(candidates: Iterable[Candidate], percent: int, seed: str) -> dict[str, SpotCheckWhy]:
    """Return the cases to check with the reason: all that must be, and of the others so many by chance.

    The share is of all candidates, rounded up; what must be checked counts towards it. The order in which the
    candidates come does not matter.
    """
    known = sorted({each.number: each for each in candidates}.values(), key=lambda each: each.number)
    chosen = {each.number: must for each in known if (must := each.must) is not None}
    wanted = math.ceil(len(known) * percent / 100) - len(chosen)
    others = [each.number for each in known if each.must is None]
    if wanted > 0:
        lots = random.Random(seed)
        chosen |= dict.fromkeys(sorted(lots.sample(others, min(wanted, len(others)))), SpotCheckWhy.DRAWN)
    return chosen
