"""家庭结构 (C17): who lives together, read from relations and ages; the first rule that fits decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hudang.households.rules.facts import DEFAULT_THRESHOLDS, HouseholdFacts, MemberFacts, Thresholds
from hudang.households.rules.kinship import CHILDREN, MARRIED, PARENTS, SIBLINGS, SPOUSE, generation, generations
from hudang.households.vocabulary import ASSISTANCE, DISABILITY_KIND, DISABILITY_LEVEL, HEAD, MARITAL, RELATION

SINGLE_APPLICANT, ONE_PERSON, COUPLE, COUPLE_WITH_MINORS, SINGLE_PARENT = "1", "2", "3", "4", "5"
ELDER_ALONE, ELDER_COUPLE, SKIPPED_GENERATION, ADULT_DISABLED_CHILD = "6", "7", "8", "9"
THREE_GENERATIONS, ORPHAN, OTHER = "10", "11", "99"
SINGLE_ASSISTANCE = frozenset({"11", "12"})
_NAMED_GENERATIONS = 3


@dataclass(frozen=True)
class Finding:
    """A class with the sentences that give its reasons."""

    code: str
    reasons: tuple[str, ...]


def _age(member: MemberFacts) -> str:
    return f"{member.name} {member.age} 岁" if member.age is not None else f"{member.name}年龄未知"


def _ages(members: list[MemberFacts]) -> str:
    return "、".join(_age(m) for m in members)


def family_structure(facts: HouseholdFacts, limits: Thresholds = DEFAULT_THRESHOLDS) -> Finding:
    """Return the family structure with its reasons.

    Members whom the declared size counts but nobody entered make every other answer a guess, so the answer is 99.
    """
    if facts.assistance in SINGLE_ASSISTANCE:
        return Finding(SINGLE_APPLICANT, (f"救助类别为“{ASSISTANCE[facts.assistance]}”，属单独申请。",))
    if not facts.counted:
        return Finding(OTHER, ("没有登记共同生活的家庭成员，成员待补。",))
    if facts.unnamed:
        return _incomplete(facts)
    if len(facts.counted) == 1:
        return _alone(facts.counted[0], facts, limits)
    for rule in _RULES:
        finding = rule(facts.counted, limits)
        if finding:
            return finding
    return _other(facts.counted, limits)


def _incomplete(facts: HouseholdFacts) -> Finding:
    known = "仅登记户主一人" if len(facts.members) == 1 else f"已登记 {len(facts.members)} 人"
    return Finding(OTHER, (f"{known}，家庭人口 {facts.declared_size}，成员待补。",))


def _alone(member: MemberFacts, facts: HouseholdFacts, limits: Thresholds) -> Finding:
    size = "家庭人口 1" if facts.declared_size == 1 else "只登记了 1 名共同生活的成员"
    if member.age is None:
        return Finding(ONE_PERSON, (f"{size}：{member.name}，出生日期未登记。",))
    if member.age >= limits.elder_age:
        return Finding(ELDER_ALONE, (f"{size}：{_age(member)}，已满 {limits.elder_age} 周岁。",))
    if member.age < limits.adult_age:
        return Finding(ORPHAN, (f"{size}：{_age(member)}，未满 {limits.adult_age} 周岁，户内没有成年人。",))
    return Finding(ONE_PERSON, (f"{size}：{_age(member)}。",))


def _minor(member: MemberFacts, limits: Thresholds) -> bool:
    return member.age is not None and member.age < limits.adult_age


def _couple(members: tuple[MemberFacts, ...], limits: Thresholds) -> Finding | None:
    if len(members) != 2 or not any(m.relation in SPOUSE for m in members):
        return None
    if all(m.age is not None and m.age >= limits.elder_age for m in members):
        return Finding(ELDER_COUPLE, (f"户主与配偶二人，{_ages(list(members))}，都已满 {limits.elder_age} 周岁。",))
    return Finding(COUPLE, (f"户主与配偶二人：{_ages(list(members))}。",))


def _parents_and_children(
    members: tuple[MemberFacts, ...], limits: Thresholds
) -> tuple[list[MemberFacts], list[MemberFacts]] | None:
    """Split a household of parents and their minor children only, the head being a parent or the child."""
    if any(m.relation not in CHILDREN | PARENTS | SPOUSE | SIBLINGS | {HEAD, "01"} for m in members):
        return None
    levels = generations(members)
    if len(levels) != 2:
        return None
    (elder_level, parents), (_, children) = levels.items()
    collateral = parents if elder_level == 0 else []
    if any(m.relation in SIBLINGS for m in collateral) or any(m.relation in SPOUSE for m in children):
        return None
    return (parents, children) if all(_minor(c, limits) for c in children) else None


def _with_minor_children(members: tuple[MemberFacts, ...], limits: Thresholds) -> Finding | None:
    split = _parents_and_children(members, limits)
    if split is None:
        return None
    parents, children = split
    young = f"{_ages(children)}，都未满 {limits.adult_age} 周岁"
    if len(parents) == 2:
        return Finding(COUPLE_WITH_MINORS, (f"{parents[0].name}与{parents[1].name}夫妻二人，子女{young}。",))
    if len(parents) > 1:
        return None
    parent = parents[0]
    if parent.marital in MARRIED:
        said = f"{parent.name}的婚姻状况登记为“{MARITAL[parent.marital]}”，但配偶不在户内，请核对成员或婚姻状况"
        return Finding(OTHER, (f"{said}；子女{young}。",))
    state = f"婚姻状况“{MARITAL[parent.marital]}”" if parent.marital in MARITAL else "婚姻状况未登记"
    return Finding(SINGLE_PARENT, (f"户内只有{parent.name}一名家长，{state}；子女{young}。",))


def _skipped_generation(members: tuple[MemberFacts, ...], limits: Thresholds) -> Finding | None:
    levels = generations(members)
    if len(levels) != 2 or len(members) != sum(map(len, levels.values())):
        return None
    (older, elders), (younger, young) = levels.items()
    if older - younger != 2:
        return None
    return Finding(SKIPPED_GENERATION, (f"{_ages(elders)}与孙辈{_ages(young)}同住，中间一代不在户内。",))


def _adult_disabled_child(members: tuple[MemberFacts, ...], limits: Thresholds) -> Finding | None:
    has_parent = any(m.relation in PARENTS for m in members)
    for member in members:
        is_child = member.relation in CHILDREN or (member.relation == HEAD and has_parent)
        if is_child and member.disabled and member.age is not None and member.age >= limits.adult_age:
            role = RELATION.get(member.relation, "子女") if member.relation != HEAD else "与父母同住的子女"
            lapsed = "（残疾人证已过期）" if member.disability_lapsed else ""
            fact = f"{role}{_age(member)}，{describe_disability(member)}{lapsed}"
            return Finding(ADULT_DISABLED_CHILD, (f"{fact}，与父母共同生活。",))
    return None


def describe_disability(member: MemberFacts) -> str:
    """Return the disability in words: 肢体残疾二级."""
    kind, level = DISABILITY_KIND.get(member.disability_kind, ""), DISABILITY_LEVEL.get(member.disability_level, "")
    return f"{kind}残疾{level}"


def _three_generations(members: tuple[MemberFacts, ...], limits: Thresholds) -> Finding | None:
    levels = generations(members)
    if len(levels) < _NAMED_GENERATIONS:
        return None
    named = "；".join(_ages(level) for level in levels.values())
    return Finding(THREE_GENERATIONS, (f"{len(levels)} 代人同住：{named}。",))


def _without_adults(members: tuple[MemberFacts, ...], limits: Thresholds) -> Finding | None:
    if not all(_minor(m, limits) for m in members):
        return None
    return Finding(ORPHAN, (f"户内没有成年人：{_ages(list(members))}，都未满 {limits.adult_age} 周岁。",))


def _other(members: tuple[MemberFacts, ...], limits: Thresholds) -> Finding:
    named = "、".join(f"{RELATION.get(m.relation, '关系未登记')}{_age(m)}" for m in members)
    reasons = [f"成员为{named}，不属于其他各类。"]
    ageless = [m.name for m in members if m.age is None]
    if ageless:
        reasons.append(f"{'、'.join(ageless)}的出生日期未登记，补登后可能改变分类。")
    unrelated = [m.name for m in members if generation(m) is None]
    if unrelated and len(unrelated) < len(members):
        reasons.append(f"{'、'.join(unrelated)}不是户主的直系亲属或兄弟姐妹。")
    return Finding(OTHER, tuple(reasons))


_RULES: tuple[Callable[[tuple[MemberFacts, ...], Thresholds], Finding | None], ...] = (
    _without_adults,
    _couple,
    _with_minor_children,
    _skipped_generation,
    _adult_disabled_child,
    _three_generations,
)
