"""Read the cells of one data row into normal values, with what is doubtful about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.kernel.identity import IdentityNumber
from hudang.rosters.reading.grid import CellValue, Sheet
from hudang.rosters.rules.cells import Read, Reading, Value, plain_text
from hudang.rosters.rules.columns import APART, REMEMBERED, Column, make_column
from hudang.rosters.rules.comparing import compare_counts, compare_person
from hudang.rosters.rules.identities import Identity, read_identity
from hudang.rosters.rules.mapping import SheetMapping, blocks_of
from hudang.rosters.rules.outcomes import RowDraft
from hudang.rosters.rules.people import remark_of_death, split_disability
from hudang.rosters.rules.villages import Place, PlaceFinder
from hudang.rosters.vocabulary import SPOUSE_NUMBER, Kind, Level

_MISSING = object()
SPOUSE_RELATION = "10"
_COUNTED = frozenset({Kind.MONEY, Kind.INCOME, Kind.COUNT})
_NOT_REPORTED = frozenset({"seq", "note", "age", "disability"})


@dataclass
class Context:
    """What the sheet says for all its rows until another section begins."""

    town: str | None = None
    village: str | None = None


class RecordReader:
    """Reads the rows of one sheet."""

    def __init__(self, sheet: Sheet, mapping: SheetMapping, finder: PlaceFinder, today: date) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.finder = finder
        self.today = today
        self.context = Context()
        self.place_habits: frozenset[str] = frozenset()
        taken = [c for c in mapping.columns if c.field and "." not in c.field]
        made = [make_column(c, typed=sheet.typed, serial_offset=sheet.serial_offset) for c in taken]
        self.columns = {column.name: column for column in made}
        self._plain = [c for c in made if c.described.kind not in APART and c.name not in ("seq", "note")]
        # unpacked once: this list is walked for every row
        self._plan: list[tuple[int, str, bool, Value, dict[CellValue, Read] | None, Column]] = [
            (c.index, c.name, c.described.level is Level.HOUSEHOLD, c.empty, c.known if c.remembers else None, c)
            for c in self._plain
        ]
        self._blocks = {
            number: {name: make_column(c, typed=sheet.typed, serial_offset=0) for name, c in block.items()}
            for number, block in blocks_of(mapping).items()
        }

    def index_of(self, name: str) -> int | None:
        """Return the column that holds a field."""
        column = self.columns.get(name)
        return column.index if column else None

    def cell(self, values: list[CellValue], name: str) -> CellValue:
        """Return the raw cell of a field, empty where the sheet has no such column."""
        index = self.index_of(name)
        return values[index] if index is not None and index < len(values) else ""

    def read(self, number: int, values: list[CellValue], *, whole: bool) -> RowDraft:
        """Return the row's draft; ``whole`` where the row also speaks for the household."""
        draft = RowDraft(self.sheet.name, number)
        self._read_plain(draft, values, whole)
        if number in self.sheet.structure.formulas:
            self._note_formulas(draft, number, values)
        if whole or self.cell(values, "village") != "":
            self._read_place(draft, values, whole)
        identity = self._read_identities(draft, values)
        self._read_note(draft, values)
        compare_counts(self, draft, values)
        if identity is not None:
            compare_person(self, draft, values, identity)
        if self._blocks:
            self._read_blocks(draft, values)
        if number in self.sheet.structure.hidden_rows:
            draft.note("W_HIDDEN_ROW", None, "", None)
        return draft

    def _read_plain(self, draft: RowDraft, values: list[CellValue], whole: bool) -> None:
        width, out = len(values), draft.values
        for index, name, household, empty, known, column in self._plan:
            raw = values[index] if index < width else ""
            if raw == "":
                if whole or not household:
                    out[name] = empty
                continue
            read = known.get(raw, _MISSING) if known is not None else column.read(raw)
            if read is _MISSING:
                read = _remember(column, raw)
            if read.__class__ is Reading:
                # number and head stand in every row of a household: told once
                if whole or column.described.level is not Level.GROUP:
                    self._note_reading(draft, column, read, raw)
                read = read.value
            out[name] = read
        for name in _NOT_REPORTED & out.keys():
            if name == "disability":
                self._split_disability(draft, values)
            del out[name]

    def _note_reading(self, draft: RowDraft, column: Column, read: Reading, raw: CellValue) -> None:
        if read.form and read.form in column.habits:
            return
        for code in read.codes:
            draft.note(code, column.index, column.name, raw)

    def _split_disability(self, draft: RowDraft, values: list[CellValue]) -> None:
        kind, level = split_disability(self.cell(values, "disability"))
        for name, value in (("dis_kind", kind), ("dis_level", level)):
            if not draft.values.get(name):
                draft.values[name] = value

    def _note_formulas(self, draft: RowDraft, number: int, values: list[CellValue]) -> None:
        formulas = self.sheet.structure.formulas[number]
        lost = self.sheet.structure.lost_results.get(number, 0)
        for column in self._plain:
            bit = 1 << column.index
            if not formulas & bit or column.described.kind not in _COUNTED or column.name not in draft.values:
                continue
            if lost & bit:
                draft.note("W_FORMULA_NO_VALUE", column.index, column.name, "")
            elif not column.formulas_are_usual and values[column.index] != "":
                draft.note("N_FORMULA", column.index, column.name, values[column.index])

    def place_of(self, values: list[CellValue]) -> Place:
        """Return where the row lies."""
        address = self.cell(values, "address")
        village = self.cell(values, "village")
        if village == "" and self.context.village and "village" not in self.columns:
            return Place(self.context.town, self.context.village)
        place = self.finder.find(
            self.cell(values, "town"), village, address, self.context.town, has_town_column="town" in self.columns
        )
        if place.village is None and village == "" and self.context.village:
            return Place(self.context.town, self.context.village)
        return place

    def _read_place(self, draft: RowDraft, values: list[CellValue], whole: bool) -> None:
        place = self.place_of(values)
        name_of = self.finder.gazetteer.name_of
        if whole or "town" in self.columns:
            town = self.cell(values, "town")
            draft.values["town"] = name_of(place.town) if place.town else plain_text(town) or None
        draft.values["village"] = name_of(place.village) if place.village else None
        draft.values["village_code"] = place.village
        draft.town_code = place.town or ""
        for code in place.town_codes:
            draft.note(code, self.index_of("town"), "town", self.cell(values, "town"))
        self._note_village(draft, place, values)

    def _note_village(self, draft: RowDraft, place: Place, values: list[CellValue]) -> None:
        if place.form and place.form in self.place_habits:
            return
        if place.village_codes == ("W_VILLAGE_FROM_ADDRESS",) and "village" not in self.columns:
            # an office without a column for the village names it in the address
            return
        for code in place.village_codes:
            draft.note(code, self.index_of("village"), "village", self.cell(values, "village"), place.hint)
            if code == "E_VILLAGE_MISSING" and "address" in self.columns:
                draft.note(code, self.index_of("address"), "address", self.cell(values, "address"))

    def _read_identities(self, draft: RowDraft, values: list[CellValue]) -> IdentityNumber | None:
        identity = self._read_identity(draft, values, "id")
        if "head_id" in self.columns:
            # a fault in the head's number is reported in the head's own row
            head = read_identity(self.cell(values, "head_id"), self.today)
            draft.values["head_id"] = head.number.number if head.number else None
        if not draft.values.get("name"):
            draft.note("E_NAME_MISSING", self.index_of("name"), "name", self.cell(values, "name"))
        return identity

    def _read_identity(self, draft: RowDraft, values: list[CellValue], name: str) -> IdentityNumber | None:
        raw = self.cell(values, name)
        read: Identity = read_identity(raw, self.today)
        draft.values[name] = read.number.number if read.number else None
        for code in read.codes:
            draft.note(code, self.index_of(name), name, raw)
        return read.number

    def _read_note(self, draft: RowDraft, values: list[CellValue]) -> None:
        raw = self.cell(values, "note")
        if raw == "":
            return
        note = draft.remarks["note"] = plain_text(raw)
        if "W_NOTE_DECEASED" not in draft.codes and remark_of_death(note):
            draft.note("W_NOTE_DECEASED", self.index_of("note"), "note", raw)

    def _read_blocks(self, draft: RowDraft, values: list[CellValue]) -> None:
        """Read the further persons that a household's row names."""
        members = []
        for number, block in sorted(self._blocks.items()):
            cells = {name: values[c.index] if c.index < len(values) else "" for name, c in block.items()}
            if cells.get("name", "") == "" and cells.get("id", "") == "":
                continue
            told = {"relation": SPOUSE_RELATION} if number == SPOUSE_NUMBER else {}
            members.append(told | {name: self._block_value(draft, block[name], raw) for name, raw in cells.items()})
        draft.values["members"] = members

    def _block_value(self, draft: RowDraft, column: Column, raw: CellValue) -> Any:
        if column.described.kind is Kind.IDENTITY:
            read = read_identity(raw, self.today)
            if read.number is None:
                draft.note("W_MEMBER_ID", column.index, column.name, raw)
            return read.number.number if read.number else None
        if raw == "":
            return column.empty
        value = column.read(raw)
        if isinstance(value, Reading):
            self._note_reading(draft, column, value, raw)
            return value.value
        return value


def _remember(column: Column, raw: CellValue) -> Read:
    read = column.read(raw)
    if column.remembers and len(column.known) < REMEMBERED:
        column.known[raw] = read
    return read
