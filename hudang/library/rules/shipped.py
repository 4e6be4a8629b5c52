"""Reading the shipped rules: ``=== key``, a head of ``name: value`` lines, ``---``, the text."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.library.vocabulary import RuleFamily


@dataclass(frozen=True)
class ShippedRule:
    """One rule as it is shipped."""

    key: str
    family: RuleFamily
    title: str
    responsible: str
    basis: str
    acts: tuple[str, ...]
    text: str


def read_rules(text: str) -> list[ShippedRule]:
    """Return the rules of a file in their order."""
    return [_rule(part) for part in text.split("=== ")[1:]]


def _rule(part: str) -> ShippedRule:
    head, _, body = part.partition("\n---\n")
    key, *lines = head.splitlines()
    named = dict(line.split(": ", 1) for line in lines)
    return ShippedRule(
        key.strip(),
        RuleFamily(named["family"]),
        named["title"],
        named["responsible"],
        named.get("basis", ""),
        tuple(named.get("acts", "").split()),
        body.strip(),
    )
