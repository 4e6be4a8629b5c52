"""Judge a roster row by row: what is imported, what a person should look at, what goes back to the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from hudang.kernel.division_codes import scope_prefix
from hudang.rosters.reading.grid import CellValue, Row, Sheet, Workbook
from hudang.rosters.rules.cells import is_blank
from hudang.rosters.rules.filling import LastValues, MergedCells
from hudang.rosters.rules.grouping import Grouper, HouseholdRows, MemberRow, household_cells, member_cells
from hudang.rosters.rules.habits import SAMPLED, BodyRow, learn
from hudang.rosters.rules.mapping import MEMBER, SheetMapping, WorkbookMapping
from hudang.rosters.rules.outcomes import RowDraft, RowVerdict, skipped
from hudang.rosters.rules.persons import KnownPerson, PersonRegister
from hudang.rosters.rules.places import DivisionNames, Gazetteer
from hudang.rosters.rules.records import RecordReader
from hudang.rosters.rules.row_kinds import RowSorter
from hudang.rosters.rules.sections import begin_section, reference_day, sheet_context
from hudang.rosters.rules.villages import PlaceFinder
from hudang.rosters.vocabulary import Skip


def judge(
    workbook: Workbook,
    mapping: WorkbookMapping,
    divisions: Iterable[DivisionNames],
    today: date,
    known_person: KnownPerson | None = None,
    division_scope: str | None = None,
) -> Iterator[RowVerdict]:
    """Yield a verdict for every row of the file, in order.

    ``known_person`` returns the code of the household in which the archive supports an identity number.
    ``division_scope`` is the division whose rows the importing user may bring in: a code of twelve digits or its
    significant digits.
    """
    gazetteer = Gazetteer(divisions)
    scope = division_scope or ""
    prefix = scope_prefix(scope) if len(scope) == 12 else scope
    task = _Task(PlaceFinder(gazetteer), PersonRegister(known_person), today, prefix, set())
    for sheet in workbook.sheets:
        mapped = mapping.sheet(sheet.name)
        if mapped is None or mapped.skip is not None:
            why = mapped.skip if mapped and mapped.skip else Skip.NO_HEADER
            yield from (skipped(sheet.name, row.number, why) for row in sheet.rows())
        else:
            yield from _SheetJudge(sheet, mapped, task).verdicts()


_TOWNSHIP = 9


def _elsewhere(code: str, scope: str) -> bool:
    """Tell whether a division, as far as it is known, lies outside another."""
    width = min(len(code), len(scope))
    return code[:width] != scope[:width]


@dataclass
class _Task:
    """What is shared by the sheets of a file."""

    places: PlaceFinder
    persons: PersonRegister
    today: date
    scope: str
    households_taken: set[str]


class _SheetJudge:
    """Judges one sheet."""

    def __init__(self, sheet: Sheet, mapping: SheetMapping, task: _Task) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.task = task
        self.reader = RecordReader(sheet, mapping, task.places, reference_day(mapping.titles, task.today))
        self.sorter = RowSorter(mapping)
        self.last_header = mapping.header[1] if mapping.header else 0
        self.reader.context = sheet_context(task.places.gazetteer, (sheet.name, *mapping.titles), task.scope)

    def _merged(self) -> MergedCells:
        mapped = [column.index for column in self.mapping.columns if column.field]
        return MergedCells(self.sheet.structure.merged, mapped, self.last_header)

    def verdicts(self) -> Iterator[RowVerdict]:
        """Yield the verdicts of the sheet's rows."""
        rows = self.sheet.rows()
        yield from self._above_body(rows)
        merged = self._merged()
        body = ((row, merged.filled(row)) for row in rows)
        sample = list(islice(body, SAMPLED))
        data: list[BodyRow] = [
            (row.number, row.values, filled) for row, filled in sample if self.sorter.skip_of(row.values) is None
        ]
        carried = LastValues(learn(self.reader, data))
        # the sample is judged first; what it left open follows as it is read
        stream = chain(sample, body)
        if self.mapping.unit == MEMBER:
            yield from self._by_members(stream, merged, carried)
        else:
            yield from self._by_households(stream, carried)

    def _above_body(self, rows: Iterator[Row]) -> Iterator[RowVerdict]:
        if not self.mapping.header:
            return
        first, last = self.mapping.header
        for row in islice(rows, last):
            blank = all(is_blank(value) for value in row.values)
            why = Skip.EMPTY if blank else Skip.HEADER if row.number >= first else Skip.TITLE
            yield skipped(self.sheet.name, row.number, why)

    def _skip(self, row: Row, carried: LastValues) -> RowVerdict | None:
        why = self.sorter.skip_of(row.values)
        if why is None:
            return None
        if why is Skip.TITLE and begin_section(self.task.places.gazetteer, self.reader.context, row.values):
            carried.forget()
        return skipped(self.sheet.name, row.number, why)

    def _by_households(
        self, stream: Iterable[tuple[Row, list[CellValue]]], carried: LastValues
    ) -> Iterator[RowVerdict]:
        for row, merged in stream:
            skip = self._skip(row, carried)
            if skip:
                yield skip
                continue
            draft = self.reader.read(row.number, carried.filled(merged), whole=True)
            draft.is_head = True
            own = str(draft.values.get("hh_no") or "") or f"{self.sheet.name}#{row.number}"
            archived = self.task.persons.household_in_archive(draft)
            self._check_scope(draft)
            self.task.persons.check(draft, own, archived, self.reader.index_of("id"))
            household = archived if archived and not draft.rejected else own
            yield draft.verdict(household)

    def _check_scope(self, draft: RowDraft) -> None:
        """Say that a row belongs to another office: also where it names only the township, no village."""
        village, scope = draft.values.get("village_code"), self.task.scope
        if village and _elsewhere(village, scope):
            draft.note("E_OUT_OF_SCOPE", self.reader.index_of("village"), "village", draft.values.get("village"))
        elif not village and _elsewhere(draft.town_code[:_TOWNSHIP], scope):
            # who it belongs to will know the village
            draft.forget("E_VILLAGE_")
            draft.note("E_OUT_OF_SCOPE", self.reader.index_of("town"), "town", draft.values.get("town"))

    def _by_members(
        self,
        stream: Iterable[tuple[Row, list[CellValue]]],
        merged: MergedCells,
        carried: LastValues,
    ) -> Iterator[RowVerdict]:
        grouper = Grouper(self.reader, merged)
        waiting: list[RowVerdict] = []
        for row, filled in stream:
            skip = self._skip(row, carried)
            if skip:
                waiting.append(skip)
                if skip.skip in (Skip.EMPTY, Skip.FOOTER):
                    continue
                yield from self._finished(grouper.finish(), waiting)
                continue
            finished = grouper.add(MemberRow(row.number, row.values, carried.filled(filled)))
            if finished:
                yield from self._finished(finished, waiting)
        yield from self._finished(grouper.finish(), waiting)

    def _finished(self, group: HouseholdRows | None, waiting: list[RowVerdict]) -> Iterator[RowVerdict]:
        """Yield a household's verdicts in the order of its rows, with the skipped rows among them."""
        verdicts = [*self._judge_group(group), *waiting] if group else list(waiting)
        waiting.clear()
        yield from sorted(verdicts, key=lambda verdict: verdict.row)

    def _judge_group(self, group: HouseholdRows) -> list[RowVerdict]:
        head = next((row for row in group.rows if row.is_head), group.rows[0])
        head_cells = household_cells(self.reader, group, head)
        drafts = {head.number: self._draft(head, head_cells, is_head=True)}
        if not group.has_head:
            index = self.reader.index_of("relation")
            drafts[head.number].note("W_HEAD_MISSING", index, "relation", self.reader.cell(head.own, "relation"))
        for row in group.rows:
            if row is not head:
                cells = member_cells(self.reader, group, row, head_cells)
                drafts[row.number] = self._draft(row, cells, is_head=False)
        household = group.number or f"{self.sheet.name}#{group.rows[0].number}"
        return self._joined(drafts, head.number, household, group)

    def _draft(self, row: MemberRow, cells: list[CellValue], *, is_head: bool) -> RowDraft:
        draft = self.reader.read(row.number, cells, whole=is_head)
        draft.is_head = is_head
        if is_head:
            self._check_scope(draft)
        return draft

    def _joined(
        self, drafts: dict[int, RowDraft], head_row: int, household: str, group: HouseholdRows
    ) -> list[RowVerdict]:
        persons, column = self.task.persons, self.reader.index_of("id")
        head = drafts[head_row]
        archived = {number: persons.household_in_archive(draft) for number, draft in drafts.items()}
        code = group.number or archived[head_row] or household
        persons.check(head, code, archived[head_row], column)
        taken = household in self.task.households_taken
        out_of_scope = "E_OUT_OF_SCOPE" in head.codes
        for number, draft in drafts.items():
            if number == head_row:
                continue
            persons.check(draft, code, archived[number], column)
            if out_of_scope:
                draft.note("E_OUT_OF_SCOPE", None, "", None)
            elif head.rejected and not taken and "E_DUP_ROW" not in head.codes:
                draft.note("W_HEAD_REJECTED", None, "", None)
        if not head.rejected:
            self.task.households_taken.add(household)
        return [draft.verdict(code) for draft in drafts.values()]
