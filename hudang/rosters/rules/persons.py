"""A person is in one supported household only: within the file, and against the archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from hudang.rosters.rules.outcomes import RowDraft

# the household code under which the archive knows an identity number, or None
KnownPerson = Callable[[str], str | None]
_HOUSEHOLD_MARKS = (
    "village_code",
    "address",
    "account",
    "phone",
    "allowance",
    "approved",
    "family",
    "covered_n",
    "bank",
)


class Holder(NamedTuple):
    """Where an identity number stands first."""

    sheet: str
    row: int
    household: str
    hh_no: str | None
    marks: tuple[Any, ...]


class PersonRegister:
    """Remembers every person of the file that was not rejected."""

    def __init__(self, known_person: KnownPerson | None) -> None:
        self._known_person = known_person
        self._seen: dict[str, Holder] = {}

    def household_in_archive(self, draft: RowDraft) -> str | None:
        """Return the household that the archive has this person in."""
        identity = draft.values.get("id")
        return self._known_person(identity) if identity and self._known_person else None

    def check(self, draft: RowDraft, household: str, archived: str | None, column: int | None) -> None:
        """Note a person that stands in an earlier row, or in another household of the archive."""
        identity = draft.values.get("id")
        if not identity:
            return
        holder = self._seen.get(identity)
        if holder is not None:
            code = "E_DUP_ROW" if _same_household(holder, draft, household) else "E_DUP_PERSON"
            self._reject(draft, code, column, f"见“{holder.sheet}”第 {holder.row} 行")
            draft.same_as = (holder.sheet, holder.row)
        elif archived and not _agrees(archived, draft, household):
            self._reject(draft, "E_DUP_PERSON", column, f"档案中在户 {archived}")
        elif not draft.rejected:
            marks = tuple(map(draft.values.get, _HOUSEHOLD_MARKS))
            self._seen[identity] = Holder(draft.sheet, draft.row, household, draft.values.get("hh_no"), marks)

    def _reject(self, draft: RowDraft, code: str, column: int | None, hint: str) -> None:
        # the doubled row stays out whole: what else is doubtful about it needs no person's eyes
        draft.codes.pop("W_CERT_MISMATCH", None)
        draft.note(code, column, "id", draft.values["id"], hint)


def _same_household(holder: Holder, draft: RowDraft, household: str) -> bool:
    number = draft.values.get("hh_no")
    if number and holder.hh_no:
        return bool(number == holder.hh_no)
    if household == holder.household:
        return True
    marks = [(mine, draft.values.get(name)) for mine, name in zip(holder.marks, _HOUSEHOLD_MARKS, strict=True)]
    told = [(mine, theirs) for mine, theirs in marks if mine is not None and theirs is not None]
    return bool(told) and sum(mine == theirs for mine, theirs in told) * 2 > len(told)


def _agrees(archived: str, draft: RowDraft, household: str) -> bool:
    number = draft.values.get("hh_no")
    if number:
        return bool(number == archived)
    village = str(draft.values.get("village_code") or "")
    return household == archived or (village != "" and archived.startswith(village))
