"""Propose a mapping: header words first, then what the cells look like, then doubles and units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from hudang.rosters.reading.grid import CellValue, Row, Sheet, Workbook
from hudang.rosters.rules.column_content import filled_share, looks_like_identity, median_amount, members_share, share
from hudang.rosters.rules.header_text import CERTAIN, WEAK, flat, match_path, unit_in, unit_of_title
from hudang.rosters.rules.header_words import HEAD_WORDS, MEMBER_WORDS
from hudang.rosters.rules.headers import SEARCHED_ROWS, Header, find_header
from hudang.rosters.rules.mapping import HOUSEHOLD, MEMBER, ColumnMapping, SheetMapping, WorkbookMapping, names_people
from hudang.rosters.vocabulary import FIELDS, MEMBER_BLOCK, Kind, Skip

_SAMPLE = 200
_OLD = re.compile(
    r"旧|作废|备份|往年|上年|去年|历史|停保|停发|退出|注销|取消|死亡|清退|减少|样表|模板|示例|说明|汇总|统计|字典|下拉|选项|数据源|参考|代码"
)
_YEAR = re.compile(r"20\d\d")
_BLOCK = re.compile(r"(?:家庭|共同生活|其他)*成员\D{0,2}?([1-9]|[一二三四五六七八九])(?!\d)")
_CHINESE = "零一二三四五六七八九"
# fewer than this and the relation is the applicant's, in a roster with a row a household
_FEWEST_MEMBERS = 0.1
# monthly standards stay below 2,000 yuan a person everywhere in China, yearly ones above 4,000
_YEARLY_OF_PERSON = 2_500
_YEARLY_OF_HOUSEHOLD = 5_000


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
    columns = _numbered_blocks(columns)
    unit = _unit_of(columns, samples)
    columns = _heads_and_members(columns, unit)
    columns = _totals(columns)
    columns = _without_doubles(columns, samples)
    columns = _with_units(columns, header, samples)
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
_BY_CONTENT = (("id", 0.6), ("phone", 0.7), ("account", 0.7), ("relation", 0.9), ("sex", 0.9))


def _by_content(columns: list[ColumnMapping], samples: list[list[CellValue]]) -> list[ColumnMapping]:
    settled = [_settled(column, samples[column.index]) for column in columns]
    for field, least in _BY_CONTENT:
        if any(column.field == field for column in settled):
            continue
        shares = [0.0 if column.field else share(samples[column.index], field) for column in settled]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is not None and shares[best] >= least:
            settled[best] = replace(settled[best], field=field, confidence=WEAK, why="按单元格内容判断")
    return settled


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


def _numbered_blocks(columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """Give columns under 成员1, 成员2 … to further persons of the row."""
    numbered = []
    for column in columns:
        found = _BLOCK.search(flat(column.header))
        field = column.field
        if found and field in MEMBER_BLOCK:
            digit = found[1]
            number = _CHINESE.index(digit) if digit in _CHINESE else int(digit)
            column = replace(column, field=f"member{number}.{field}")
        numbered.append(column)
    return numbered


def _is_heads(column: ColumnMapping) -> bool:
    words = flat(column.header)
    return any(word in words for word in HEAD_WORDS) and not _is_members(column) and "与户主" not in words


def _is_members(column: ColumnMapping) -> bool:
    return any(word in flat(column.header) for word in MEMBER_WORDS)


def _unit_of(columns: list[ColumnMapping], samples: list[list[CellValue]]) -> str:
    names = [column for column in columns if column.field == "name"]
    relation = next((column for column in columns if column.field == "relation"), None)
    two_names = any(map(_is_heads, names)) and any(not _is_heads(column) for column in names)
    repeated = sum(_is_members(column) for column in names) >= 2
    if relation and members_share(samples[relation.index]) > (0 if two_names else _FEWEST_MEMBERS):
        return HOUSEHOLD if repeated else MEMBER
    return MEMBER if two_names and relation and not repeated else HOUSEHOLD


def _heads_and_members(columns: list[ColumnMapping], unit: str) -> list[ColumnMapping]:
    """Tell the head's name and number from the member's, or the further persons' of a household's row."""
    sorted_columns = list(columns)
    if unit == HOUSEHOLD:
        if any(_is_heads(c) and c.field == "name" for c in columns):
            _repeated_blocks(sorted_columns)
        return [replace(c, field="id") if c.field == "head_id" else c for c in sorted_columns]
    for field, head_field in (("name", "head"), ("id", "head_id")):
        of_heads = [c for c in columns if c.field == field and _is_heads(c)]
        others = [c for c in columns if c.field == field and not _is_heads(c)]
        if of_heads and others:
            sorted_columns[of_heads[0].index] = replace(of_heads[0], field=head_field)
    if not any(c.field == "id" for c in sorted_columns):
        return [replace(c, field="id") if c.field == "head_id" else c for c in sorted_columns]
    return sorted_columns


def _repeated_blocks(columns: list[ColumnMapping]) -> None:
    """Number the groups 成员姓名 关系 身份证号 that stand several times to the right of the head's columns."""
    number = 0
    started = False
    for index, column in enumerate(columns):
        if column.field == "name":
            started = _is_members(column)
            number += started
        if started and column.field in MEMBER_BLOCK:
            columns[index] = replace(column, field=f"member{number}.{column.field}")


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


def _with_units(columns: list[ColumnMapping], header: Header, samples: list[list[CellValue]]) -> list[ColumnMapping]:
    titled = [unit_of_title(title) for title in header.titles]
    title_months = next((unit.months for unit in titled if unit.months), 0)
    title_scale = next((unit.scale for unit in titled if unit.scale > 1), 1)
    changed = []
    for column in columns:
        if column.field and _kind_of(column.field) in (Kind.MONEY, Kind.INCOME):
            unit = unit_in(column.header)
            scale = unit.scale if unit.scale > 1 or "元" in column.header else title_scale
            months = unit.months or title_months or _months_by_size(column, samples[column.index])
            column = replace(column, months=months, scale=scale)
        changed.append(column)
    return [replace(c, months=1) if c.field == "savings" else c for c in changed]


def _kind_of(field: str) -> Kind:
    return FIELDS[field.rpartition(".")[2]].kind


def _months_by_size(column: ColumnMapping, cells: list[CellValue]) -> int:
    """Where nothing says month or year, the size does: nobody on the allowance has so much a month."""
    limit = _YEARLY_OF_HOUSEHOLD if column.field in ("allowance", "household_income") else _YEARLY_OF_PERSON
    return 12 if median_amount(cells) > limit else 1


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
