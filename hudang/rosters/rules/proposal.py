"""Propose a mapping: header words first, then what the cells look like, then doubles and units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from hudang.rosters.reading.grid import CellValue, Row, Sheet, Workbook
from hudang.rosters.rules.column_content import distinct_share, filled_share, looks_like_identity, share
from hudang.rosters.rules.column_persons import (
    heads_and_members,
    incomes_of_members,
    numbered_blocks,
    own_allowances,
    unit_of,
)
from hudang.rosters.rules.column_units import with_units
from hudang.rosters.rules.header_text import CERTAIN, WEAK, flat, match_path
from hudang.rosters.rules.headers import SEARCHED_ROWS, Header, find_header
from hudang.rosters.rules.mapping import ColumnMapping, SheetMapping, WorkbookMapping, names_people
from hudang.rosters.vocabulary import Skip

_SAMPLE = 200
_OLD = re.compile(
    r"旧|作废|备份|往年|上年|去年|历史|停保|停发|退出|注销|取消|死亡|清退|减少|样表|模板|示例|说明|汇总|统计|字典|下拉|选项|数据源|参考|代码"
)
_YEAR = re.compile(r"20\d\d")


def propose(workbook: Workbook) -> WorkbookMapping:
    """Return a mapping for every sheet, skipped ones with their reason."""
    sheets = [_propose_sheet(sheet) for sheet in workbook.sheets]
    return WorkbookMapping(tuple(_without_old_sheets(sheets)))


def _propose_sheet(sheet: Sheet) -> SheetMapping:
    if sheet.hidden:
        return SheetMapping(sheet.name, Skip.HIDDEN_SHEET)
    rows = list(islice(sheet.rows(), SEARCHED_ROWS + _SAMPLE))
    header = find_header(rows, sheet.structure.merged)
    if header is None:
        return SheetMapping(sheet.name, Skip.NO_HEADER)
    columns = [_first_match(index, path) for index, path in enumerate(header.paths)]
    samples = _samples(rows, header, len(columns))
    return _finish(sheet.name, header, _by_content(columns, samples), samples)


def _samples(rows: Sequence[Row], header: Header, width: int) -> list[list[CellValue]]:
    """Return the cells of each column in the rows below the header that hold more than a remark."""
    data = [row.values for row in rows if row.number > header.last_row and sum(v != "" for v in row.values) > 2]
    return [[values[index] if index < len(values) else "" for values in data] for index in range(width)]


def _finish(name: str, header: Header, columns: list[ColumnMapping], samples: list[list[CellValue]]) -> SheetMapping:
    columns = numbered_blocks(columns)
    unit = unit_of(columns, samples)
    columns = heads_and_members(columns, unit)
    columns = own_allowances(incomes_of_members(columns, samples, unit), unit)
    columns = _totals(columns)
    columns = _without_doubles(columns, samples)
    columns = with_units(columns, header.titles, samples)
    skip = None if names_people(columns) else Skip.NO_HEADER
    titles = tuple(header.titles)
    return SheetMapping(name, skip, unit, (header.first_row, header.last_row), titles, tuple(columns))


def _first_match(index: int, path: list[str]) -> ColumnMapping:
    match = match_path(path)
    return ColumnMapping(index, "/".join(path), match.field, match.confidence, match.why)


_AMBIGUOUS = {
    "abc": ("abc", "region", "dis_level", "disability"),
    "region": ("region", "abc"),
    "category": ("category", "abc"),
    "disabled": ("disability", "dis_level", "dis_kind"),
    "disability": ("disability", "dis_level", "dis_kind"),
    "dis_kind": ("dis_kind", "disability"),
    "dis_level": ("dis_level", "disability"),
    "dis_cert": ("dis_cert", "disability"),
    "health": ("health", "disability"),
    "seq": ("seq", "hh_no"),
}
_ENOUGH = 5
_MOST = 0.8
_BY_CONTENT = (
    ("id", 0.6),
    ("phone", 0.7),
    ("account", 0.7),
    ("relation", 0.9),
    ("sex", 0.9),
    ("town", 0.9),
    ("village", 0.8),
)


def _by_content(columns: list[ColumnMapping], samples: list[list[CellValue]]) -> list[ColumnMapping]:
    settled = [_settled(column, samples[column.index]) for column in columns]
    for field, least in _BY_CONTENT:
        if any(column.field == field for column in settled):
            continue
        free = (None, "hamlet") if field == "village" else (None,)
        shares = [share(samples[column.index], field) if column.field in free else 0.0 for column in settled]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is not None and shares[best] >= least:
            settled[best] = replace(settled[best], field=field, confidence=WEAK, why="按单元格内容判断")
    return _names_beside_numbers(settled, samples)


def _names_beside_numbers(columns: list[ColumnMapping], samples: list[list[CellValue]]) -> list[ColumnMapping]:
    """Where no header says 姓名, names are the texts next to the identity numbers of which hardly two are the same."""
    number = next((column.index for column in columns if column.field in ("id", "head_id")), None)
    if number is None or any(column.field in ("name", "head") for column in columns):
        return columns
    likely = [
        column.index
        for column in columns
        if not column.field
        and share(samples[column.index], "name") > _MOST
        and distinct_share(samples[column.index]) > _MOST
    ]
    if not likely:
        return columns
    chosen = min(likely, key=lambda index: abs(index - number))
    return [
        replace(c, field="name", confidence=WEAK, why="按单元格内容判断") if c.index == chosen else c for c in columns
    ]


def _settled(column: ColumnMapping, cells: list[CellValue]) -> ColumnMapping:
    """Let the cells decide where the header's word is used for several things."""
    # in a workbook of a few rows to correct every number may be wrong: there the header is believed
    if column.field == "id" and len(cells) >= _ENOUGH and filled_share(cells) > 0 and share(cells, "id") < 0.2:
        for other in ("account", "phone"):
            if share(cells, other) > 0.6:
                return replace(column, field=other, confidence=WEAK, why="按单元格内容判断")
    for candidate in _AMBIGUOUS.get(column.field or "", ()):
        if candidate in ("category", "dis_cert", "health", "seq") or candidate == column.field:
            continue
        if share(cells, candidate) > 0.6 and share(cells, candidate) > _own_share(column.field, cells):
            return replace(column, field=candidate, confidence=WEAK, why="按单元格内容判断")
    return column


def _own_share(field: str | None, cells: list[CellValue]) -> float:
    if field == "disabled":
        return share(cells, "yes_no")
    return share(cells, field) if field in ("abc", "region", "disability", "dis_level", "dis_kind") else 0.0


def _totals(columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """Where the allowance is split into basic part and supplement, their sum is what the household gets."""
    amounts = [c for c in columns if c.field == "allowance"]
    supplement = next((c for c in columns if c.field == "supplement"), None)
    sums = [c for c in amounts if re.search(r"合计|实发|总额|小计|应发", flat(c.header))]
    if supplement and not sums:
        sums = [
            c
            for c in columns
            if c.index > supplement.index
            and re.fullmatch(r".*(?:合计|小计|总计)(?:金额)?", flat(c.header))
            and c.field in (None, "allowance")
        ][:1]
    if not sums or not supplement and len(amounts) < 2:
        return columns
    total = sums[0].index
    changed = [replace(c, field="base_amount") if c.field == "allowance" and c.index != total else c for c in columns]
    changed[total] = replace(changed[total], field="allowance", confidence=CERTAIN, why="合计列")
    return changed


def _without_doubles(columns: list[ColumnMapping], samples: list[list[CellValue]]) -> list[ColumnMapping]:
    best: dict[str, ColumnMapping] = {}
    for column in columns:
        if not column.field:
            continue
        rival = best.get(column.field)
        if rival is None or _rank(column, samples) > _rank(rival, samples):
            best[column.field] = column
    return [
        column
        if not column.field or best[column.field] is column
        else replace(column, field=None, why=f"与第 {best[column.field].index + 1} 列重复")
        for column in columns
    ]


def _rank(column: ColumnMapping, samples: list[list[CellValue]]) -> tuple[float, float, float]:
    cells = samples[column.index]
    fits = float(sum(map(looks_like_identity, cells)) > 0) if column.field == "id" else 0.0
    monthly = 0.5 if column.field in ("allowance", "standard") and "月" in column.header else 0.0
    return fits + (filled_share(cells) > 0), column.confidence + monthly, filled_share(cells)


def _without_old_sheets(sheets: list[SheetMapping]) -> list[SheetMapping]:
    """Leave out last year's sheets, lists of the stopped, summaries, as long as another sheet is the roster."""
    used = [sheet for sheet in sheets if sheet.skip is None]
    newest = max((int(year) for sheet in used for year in _YEAR.findall(sheet.name)), default=0)
    old = {
        sheet.name
        for sheet in used
        if _OLD.search(sheet.name) or any(int(year) < newest for year in _YEAR.findall(sheet.name))
    }
    if len(old) == len(used):
        return sheets
    return [replace(sheet, skip=Skip.OLD_SHEET) if sheet.name in old else sheet for sheet in sheets]
