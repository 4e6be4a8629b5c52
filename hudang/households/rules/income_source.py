"""主要收入来源 (C12): the largest source if it makes up the main share, otherwise mixed."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from hudang.households.rules.facts import DEFAULT_THRESHOLDS, ZERO, HouseholdFacts, MemberFacts, Thresholds
from hudang.households.rules.family_structure import Finding
from hudang.households.vocabulary import (
    EMPLOYMENT,
    INCOME_KIND,
    INCOME_SOURCE,
    SOURCE_OF_EMPLOYMENT,
    SOURCE_OF_INCOME_KIND,
)
from hudang.kernel.money import plain, to_cents

NONE, TRANSFER, MIXED, ONLY_AID, OTHER = "1", "7", "9", "10", "99"
AID_KIND = "404"
UNITEMISED = "599"
# employments that say of themselves: this person earns nothing
NOT_EARNING = frozenset("3 4 5 6 10".split())


def _yuan(amount: Decimal) -> str:
    return f"{plain(to_cents(amount))} 元/月"


def income_source(facts: HouseholdFacts, limits: Thresholds = DEFAULT_THRESHOLDS) -> Finding:
    """Return the main source of income with its reasons; the allowance itself is no income (C27)."""
    earned = [i for i in facts.incomes if i.monthly > 0]
    if not earned:
        return _nothing_earned(facts)
    total = sum((i.monthly for i in earned), ZERO)
    if all(i.kind == AID_KIND for i in earned):
        return Finding(ONLY_AID, (f"全部收入 {_yuan(total)} 都是“{INCOME_KIND[AID_KIND]}”，没有其他收入。",))
    shares, how = _by_source(facts)
    ranked = sorted(shares.items(), key=lambda pair: -pair[1])
    source, amount = ranked[0]
    tied = len(ranked) > 1 and ranked[1][1] == amount
    named = "，".join(f"{INCOME_SOURCE[s]} {_yuan(a)}（{_percent(a, total)}）" for s, a in ranked)
    if amount < total * limits.main_source_share or tied:
        return Finding(MIXED, (f"收入合计 {_yuan(total)}：{named}；没有一项占到主要份额。", *how))
    return Finding(source, (f"收入合计 {_yuan(total)}：{named}；“{INCOME_SOURCE[source]}”最多。", *how))


def _percent(amount: Decimal, total: Decimal) -> str:
    return f"{round(amount * 100 / total)}%"


def _by_source(facts: HouseholdFacts) -> tuple[dict[str, Decimal], list[str]]:
    shares: dict[str, Decimal] = defaultdict(Decimal)
    how: list[str] = []
    for income in facts.incomes:
        if income.monthly <= 0:
            continue
        source = SOURCE_OF_INCOME_KIND.get(income.kind, OTHER)
        if income.kind == UNITEMISED:
            source, said = _guessed(facts, income.earner)
            how += [said] if said not in how else []
        shares[source] += income.monthly
    return dict(shares), how


def _guessed(facts: HouseholdFacts, earner: str) -> tuple[str, str]:
    """Judge an income that was given as one sum by how its earner, or the household's earners, make a living."""
    members = [m for m in facts.counted if not earner or m.name == earner]
    source, said = _by_employment(members)
    if source:
        return source, f"收入没有分项，按从业状况推定：{said}。"
    whose = f"{earner}的" if earner else ""
    return OTHER, f"{whose}收入没有分项，从业状况也看不出来源，请补登收入项。"


def _by_employment(members: list[MemberFacts]) -> tuple[str, str]:
    known = [(m, SOURCE_OF_EMPLOYMENT[m.employment]) for m in members if m.employment in SOURCE_OF_EMPLOYMENT]
    working = [(m, s) for m, s in known if s != TRANSFER] or known
    said = "、".join(f"{m.name}{EMPLOYMENT[m.employment]}" for m, _ in working)
    sources = {s for _, s in working}
    return (MIXED if len(sources) > 1 else next(iter(sources), "")), said


def _nothing_earned(facts: HouseholdFacts) -> Finding:
    if facts.incomes_known:
        return Finding(NONE, ("各项收入合计为 0。",))
    source, said = _by_employment(list(facts.counted))
    if source and source != TRANSFER:
        return Finding(source, (f"没有登记收入金额，按从业状况推定：{said}。",))
    idle = [m for m in facts.counted if m.employment in NOT_EARNING]
    if idle and len(idle) == len(facts.counted) and not facts.unnamed:
        named = "、".join(f"{m.name}{EMPLOYMENT[m.employment]}" for m in idle)
        return Finding(NONE, (f"没有登记收入，成员都没有从业：{named}。",))
    return Finding(OTHER, ("没有登记任何收入（也没有登记“无收入”），收入待补。",))
