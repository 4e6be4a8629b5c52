"""Reading a table of divisions: which column is which, what each row says, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hudang.divisions.rules.names import tidy_name
from hudang.kernel.division_codes import DivisionLevel, county_code, is_division_code, level_of, township_code

Row = Sequence[str]

HEADINGS = {
    "code": ("code", "代码", "区划代码", "行政区划代码", "统计用区划代码", "编码", "区划编码", "村代码", "12位代码"),
    "name": ("village", "name", "名称", "村名", "村", "村(社区)", "行政村", "村居", "区划名称", "单位名称"),
    "town": ("town", "township", "乡镇", "乡镇名称", "乡镇(街道)", "所属乡镇", "镇", "街道", "上级"),
    "alias": ("alias", "aliases", "别名", "曾用名", "又名"),
}
_HEADER_WITHIN = 20


@dataclass(frozen=True)
class Columns:
    """Where the columns of a table stand; ``header`` is the index of the header row."""

    header: int
    code: int
    name: int
    town: int | None = None
    alias: int | None = None


@dataclass(frozen=True)
class DivisionRow:
    """One division that the table names; ``number`` is the row as the user counts it, from 1."""

    number: int
    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used, with the Chinese reason."""

    number: int
    code: str
    name: str
    reason: str


@dataclass(frozen=True)
class Table:
    """What a table says: divisions in the order of their codes, and the rows that are wrong."""

    divisions: tuple[DivisionRow, ...]
    bad: tuple[BadRow, ...]


def find_columns(rows: Sequence[Row]) -> Columns | None:
    """Return where code, name, township and aliases stand; ``None`` when no header row has code and name."""
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        places = {key: _place(row, words) for key, words in HEADINGS.items()}
        code, name = places["code"], places["name"]
        if code is not None and name is not None:
            return Columns(index, code, name, places["town"], places["alias"])
    return None


def _place(row: Row, words: tuple[str, ...]) -> int | None:
    for index, cell in enumerate(row):
        if tidy_name(cell).lower() in words:
            return index
    return None


def read_table(rows: Sequence[Row], county: str) -> Table | None:
    """Read a table of one county; ``None`` when it has no usable header.

    Townships come from the township column where the table does not list them itself: their code is the
    village's with the last three digits zero (GB/T 10114).
    """
    columns = find_columns(rows)
    if columns is None:
        return None
    reader = _Reader(columns, county)
    for index in range(columns.header + 1, len(rows)):
        reader.take(index + 1, rows[index])
    return reader.table()


class _Reader:
    """Collects rows; a code may stand once, and a township has one name."""

    def __init__(self, columns: Columns, county: str) -> None:
        self.columns, self.county = columns, county
        self.found: dict[str, DivisionRow] = {}
        self.towns: dict[str, DivisionRow] = {}
        self.bad: list[BadRow] = []

    def take(self, number: int, row: Row) -> None:
        code, name, town = (self._cell(row, key) for key in ("code", "name", "town"))
        if not (code or name or town):
            return
        reason = self._fault(code, name, town)
        if reason:
            self.bad.append(BadRow(number, code, name, reason))
            return
        self.found[code] = DivisionRow(number, code, name, self._aliases(row))
        if town and level_of(code) is DivisionLevel.VILLAGE:
            self.towns.setdefault(township_code(code), DivisionRow(number, township_code(code), town))

    def _fault(self, code: str, name: str, town: str) -> str:
        if not is_division_code(code):
            return "代码应为 12 位数字，请对照民政或统计部门的区划代码改正。"
        if county_code(code) != self.county:
            return f"代码不属于本县（{self.county[:6]}）。"
        if not name:
            return "没有名称。"
        if len(name) > 60:
            return "名称超过 60 个字。"
        if code in self.found:
            return f"代码与第 {self.found[code].number} 行重复。"
        known = self.towns.get(township_code(code))
        if town and known and known.name != town:
            return f"乡镇写作“{town}”，同一代码在第 {known.number} 行写作“{known.name}”。"
        return ""

    def _cell(self, row: Row, key: str) -> str:
        place = getattr(self.columns, key)
        text = tidy_name(row[place]) if place is not None and place < len(row) else ""
        return _padded(text) if key == "code" else text

    def _aliases(self, row: Row) -> tuple[str, ...]:
        text = self._cell(row, "alias")
        for mark in "，、;；/":
            text = text.replace(mark, ",")
        return tuple(dict.fromkeys(part for part in text.split(",") if part))

    def table(self) -> Table:
        divisions = self.towns | self.found
        return Table(tuple(divisions[code] for code in sorted(divisions)), tuple(self.bad))


def _padded(code: str) -> str:
    """Return a county or township code that is written with its significant digits only in full."""
    return code.ljust(12, "0") if code.isdigit() and len(code) in (6, 9) else code


def as_text(cells: Iterable[object]) -> list[str]:
    """Return the cells of a row as text; a code that a workbook holds as a number keeps all its digits."""
    return [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
