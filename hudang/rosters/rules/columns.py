"""The reader of each mapped column, with a memory of what it has read before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.amounts import AmountReader, read_count, read_number
from hudang.rosters.rules.cells import Read, Value
from hudang.rosters.rules.dates import DateReader
from hudang.rosters.rules.identities import read_account, read_household_number, read_numbered, read_phone
from hudang.rosters.rules.mapping import ColumnMapping
from hudang.rosters.rules.people import (
    read_class,
    read_disability_kind,
    read_disability_level,
    read_name,
    read_nation,
    read_region,
    read_relation,
    read_sex,
    read_text,
    read_yes_no,
)
from hudang.rosters.vocabulary import FIELDS, Field, Kind, Level

Reader = Callable[[CellValue], Read]
_READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.NAME: read_name,
    Kind.SEX: read_sex,
    Kind.RELATION: read_relation,
    Kind.NUMBER: read_number,
    Kind.COUNT: read_count,
    Kind.PHONE: read_phone,
    Kind.ACCOUNT: read_account,
    Kind.HOUSEHOLD_NUMBER: read_household_number,
    Kind.NUMBERED: read_numbered,
    Kind.YES_NO: read_yes_no,
    Kind.CLASS_ABC: read_class,
    Kind.REGION: read_region,
    Kind.NATION: read_nation,
    Kind.DISABILITY_KIND: read_disability_kind,
    Kind.DISABILITY_LEVEL: read_disability_level,
    # split by the row's reader
    Kind.DISABILITY: read_text,
}
# read together with other cells of the row
APART = frozenset({Kind.TOWN, Kind.VILLAGE, Kind.IDENTITY})
# whose cells never repeat: nothing is remembered
_ALWAYS_NEW = frozenset({Kind.PHONE, Kind.ACCOUNT, Kind.HOUSEHOLD_NUMBER})
REMEMBERED = 4096
_EMPTY_TEXT = frozenset({Kind.TEXT, Kind.NUMBERED, Kind.NATION, Kind.DISABILITY_KIND, Kind.DISABILITY_LEVEL})


@dataclass
class Column:
    """A mapped column: how to read it, what an empty cell gives, which forms are the office's habit."""

    index: int
    name: str
    described: Field
    read: Reader
    empty: Value
    remembers: bool
    known: dict[CellValue, Read] = field(default_factory=dict)
    habits: frozenset[str] = frozenset()
    formulas_are_usual: bool = False


def make_column(mapping: ColumnMapping, *, typed: bool, serial_offset: int) -> Column:
    """Return the column with its reader."""
    name = mapping.field or ""
    described = FIELDS[name.rpartition(".")[2]]
    kind = described.kind
    if kind in (Kind.MONEY, Kind.INCOME):
        reader: Reader = AmountReader(mapping.months, mapping.scale, typed=typed, net=kind is Kind.INCOME)
    elif kind is Kind.DATE:
        reader = DateReader(serial_offset)
    else:
        reader = _READERS.get(kind, read_text)
    empty = "" if described.level is Level.MEMBER and kind in _EMPTY_TEXT else None
    return Column(mapping.index, name, described, reader, empty, kind not in _ALWAYS_NEW)
