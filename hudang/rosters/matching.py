"""Which household of the archive a draft stands for, and whose person it may not take (R20)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hudang.households.vocabulary import HEAD
from hudang.rosters.known import Archive
from hudang.rosters.rules.drafts import OTHER, HouseholdDraft, PersonDraft, Row


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


def match(drafts: Sequence[HouseholdDraft]) -> list[Match]:
    """Match the drafts with the archive; who is in another household is taken out of the draft, and noted."""
    return _Matcher(drafts).run()


class _Matcher:
    """Matches the households of one file."""

    def __init__(self, drafts: Sequence[HouseholdDraft]) -> None:
        self._matches = [Match(draft) for draft in drafts]
        self._archive = Archive(drafts)
        self._claimed: set[int] = set()
        # whom the file names in a row of his own, and then also in the row of another household
        self._placed = {m.identity: draft.key for draft in drafts for m in draft.members if not m.aside}

    def run(self) -> list[Match]:
        """Let each household be claimed once, by the surest sign first."""
        pending = [found for found in self._matches if not self._stopped(found)]
        for sign in (self._by_head, self._by_shared_number, self._by_relatives, self._by_number, self._by_name):
            pending = [found for found in pending if not self._claim(found, sign)]
        for found in self._matches:
            self._take_out(found)
            self._settle_head(found)
        return self._matches

    def _claim(self, found: Match, sign: Callable[[HouseholdDraft], int | None]) -> bool:
        household = sign(found.draft)
        if household is None or household in self._claimed:
            return False
        self._claimed.add(household)
        found.household_id = household
        return True

    def _stopped(self, found: Match) -> bool:
        """Send a household back that is in the archive under its number, but no longer supported."""
        draft, numbered = found.draft, self._archive.numbered(found.draft)
        if numbered is None or numbered.supported or numbered.head_name != draft.head_name:
            return False
        for row in list(draft.rows):
            found.refuse(row, "E_STOPPED", f"户编号 {draft.given_code}")
        return True

    def _by_head(self, draft: HouseholdDraft) -> int | None:
        home = self._archive.home(draft.head) if draft.head else None
        here = home and home.relation == HEAD and home.village_code == draft.village_code
        return home.household_id if home and here else None

    def _by_shared_number(self, draft: HouseholdDraft) -> int | None:
        numbered = self._archive.numbered(draft)
        if numbered is None or not numbered.supported:
            return None
        shares = any(home.household_id == numbered.household_id for home in self._archive.homes(draft))
        return numbered.household_id if shares else None

    def _by_relatives(self, draft: HouseholdDraft) -> int | None:
        near = self._archive.homes(draft)
        if draft.head is None:
            return near[0].household_id if near else None
        home = self._archive.home(draft.head)
        if home is None:
            # a household that was imported without its head gets him now
            return next((place.household_id for place in near if not place.head_name), None)
        together = [place for place in near if place.household_id == home.household_id]
        return home.household_id if len(together) > 1 else None

    def _by_number(self, draft: HouseholdDraft) -> int | None:
        numbered = self._archive.numbered(draft)
        if numbered is None or not numbered.supported or self._archive.homes(draft):
            return None
        return numbered.household_id if numbered.head_name in ("", draft.head_name) else None

    def _by_name(self, draft: HouseholdDraft) -> int | None:
        """A head without usable number is the only one of his name in the village; one who was awaited comes."""
        if self._archive.homes(draft):
            return None
        awaited = self._archive.named(draft, headless=True)
        named = awaited if draft.head else [*awaited, *self._archive.named(draft, headless=False)]
        free = [pk for pk in dict.fromkeys(named) if pk not in self._claimed]
        return free[0] if len(free) == 1 else None

    def _take_out(self, found: Match) -> None:
        for person in list(found.draft.members):
            if person not in found.draft.members:
                continue
            home = self._archive.home(person)
            elsewhere = home.code if home and home.household_id != found.household_id else ""
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
        home = self._archive.home(head)
        standing = home.head_name if home else self._head_name(found)
        if not standing or (home and home.relation == HEAD):
            return
        if home is None and standing == head.name:
            found.refuse(head.row, "E_HEAD_DIFFERS")
        else:
            found.notes.append(Note(head.row, "W_HEAD_CHANGED", f"系统中的户主是{standing}"))
            head.relation = OTHER

    def _head_name(self, found: Match) -> str:
        numbered = self._archive.numbered(found.draft)
        if numbered and numbered.household_id == found.household_id:
            return numbered.head_name
        homes = self._archive.homes(found.draft)
        return next((home.head_name for home in homes if home.household_id == found.household_id), "")
