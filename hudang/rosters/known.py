"""What the archive knows of the people and households that a roster names; a constant number of queries a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q

from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import SUPPORTED_STATES
from hudang.platform.digests import lookup_hash
from hudang.rosters.models import ImportedHousehold
from hudang.rosters.rules.drafts import HouseholdDraft, PersonDraft

_BATCH = 800


class Home(NamedTuple):
    """Where a person is a member of a supported household now."""

    household_id: int
    code: str
    village_code: str
    head_name: str
    relation: str


class Numbered(NamedTuple):
    """The household that has a number."""

    household_id: int
    village_code: str
    head_name: str
    state: str

    @property
    def supported(self) -> bool:
        """Whether the household is supported now."""
        return self.state in SUPPORTED_STATES


def identity_hash(identity: str) -> str:
    """Return the keyed hash of an identity number."""
    return lookup_hash(identity, "identity")


class Archive:
    """The households of the archive that the households of a file may stand for."""

    def __init__(self, drafts: Sequence[HouseholdDraft]) -> None:
        self._hashes = {m.identity: identity_hash(m.identity) for draft in drafts for m in draft.members}
        self._homes = _homes(list(self._hashes.values()))
        self._codes = _by_code({draft.given_code for draft in drafts if draft.given_code})
        strangers = [draft for draft in drafts if draft.head is None or not self.home(draft.head)]
        self._named = _by_head_name({draft.head_name for draft in strangers if draft.head_name})

    def home(self, person: PersonDraft) -> Home | None:
        """Return where the person is a member now."""
        return self._homes.get(self._hashes[person.identity])

    def homes(self, draft: HouseholdDraft) -> list[Home]:
        """Return where the draft's people are members now, in the draft's village."""
        found = (self.home(person) for person in draft.members)
        return [home for home in found if home and home.village_code == draft.village_code]

    def numbered(self, draft: HouseholdDraft) -> Numbered | None:
        """Return the household of the draft's village that has its number."""
        found = self._codes.get(draft.given_code)
        return found if found and found.village_code == draft.village_code else None

    def named(self, draft: HouseholdDraft, *, headless: bool) -> list[int]:
        """Return the supported households of the village whose head, or awaited head, has the name told."""
        return self._named[headless][draft.village_code, draft.head_name] if draft.head_name else []


def _homes(hashes: Sequence[str]) -> dict[str, Home]:
    known: dict[str, Home] = {}
    for start in range(0, len(hashes), _BATCH):
        rows = HouseholdMember.objects.filter(
            person__identity_hash__in=hashes[start : start + _BATCH], until=None, supported=True
        ).values_list(
            "person__identity_hash",
            "household_id",
            "household__code",
            "household__village_code",
            "household__head_name",
            "relation",
        )
        known.update({str(row[0]): Home(*row[1:]) for row in rows})
    return known


def _by_code(codes: Iterable[str]) -> dict[str, Numbered]:
    wanted, found = sorted(codes), {}
    for start in range(0, len(wanted), _BATCH):
        rows = Household.objects.filter(code__in=wanted[start : start + _BATCH])
        values = rows.values_list("code", "pk", "village_code", "head_name", "state")
        found.update({row[0]: Numbered(*row[1:]) for row in values})
    return found


Named = dict[tuple[str, str], list[int]]


def _by_head_name(names: Iterable[str]) -> dict[bool, Named]:
    """Return households by village and head's name, those that have him (False) and those that await him (True)."""
    wanted = sorted(names)
    found: dict[bool, Named] = {False: defaultdict(list), True: defaultdict(list)}
    for start in range(0, len(wanted), _BATCH):
        chunk = wanted[start : start + _BATCH]
        headed = Household.objects.filter(head_name__in=chunk, state__in=SUPPORTED_STATES)
        for pk, village, name in headed.values_list("pk", "village_code", "head_name"):
            found[False][village, name].append(pk)
        awaiting = ImportedHousehold.objects.filter(
            Q(household__head_name="", household__state__in=SUPPORTED_STATES), awaited_head__in=chunk
        )
        rows = awaiting.values_list("household_id", "household__village_code", "awaited_head").distinct()
        for pk, village, name in rows:
            found[True][village, name].append(pk)
    return found
