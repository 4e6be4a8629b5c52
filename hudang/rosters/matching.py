"""Which household of the archive a draft stands for, and whose person it may not take (R20)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import HEAD, SUPPORTED_STATES
from hudang.platform.digests import lookup_hash
from hudang.rosters.rules.drafts import OTHER, HouseholdDraft, PersonDraft, Row

_BATCH = 800


class Known(NamedTuple):
    """Where a person is a member of a supported household now."""

    household_id: int
    household_code: str
    village_code: str
    head_name: str
    relation: str


class Numbered(NamedTuple):
    """The household that has a number."""

    household_id: int
    village_code: str
    head_name: str
    state: str


class Note(NamedTuple):
    """What is to be noted in a row: an E_ code rejects it."""

    row: Row
    code: str
    hint: str = ""


@dataclass
class Match:
    """A draft with the household it stands for (none: a new one) and what the archive says about its rows."""

    draft: HouseholdDraft
    household_id: int | None = None
    notes: list[Note] = field(default_factory=list)

    def refuse(self, row: Row, code: str, hint: str = "") -> None:
        """Send a row back: nobody and nothing of it is imported."""
        self.notes.append(Note(row, code, hint))
        self.draft.drop(row)


def identity_hash(identity: str) -> str:
    """Return the keyed hash of an identity number."""
    return lookup_hash(identity, "identity")


def known_people(hashes: Sequence[str]) -> dict[str, Known]:
    """Return where these people are members now, by identity hash."""
    known: dict[str, Known] = {}
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
        known.update({str(row[0]): Known(*row[1:]) for row in rows})
    return known


def _by_code(codes: Iterable[str]) -> dict[str, Numbered]:
    wanted, found = sorted(set(codes)), {}
    for start in range(0, len(wanted), _BATCH):
        rows = Household.objects.filter(code__in=wanted[start : start + _BATCH])
        values = rows.values_list("code", "pk", "village_code", "head_name", "state")
        found.update({row[0]: Numbered(*row[1:]) for row in values})
    return found


def match(drafts: Sequence[HouseholdDraft]) -> list[Match]:
    """Match the drafts with the archive; who is in another household is taken out of the draft, and noted."""
    return _Matcher(drafts).run()


class _Matcher:
    """Matches the households of one file."""

    def __init__(self, drafts: Sequence[HouseholdDraft]) -> None:
        self._drafts = drafts
        self._hashes = {m.identity: identity_hash(m.identity) for draft in drafts for m in draft.members}
        self._known = known_people(list(self._hashes.values()))
        self._codes = _by_code(draft.given_code for draft in drafts if draft.given_code)
        # whom the file names in a row of his own, and then also in the row of another household
        self._placed = {m.identity: draft.key for draft in drafts for m in draft.members if not m.aside}

    def run(self) -> list[Match]:
        matches = []
        for draft in self._drafts:
            found = Match(draft)
            if not self._stopped(found):
                found.household_id = self._household_of(draft)
                self._take_out(found)
                self._settle_head(found)
            matches.append(found)
        return matches

    def _home(self, person: PersonDraft) -> Known | None:
        return self._known.get(self._hashes[person.identity])

    def _numbered(self, draft: HouseholdDraft) -> Numbered | None:
        found = self._codes.get(draft.given_code)
        return found if found and found.village_code == draft.village_code else None

    def _stopped(self, found: Match) -> bool:
        """Send a household back that is in the archive under its number, but no longer supported."""
        draft, numbered = found.draft, self._numbered(found.draft)
        if numbered is None or numbered.state in SUPPORTED_STATES or numbered.head_name != draft.head_name:
            return False
        for row in list(draft.rows):
            found.refuse(row, "E_STOPPED", f"户编号 {draft.given_code}")
        return True

    def _household_of(self, draft: HouseholdDraft) -> int | None:
        head = draft.head
        home = self._home(head) if head else None
        if home and home.relation == HEAD and home.village_code == draft.village_code:
            return home.household_id
        near = [place for person in draft.members if (place := self._home(person))]
        near = [place for place in near if place.village_code == draft.village_code]
        return self._by_number(draft, near) or self._by_relatives(head, home, near)

    def _by_number(self, draft: HouseholdDraft, near: Sequence[Known]) -> int | None:
        numbered = self._numbered(draft)
        if numbered is None or numbered.state not in SUPPORTED_STATES:
            return None
        shares = any(place.household_id == numbered.household_id for place in near)
        same_head = draft.head_name in ("", numbered.head_name)
        return numbered.household_id if shares or same_head or not numbered.head_name else None

    def _by_relatives(self, head: PersonDraft | None, home: Known | None, near: Sequence[Known]) -> int | None:
        if head is None:
            return near[0].household_id if near else None
        if home is None:
            # a household that was imported without its head gets him now
            return next((place.household_id for place in near if not place.head_name), None)
        together = [place for place in near if place.household_id == home.household_id]
        return home.household_id if len(together) > 1 else None

    def _take_out(self, found: Match) -> None:
        draft = found.draft
        for person in list(draft.members):
            home = self._home(person)
            elsewhere = home.household_code if home and home.household_id != found.household_id else ""
            if person not in draft.members:
                continue
            if person.aside:
                self._take_out_aside(found, person, elsewhere)
            elif elsewhere:
                found.refuse(person.row, "E_DUP_PERSON", f"已在户 {elsewhere} 登记")

    def _take_out_aside(self, found: Match, person: PersonDraft, elsewhere: str) -> None:
        """A further person in a household's row is left out alone; the row itself is imported."""
        first = self._placed.setdefault(person.identity, found.draft.key)
        if elsewhere or first != found.draft.key:
            hint = f"{person.name}，已在户 {elsewhere} 登记" if elsewhere else f"{person.name}，本表另有一户"
            found.notes.append(Note(person.row, "W_MEMBER_ELSEWHERE", hint))
            found.draft.members.remove(person)

    def _settle_head(self, found: Match) -> None:
        """The head of a household in the archive stays; a change of head is an act of its own."""
        head = found.draft.head
        if head is None or found.household_id is None:
            return
        home, numbered = self._home(head), self._numbered(found.draft)
        standing = home.head_name if home else self._head_name(found, numbered)
        if not standing or (home and home.relation == HEAD):
            return
        if home is None and standing == head.name:
            found.refuse(head.row, "E_HEAD_DIFFERS")
        else:
            found.notes.append(Note(head.row, "W_HEAD_CHANGED", f"系统中的户主是{standing}"))
            head.relation = OTHER

    def _head_name(self, found: Match, numbered: Numbered | None) -> str:
        if numbered and numbered.household_id == found.household_id:
            return numbered.head_name
        homes = [home for person in found.draft.members if (home := self._home(person))]
        return next((home.head_name for home in homes if home.household_id == found.household_id), "")
