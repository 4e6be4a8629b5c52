"""Generations and kinship, read from the relation to the head (C2, GB/T 4761-2008)."""

from __future__ import annotations

from hudang.households.rules.facts import MemberFacts

SPOUSE = frozenset("10 11 12".split())
SONS = frozenset("20 21 22 23 24 25 26 27 29".split())
DAUGHTERS = frozenset("30 31 32 33 34 35 36 37 39".split())
CHILDREN = SONS | DAUGHTERS
CHILDREN_IN_LAW = frozenset({"28", "38"})
GRANDCHILDREN = frozenset("40 41 42 43 44 45 46 49".split())
GREAT_GRANDCHILDREN = frozenset({"47", "48"})
PARENTS = frozenset("50 51 52 57 58 59".split())
PARENTS_IN_LAW = frozenset("53 54 55 56".split())
GRANDPARENTS = frozenset("60 61 62 63 64 65 69".split())
GREAT_GRANDPARENTS = frozenset("66 67 68".split())
SIBLINGS = frozenset("70 71 73 75 77 79".split())
MARRIED = frozenset("20 21 22 23".split())

_GENERATION = {
    **dict.fromkeys({"01", "02"} | SPOUSE | SIBLINGS, 0),
    **dict.fromkeys(CHILDREN | CHILDREN_IN_LAW, -1),
    **dict.fromkeys(GRANDCHILDREN, -2),
    **dict.fromkeys(GREAT_GRANDCHILDREN, -3),
    **dict.fromkeys(PARENTS | PARENTS_IN_LAW, 1),
    **dict.fromkeys(GRANDPARENTS, 2),
    **dict.fromkeys(GREAT_GRANDPARENTS, 3),
}


def generation(member: MemberFacts) -> int | None:
    """Return the generation counted from the head: 1 parents, -1 children; ``None`` outside the direct line."""
    return _GENERATION.get(member.relation)


def generations(members: tuple[MemberFacts, ...]) -> dict[int, list[MemberFacts]]:
    """Return the members of the direct line by generation, the oldest first."""
    found: dict[int, list[MemberFacts]] = {}
    for member in members:
        level = generation(member)
        if level is not None:
            found.setdefault(level, []).append(member)
    return dict(sorted(found.items(), reverse=True))


def relation_to_new_head(relation: str, sex: str, *, new_head_relation: str, new_head_sex: str) -> str:
    """Return a member's relation after another member became head; empty when only the family can say.

    ``relation`` and ``new_head_relation`` are to the old head.
    """
    if new_head_relation in SPOUSE:
        return _to_spouse(relation, sex, new_head_sex)
    if new_head_relation in CHILDREN:
        return _to_child(relation, sex)
    return ""


def _to_spouse(relation: str, sex: str, new_head_sex: str) -> str:
    if relation in CHILDREN | CHILDREN_IN_LAW | GRANDCHILDREN | GREAT_GRANDCHILDREN:
        return relation
    if relation == "02":
        return {"1": "11", "2": "12"}.get(sex, "10")
    if relation in PARENTS:
        in_law = {("1", "1"): "55", ("1", "2"): "56", ("2", "1"): "53", ("2", "2"): "54"}
        return in_law.get((new_head_sex, sex), "")
    if relation in PARENTS_IN_LAW:
        return {"1": "51", "2": "52"}.get(sex, "50")
    return ""


def _to_child(relation: str, sex: str) -> str:
    if relation in {"02"} | SPOUSE:
        return {"1": "51", "2": "52"}.get(sex, "50")
    if relation in CHILDREN:
        return "70"
    if relation in PARENTS:
        return {"1": "61", "2": "62"}.get(sex, "60")
    return ""
