"""得分 = Σ(权重 × 通过) ÷ Σ 权重 (archive.md §17): a household passes a rule that finds nothing with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hudang.quality.rules.catalogue import Rule


@dataclass(frozen=True)
class Share:
    """Part of a whole; shares of places add up."""

    part: int
    whole: int

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def percent(self) -> float:
        """The share in percent, one decimal, never rounded up to a full hundred; nothing asked counts as full."""
        if not self.whole:
            return 100.0
        return int(self.part * 1000 / self.whole) / 10

    def misses(self, target: int) -> bool:
        """Tell whether it lies under the target (percent)."""
        return self.part * 100 < target * self.whole


def score(rules: Collection[Rule], households: int, affected: Mapping[str, int]) -> Share:
    """Return the score of a place: how many households break each rule (``affected``), of how many."""
    total = sum(rule.weight for rule in rules) * households
    lost = sum(rule.weight * min(households, affected.get(rule.key, 0)) for rule in rules)
    return Share(total - lost, total)
