"""From judged rows to households: rows of one household are put together, words become codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.households.vocabulary import HEAD
from hudang.kernel.division_codes import DivisionLevel, is_division_code, level_of
from hudang.rosters.rules.coding import code_of
from hudang.rosters.rules.draft_fields import (
    dwelling_fields,
    household_fields,
    incomes_of,
    member_fields,
    told_besides,
)
from hudang.rosters.rules.outcomes import RowVerdict
from hudang.rosters.vocabulary import Outcome

# 其他: the relation is not told
OTHER = "80"
_LONGEST_NOTE = 500
IMPORTED = (Outcome.ACCEPTED, Outcome.WARNED)
Row = tuple[str, int]


@dataclass
class PersonDraft:
    """One member as the roster tells it; what it does not tell is absent from ``fields`` and ``incomes``.

    ``aside`` marks a person named in the row of another (the head's).
    """

    row: Row
    name: str
    identity: str
    relation: str
    sex: str
    born_on: date
    ethnicity: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    incomes: dict[str, Decimal] = field(default_factory=dict)
    aside: bool = False


@dataclass
class HouseholdDraft:
    """One household as the roster tells it.

    ``head_name`` is told also where the head's row was rejected. ``counted`` are the sizes that follow from a row a
    member, for a household whose size nobody told.
    """

    key: str
    given_code: str
    village_code: str
    head_name: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    dwelling: dict[str, Any] = field(default_factory=dict)
    members: list[PersonDraft] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)

    @property
    def head(self) -> PersonDraft | None:
        """The head's draft, absent when the head's row was rejected."""
        return next((member for member in self.members if member.relation == HEAD), None)

    def drop(self, row: Row) -> None:
        """Leave out everybody whom a row names, and what it tells of the household when it is the head's."""
        if self.head is not None and self.head.row == row:
            self.fields, self.dwelling = {}, {}
        self.members = [member for member in self.members if member.row != row]
        self.rows = [each for each in self.rows if each != row]


def person_draft(verdict: RowVerdict, relation: str) -> PersonDraft:
    """Return the member that a judged row tells of."""
    values, identity = verdict.values, str(verdict.values["id"])
    nation = str(values.get("nation") or "")
    return PersonDraft(
        row=(verdict.sheet, verdict.row),
        name=str(values["name"])[:50],
        identity=identity,
        relation=relation,
        sex="1" if int(identity[16]) % 2 else "2",
        born_on=date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14])),
        ethnicity=code_of("ethnicity", nation if nation.endswith("族") or not nation else f"{nation}族"),
        fields=member_fields(values),
        incomes=incomes_of(values),
    )


def given_code(values: Mapping[str, Any]) -> str:
    """Return the household number of a row when it can be a household code: a village's code and four digits."""
    code = str(values.get("hh_no") or "")
    if len(code) != 16 or not (code.isascii() and code.isdigit()) or code[12:] == "0000":
        return ""
    village = code[:12]
    return code if is_division_code(village) and level_of(village) == DivisionLevel.VILLAGE else ""


@dataclass
class Assembly:
    """The households of a file, and the heads' rows whose household number an earlier household has."""

    drafts: list[HouseholdDraft]
    doubled: list[Row]


class _Assembler:
    """Puts rows together by household, in the order of the file."""

    def __init__(self) -> None:
        self.drafts: dict[str, HouseholdDraft] = {}
        self.doubled: list[Row] = []
        # a household whose number was taken by an earlier one goes on under a key of its own
        self._renamed: dict[str, str] = {}
        self._sizes: dict[str, int] = defaultdict(int)
        self._covered: dict[str, int] = defaultdict(int)
        self._amounts: dict[str, Decimal] = defaultdict(Decimal)

    def add(self, verdict: RowVerdict) -> None:
        """Take a row; rejected rows only count, and tell where a household without its head lies."""
        if verdict.outcome == Outcome.SKIPPED:
            return
        wanted = verdict.outcome in IMPORTED
        key = self._key(verdict, wanted)
        draft = self.drafts.get(key)
        if draft is None:
            draft = self.drafts[key] = HouseholdDraft(key, self._number(key, verdict), "")
        self._count(key, verdict)
        village = str(verdict.values.get("village_code") or "")
        if village and (not draft.village_code or (verdict.is_head and wanted)):
            draft.village_code = village
        name = verdict.values.get("name" if verdict.is_head else "head")
        if name and (verdict.is_head or not draft.head_name):
            draft.head_name = str(name)[:50]
        if wanted:
            _add(draft, verdict)

    def _key(self, verdict: RowVerdict, wanted: bool) -> str:
        key = own = verdict.household or f"{verdict.sheet}#{verdict.row}"
        key = self._renamed.get(key, key)
        standing = self.drafts.get(key)
        # a row that says it is the head's; one that only stands first for want of a head joins the others
        speaks = verdict.is_head and verdict.values.get("relation", HEAD) == HEAD
        if wanted and speaks and standing is not None and standing.head is not None:
            key = self._renamed[own] = f"{own}#{verdict.sheet}#{verdict.row}"
            self.doubled.append((verdict.sheet, verdict.row))
        return key

    def _number(self, key: str, verdict: RowVerdict) -> str:
        return "" if key in self._renamed.values() else given_code(verdict.values)

    def _count(self, key: str, verdict: RowVerdict) -> None:
        """Where each member has a row, the rows tell size and amount, also those sent back for a wrong number."""
        if {"E_DUP_ROW", "E_DUP_PERSON"} & set(verdict.codes):
            return
        self._amounts[key] += Decimal(str(verdict.values.get("own_allowance") or 0))
        if "relation" not in verdict.values:
            return
        self._sizes[key] += 1
        self._covered[key] += verdict.values.get("covered") != "否"

    def finish(self) -> Assembly:
        """Return the households that have somebody to register, each with its village and sizes."""
        for key, draft in self.drafts.items():
            draft.village_code = draft.village_code or draft.given_code[:12]
            if self._amounts[key]:
                draft.fields.setdefault("allowance", self._amounts[key])
            if self._sizes[key]:
                draft.counted = {"declared_size": self._sizes[key], "covered_size": self._covered[key]}
        found = [draft for draft in self.drafts.values() if draft.members and draft.village_code]
        return Assembly(found, self.doubled)


def assemble(verdicts: Iterable[RowVerdict]) -> Assembly:
    """Put the accepted and warned rows together by household, in the order of the file.

    A household whose head's row was rejected has no head yet; it is placed by the village that its rows name, the
    head's too, or by its household number, and left out when there is neither.
    """
    assembler = _Assembler()
    for verdict in verdicts:
        assembler.add(verdict)
    return assembler.finish()


def _add(draft: HouseholdDraft, verdict: RowVerdict) -> None:
    values = verdict.values
    is_head = verdict.is_head and draft.head is None
    relation = HEAD if is_head else str(values.get("relation") or OTHER)
    draft.members.append(person_draft(verdict, OTHER if relation == HEAD and not is_head else relation))
    draft.rows.append((verdict.sheet, verdict.row))
    told = household_fields(values)
    if is_head and (note := _note(verdict)):
        told["note"] = note
    if not is_head:
        told.pop("phone", None)
        draft.fields = {**told, **draft.fields}
        return
    draft.fields.update(told)
    draft.dwelling.update(dwelling_fields(values))
    _add_named_aside(draft, verdict)


def _note(verdict: RowVerdict) -> str:
    remarks = [text for text in verdict.remarks.values() if text]
    return "；".join([*remarks, *told_besides(verdict.values)])[:_LONGEST_NOTE]


def _add_named_aside(draft: HouseholdDraft, verdict: RowVerdict) -> None:
    """Add the further persons that a household's row names; without a usable number none can be registered."""
    present = {member.identity for member in draft.members}
    named: Sequence[Mapping[str, Any]] = verdict.values.get("members") or ()
    for values in named:
        if not values.get("id") or not values.get("name") or values["id"] in present:
            continue
        relation = str(values.get("relation") or OTHER)
        inner = RowVerdict(verdict.sheet, verdict.row, verdict.outcome, values=dict(values))
        person = person_draft(inner, OTHER if relation == HEAD else relation)
        person.aside = True
        draft.members.append(person)
        present.add(person.identity)
