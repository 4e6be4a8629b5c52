"""How an office usually writes: a form that most cells of a column have is its layout, not dirt in single cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import Reading
from hudang.rosters.rules.columns import Column
from hudang.rosters.rules.mapping import MEMBER
from hudang.rosters.rules.people import HEAD, read_relation
from hudang.rosters.rules.records import RecordReader
from hudang.rosters.vocabulary import Kind

# (row number, cells as written, cells with merged ranges filled)
BodyRow = tuple[int, list[CellValue], list[CellValue]]
SAMPLED = 1_000
_LEAST = 4
_STUDIED = frozenset({Kind.DATE, Kind.MONEY, Kind.INCOME, Kind.COUNT, Kind.NAME})
_SPARSE = 0.4


def learn(reader: RecordReader, rows: Sequence[BodyRow]) -> list[int]:
    """Learn the habits of a sheet from its first data rows; return the columns that are filled only on change."""
    for column in reader.columns.values():
        if column.described.kind in _STUDIED:
            _learn_column(column, rows, reader)
    heads = [row for row in rows if _speaks_for_household(reader, row)]
    places = [reader.columns[name] for name in ("town", "village") if name in reader.columns]
    sparse = [column.index for column in places if _is_sparse(column, heads)]
    reader.place_habits = _usual(
        Counter(filter(None, (_place_form(reader, filled) for _, _, filled in heads))), len(heads)
    )
    return sparse


def _learn_column(column: Column, rows: Sequence[BodyRow], reader: RecordReader) -> None:
    forms: Counter[str] = Counter()
    filled = formulas = 0
    for number, own, _ in rows:
        raw = own[column.index] if column.index < len(own) else ""
        if raw == "":
            continue
        filled += 1
        formulas += bool(reader.sheet.structure.formulas.get(number, 0) >> column.index & 1)
        read = column.read(raw)
        if isinstance(read, Reading) and read.form:
            forms[read.form] += 1
    column.habits = _usual(forms, filled)
    column.formulas_are_usual = filled >= _LEAST and formulas * 2 > filled


def _usual(forms: Counter[str], filled: int) -> frozenset[str]:
    return frozenset(form for form, count in forms.items() if filled >= _LEAST and count * 2 > filled)


def _speaks_for_household(reader: RecordReader, row: BodyRow) -> bool:
    if reader.mapping.unit != MEMBER:
        return True
    _, own, filled = row
    if "relation" in reader.columns:
        return read_relation(reader.cell(filled, "relation")) == HEAD
    return reader.cell(own, "hh_no") != "" or reader.cell(own, "head") != ""


def _is_sparse(column: Column, rows: Sequence[BodyRow]) -> bool:
    filled = sum(column.index < len(cells) and cells[column.index] != "" for _, _, cells in rows)
    return bool(rows) and 0 < filled < len(rows) * _SPARSE


def _place_form(reader: RecordReader, cells: list[CellValue]) -> str:
    if reader.cell(cells, "village") == "":
        return ""
    place = reader.place_of(cells)
    return place.form if all(code.startswith("N_") for code in place.village_codes) else ""
