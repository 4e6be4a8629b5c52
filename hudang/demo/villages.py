"""The 240 villages and communities of 大安市 (220882): public record, the only real names in the demo county."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from random import Random

from hudang.kernel.division_codes import is_urban

DIVISIONS_FILE = Path(__file__).with_name("divisions.csv")
COUNTY_CODE, COUNTY_NAME = "220882000000", "大安市"
# of so many villages one has no household on the minimum living allowance
_EMPTY_IN = 24
_CROWDED_WEIGHT = 9.0


@dataclass(frozen=True)
class Village:
    """A village or community: twelve-digit code, name, name of its township."""

    code: str
    name: str
    town: str

    @cached_property
    def urban(self) -> bool:
        """Whether it is a residents' committee, so that the urban standard holds."""
        return is_urban(self.code)

    @property
    def mongolian(self) -> bool:
        """Whether it lies in the Mongolian township."""
        return "蒙古族" in self.town


@cache
def villages() -> tuple[Village, ...]:
    """Return all villages of the county, by code."""
    with DIVISIONS_FILE.open(encoding="utf-8-sig", newline="") as handle:
        return tuple(
            sorted(
                (Village(row["code"], row["village"], row["town"]) for row in csv.DictReader(handle)),
                key=lambda v: v.code,
            )
        )


def share_out(households: int, rng: Random) -> list[tuple[Village, int]]:
    """Return how many households each village has; some have none, one is crowded so that its box overflows."""
    places = villages()
    empty = set(rng.sample(range(len(places)), len(places) // _EMPTY_IN))
    crowded = rng.choice([i for i, place in enumerate(places) if place.urban and i not in empty])
    weights = [0.0 if i in empty else _weight(place, rng) for i, place in enumerate(places)]
    weights[crowded] = _CROWDED_WEIGHT
    counts = [0] * len(places)
    for index in rng.choices(range(len(places)), cum_weights=list(accumulate(weights)), k=households):
        counts[index] += 1
    return list(zip(places, counts, strict=True))


def _weight(place: Village, rng: Random) -> float:
    return rng.lognormvariate(0.7 if place.urban else 0.0, 0.45)
