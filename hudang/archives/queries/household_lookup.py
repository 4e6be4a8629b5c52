"""Finding the one household that a folder or a scan is named after, within a user's division."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import HouseholdFile
from hudang.archives.rules.folder_names import HouseholdName
from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import HEAD
from hudang.kernel.division_codes import scope_prefix
from hudang.platform.digests import lookup_hash

_MOST_SHOWN = 3


@dataclass(frozen=True)
class Finding:
    """The household that is meant; or why none can be named, with ``suggestion`` for the person who decides.

    ``nobody`` says that the name fits no household at all, so that it may not be meant as one.
    """

    household: Household | None = None
    suggestion: Household | None = None
    reason: str = ""
    outside: bool = False
    nobody: bool = False


def households_for(user: User) -> QuerySet[Household]:
    """Return the households of the user's division."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return Household.objects.filter(within(user))


def search_households(user: User, text: str, limit: int = 12) -> list[Household]:
    """Return households by code, head's name, initials or the end of the head's identity number."""
    text = text.strip()
    if not text:
        return []
    wanted = Q(head_name__startswith=text) | Q(code__startswith=text) | Q(head_initials__startswith=text.lower())
    if len(text) == 4:
        heads = HouseholdMember.objects.filter(relation=HEAD, until=None, person__identity_tail=text.upper())
        wanted |= Q(pk__in=heads.values("household"))
    return list(households_for(user).filter(wanted).order_by("code")[:limit])


def find_household(user: User, said: HouseholdName, villages: tuple[str, ...]) -> Finding:
    """Return the household that a name means, which says something; ``villages`` are those of the folders above."""
    if said.code and not said.code.startswith(user.scope):
        return Finding(reason="户编号不在您的管辖范围内。", outside=True)
    inside = households_for(user).filter(_in_any(villages))
    if said.code or said.reference_code or said.identity:
        return _agreeing(_by_certain(user, said), said)
    if said.name:
        return _by_name(inside, said, villages or ((user.scope,) if len(user.scope) == 12 else ()))
    return _by_tail(inside, said.tail)


def _in_any(codes: Iterable[str]) -> Q:
    return reduce(or_, (within_division(scope_prefix(code)) for code in codes), Q())


def _by_certain(user: User, said: HouseholdName) -> Finding:
    households = households_for(user)
    if said.code:
        found = list(households.filter(code=said.code))
        return _one(found, f"没有户编号为 {said.code} 的家庭。")
    if said.reference_code:
        files = HouseholdFile.objects.filter(within(user), reference_code=said.reference_code)
        found = list(households.filter(pk__in=files.values("household")))
        return _one(found, f"没有档号为 {said.reference_code} 的户袋。")
    members = HouseholdMember.objects.filter(
        person__identity_hash=lookup_hash(said.identity, "identity"), household__in=households
    )
    current = members.filter(until=None) if members.filter(until=None).exists() else members
    found = list(households.filter(pk__in=current.values("household")))
    return _one(found, "管辖范围内没有这个身份证号的家庭成员。")


def _agreeing(finding: Finding, said: HouseholdName) -> Finding:
    """Doubt a household found by number when the name beside it is nobody's of that household."""
    household = finding.household
    if household is None or not said.name or lives_in(household, said.name):
        return finding
    if said.name in household.head_name or household.head_name in said.name:
        return finding
    return Finding(
        suggestion=household, reason=f"名称写的是“{said.name}”，与户 {household.code} 的成员姓名不符，请核对。"
    )


def lives_in(household: Household, name: str) -> bool:
    """Tell whether somebody of the household is so called."""
    if name == household.head_name:
        return True
    return HouseholdMember.objects.filter(household=household, person__name=name).exists()


def another_household(user: User, found: Household, said: HouseholdName) -> Household | None:
    """Return a household besides the one found that the same name tells of by a number or a person."""
    for other in said.besides:
        if other.name and lives_in(found, other.name):
            continue
        finding = find_household(user, other, ())
        meant = finding.household or finding.suggestion
        if meant is not None and meant.pk != found.pk:
            return meant
    return None


def _by_name(inside: QuerySet[Household], said: HouseholdName, villages: tuple[str, ...]) -> Finding:
    found = list(inside.filter(head_name=said.name).order_by("code")[:50])
    if not found:
        return _not_a_head(inside, said.name)
    if said.tail:
        fitting = [h for h in found if h.code.endswith(said.tail) or _has_tail(h, said.tail)]
        if len(fitting) == 1:
            return Finding(fitting[0])
        return Finding(
            suggestion=found[0] if len(found) == 1 else None,
            reason=f"户主“{said.name}”与号码“{said.tail}”对不上，请核对。",
        )
    if len(found) > 1:
        return Finding(reason=f"有 {len(found)} 户的户主叫“{said.name}”（户编号 {_codes(found)}），请人工选择。")
    if not villages or any(code.endswith("000") for code in villages):
        return Finding(suggestion=found[0], reason=f"上级文件夹没有村名，请核对是否就是户 {found[0].code}。")
    return Finding(found[0])


def _not_a_head(inside: QuerySet[Household], name: str) -> Finding:
    members = HouseholdMember.objects.filter(person__name=name, household__in=inside)
    found = list(inside.filter(pk__in=members.values("household")).order_by("code")[:2])
    if len(found) == 1:
        head = found[0].head_name
        return Finding(suggestion=found[0], reason=f"“{name}”不是户主，是“{head}”户的成员，请核对。")
    return Finding(reason=f"没有户主叫“{name}”的家庭。", nobody=True)


def _by_tail(inside: QuerySet[Household], tail: str) -> Finding:
    heads = list(inside.filter(pk__in=_members_with(inside, tail, heads_only=True)).order_by("code")[:50])
    found = heads or list(inside.filter(pk__in=_members_with(inside, tail)).order_by("code")[:50])
    if len(found) > 1:
        return Finding(reason=f"有 {len(found)} 户的身份证尾号是 {tail}（户编号 {_codes(found)}），请人工选择。")
    return _one(found, f"没有身份证尾号为 {tail} 的家庭。")


def _members_with(inside: QuerySet[Household], tail: str, *, heads_only: bool = False) -> list[int]:
    """Return the households of members whose identity number ends with 4–6 characters."""
    members = HouseholdMember.objects.filter(household__in=inside, until=None, person__identity_tail=tail[-4:])
    if heads_only:
        members = members.filter(relation=HEAD)
    rows = members.select_related("person")
    return [member.household_id for member in rows if member.person.identity.endswith(tail)]


def _has_tail(household: Household, tail: str) -> bool:
    members = HouseholdMember.objects.filter(household=household, person__identity_tail=tail[-4:])
    return any(member.person.identity.endswith(tail) for member in members.select_related("person"))


def _one(found: list[Household], otherwise: str) -> Finding:
    return Finding(found[0]) if len(found) == 1 else Finding(reason=otherwise, nobody=True)


def _codes(found: list[Household]) -> str:
    more = " 等" if len(found) > _MOST_SHOWN else ""
    return "、".join(household.code for household in found[:_MOST_SHOWN]) + more
