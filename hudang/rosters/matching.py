"""Which household of the archive a draft stands for, and whose person it may not take (R20)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import HEAD
from hudang.platform.digests import lookup_hash
from hudang.rosters.rules.drafts import HouseholdDraft, PersonDraft

_BATCH = 800


@dataclass(frozen=True)
class Known:
    """Where a person is a member of a supported household now."""

    household_id: int
    household_code: str
    village_code: str
    relation: str


@dataclass
class Match:
    """A draft with the household it stands for (none: a new one) and the rows that must be refused."""

    draft: HouseholdDraft
    household_id: int | None = None
    taken: dict[tuple[str, int], Known] = field(default_factory=dict)
    # the household number is in use by somebody of the same name with another identity number
    head_differs: bool = False


def identity_hash(identity: str) -> str:
    """Return the keyed hash of an identity number."""
    return lookup_hash(identity, "identity")


def known_people(hashes: Sequence[str]) -> dict[str, Known]:
    """Return where these people are members now, by identity hash."""
    known: dict[str, Known] = {}
    for start in range(0, len(hashes), _BATCH):
        rows = HouseholdMember.objects.filter(
            person__identity_hash__in=hashes[start : start + _BATCH], until=None, supported=True
        ).values_list("person__identity_hash", "household_id", "household__code", "household__village_code", "relation")
        known.update({str(row[0]): Known(*row[1:]) for row in rows})
    return known


def _by_code(codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    wanted = sorted(set(codes))
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), _BATCH):
        rows = Household.objects.filter(code__in=wanted[start : start + _BATCH])
        found.update({row["code"]: dict(row) for row in rows.values("code", "pk", "village_code", "head_name")})
    return found


def _household_of(
    draft: HouseholdDraft, known: dict[str, Known], hashes: dict[str, str], codes: dict[str, dict[str, Any]]
) -> int | None:
    head = draft.head
    at_home = head and known.get(hashes[head.identity])
    if at_home and at_home.relation == HEAD and at_home.village_code == draft.village_code:
        return at_home.household_id
    relatives = [found for member in draft.members if (found := known.get(hashes[member.identity]))]
    numbered = codes.get(draft.given_code)
    if numbered and numbered["village_code"] == draft.village_code:
        shares = any(found.household_id == numbered["pk"] for found in relatives)
        if shares or not numbered["head_name"]:
            return int(numbered["pk"])
    if head is None:
        return next((f.household_id for f in relatives if f.village_code == draft.village_code), None)
    return None


def _same_name(draft: HouseholdDraft, codes: dict[str, dict[str, Any]]) -> bool:
    numbered = codes.get(draft.given_code)
    return bool(draft.head and numbered and numbered["head_name"] == draft.head.name)


def match(drafts: Sequence[HouseholdDraft]) -> list[Match]:
    """Match the drafts with the archive; members who are in another household are taken out of the draft."""
    hashes = {member.identity: identity_hash(member.identity) for draft in drafts for member in draft.members}
    known = known_people(list(hashes.values()))
    codes = _by_code(draft.given_code for draft in drafts if draft.given_code)
    matches = []
    for draft in drafts:
        result = Match(draft, _household_of(draft, known, hashes, codes))
        result.head_differs = result.household_id is None and _same_name(draft, codes)
        kept: list[PersonDraft] = []
        for member in draft.members:
            found = known.get(hashes[member.identity])
            if found is not None and found.household_id != result.household_id:
                result.taken[member.row] = found
            else:
                kept.append(member)
        draft.members = kept
        matches.append(result)
    return matches
