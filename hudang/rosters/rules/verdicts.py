"""Judge a roster row by row: what is imported, what a person should look at, what goes back to the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from hudang.kernel.division_codes import scope_prefix
from hudang.kernel.text import remove_spaces
from hudang.rosters.reading.grid import CellValue, Row, Sheet, Workbook
from hudang.rosters.rules.cells import is_blank, plain_text
from hudang.rosters.rules.dates import dates_named_in
from hudang.rosters.rules.filling import LastValues, MergedCells
from hudang.rosters.rules.grouping import Grouper, HouseholdRows, MemberRow, household_cells, member_cells
from hudang.rosters.rules.habits import SAMPLED, BodyRow, learn
from hudang.rosters.rules.mapping import MEMBER, SheetMapping, WorkbookMapping
from hudang.rosters.rules.outcomes import RowDraft, RowVerdict, skipped
from hudang.rosters.rules.persons import KnownPerson, PersonRegister
from hudang.rosters.rules.places import DivisionNames, Gazetteer
from hudang.rosters.rules.records import RecordReader
from hudang.rosters.rules.row_kinds import RowSorter
from hudang.rosters.rules.villages import PlaceFinder
from hudang.rosters.vocabulary import Skip

# a roster's stated day may lie a little after the day of import, never years
_FURTHEST_AHEAD = 400


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
        self.reader = RecordReader(sheet, mapping, task.places, _reference_day(mapping, task.today))
        self.sorter = RowSorter(mapping)
        self.last_header = mapping.header[1] if mapping.header else 0
        self._set_context()

    def _merged(self) -> MergedCells:
        mapped = [column.index for column in self.mapping.columns if column.field]
        return MergedCells(self.sheet.structure.merged, mapped, self.last_header)

    def _set_context(self) -> None:
        """Take township and village from the sheet's name, its titles, or the importing user's own township."""
        gazetteer = self.task.places.gazetteer
        texts = (self.sheet.name, *self.mapping.titles)
        found = (gazetteer.town_named_in(text) for text in texts)
        own = self.task.scope[:9] + "000" if len(self.task.scope) >= 9 else None
        town = next((code for code in found if code), own)
        self.reader.context.town = town
        self.reader.context.village = _village_named(gazetteer, texts, town)

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
        if why is Skip.TITLE:
            self._begin_section(row, carried)
        return skipped(self.sheet.name, row.number, why)

    def _begin_section(self, row: Row, carried: LastValues) -> None:
        """A line that only names a township or village holds for the rows below it."""
        gazetteer = self.task.places.gazetteer
        text = remove_spaces(" ".join(plain_text(v) for v in row.values if not is_blank(v)))
        context = self.reader.context
        town = gazetteer.town_named_in(text)
        village = _village_named(gazetteer, (text,), town or context.town)
        if town:
            context.town, context.village = town, None
            carried.forget()
        if village:
            context.village = village
            carried.forget()

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
        village = draft.values.get("village_code")
        if self.task.scope and village and not village.startswith(self.task.scope):
            draft.note("E_OUT_OF_SCOPE", self.reader.index_of("village"), "village", draft.values.get("village"))

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


def _reference_day(mapping: SheetMapping, today: date) -> date:
    """Return the day by which ages are judged: today, or the day that the roster states if that is a little later."""
    stated = [day for title in mapping.titles for day in dates_named_in(title)]
    return max([today, *(day for day in stated if (day - today).days < _FURTHEST_AHEAD)])


def _village_named(gazetteer: Gazetteer, texts: Iterable[str], town: str | None) -> str | None:
    """Return the only village whose official name stands in a sheet's name, title or section line."""
    for text in texts:
        flat = remove_spaces(text)
        names = gazetteer.villages[town].official.items() if town in gazetteer.villages else ()
        found = [(name, code) for name, code in names if name in flat]
        longest = max((len(name) for name, _ in found), default=0)
        best = {code for name, code in found if len(name) == longest}
        if len(best) == 1:
            return best.pop()
        unique = gazetteer.all_named.get(flat, [])
        if len(unique) == 1 and (town is None or unique[0].startswith(town[:9])):
            return unique[0]
    return None
