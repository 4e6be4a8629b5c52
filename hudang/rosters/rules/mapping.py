"""The mapping of a workbook's columns to fields: proposed, corrected, kept per office by the header's signature."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from hudang.rosters.errors import InvalidMapping
from hudang.rosters.rules.header_text import flat
from hudang.rosters.vocabulary import Skip, block_field, is_field

HOUSEHOLD, MEMBER = "household", "member"
# the two columns beside the rows of a workbook of corrections
REASON_HEADERS = ("系统结果", "问题与处理办法")
_TIME_WORDS = re.compile(r"\d+(?:年度?|月份?|季度?)")
_FORMAT = 1


@dataclass(frozen=True)
class ColumnMapping:
    """One column: ``field`` is ``None`` for what is not taken; ``months`` and ``scale`` are the unit of amounts."""

    index: int
    header: str
    field: str | None
    confidence: float = 1.0
    why: str = ""
    months: int = 1
    scale: int = 1


@dataclass(frozen=True)
class SheetMapping:
    """One sheet; ``header`` are its first and last row, ``skip`` says why the sheet is not read."""

    name: str
    skip: Skip | None
    unit: str = HOUSEHOLD
    header: tuple[int, int] | None = None
    titles: tuple[str, ...] = ()
    columns: tuple[ColumnMapping, ...] = ()

    @property
    def signature(self) -> str:
        """What stays the same in the next file of the same layout: the header's words without years and months.

        What the system wrote beside the rows to correct is no part of the office's layout.
        """
        headers = (flat(column.header) for column in self.columns)
        words = "\x1f".join(_TIME_WORDS.sub("", header) for header in headers if header not in REASON_HEADERS)
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def readable(self) -> bool:
        """Whether the sheet is read, or only lacks the words for name and number in its header."""
        return self.skip is None or (self.skip is Skip.NO_HEADER and bool(self.columns))

    def column_of(self, name: str) -> ColumnMapping | None:
        """Return the column of a field."""
        return next((column for column in self.columns if column.field == name), None)


@dataclass(frozen=True)
class WorkbookMapping:
    """The mapping of a whole file."""

    sheets: tuple[SheetMapping, ...] = field(default_factory=tuple)

    @property
    def has_roster(self) -> bool:
        """Tell whether any sheet would be read."""
        return any(sheet.skip is None for sheet in self.sheets)

    @property
    def can_be_pointed_out(self) -> bool:
        """Tell whether any sheet is read, or would be when somebody says which columns hold name and number."""
        return any(sheet.readable for sheet in self.sheets)

    def sheet(self, name: str) -> SheetMapping | None:
        """Return the mapping of a sheet."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def to_json(self) -> dict[str, Any]:
        """Return the mapping as plain data."""
        sheets = [{**asdict(sheet), "signature": sheet.signature} for sheet in self.sheets]
        return {"format": _FORMAT, "sheets": sheets}

    @classmethod
    def from_json(cls, data: Any) -> WorkbookMapping:
        """Return the mapping that ``to_json`` wrote; raises ``InvalidMapping``."""
        if not isinstance(data, Mapping) or not isinstance(data.get("sheets"), list):
            raise InvalidMapping(why="缺少工作表（sheets）")
        return cls(tuple(_sheet_from(each) for each in data["sheets"]))


def _sheet_from(data: Any) -> SheetMapping:
    if not isinstance(data, Mapping) or not isinstance(data.get("name"), str):
        raise InvalidMapping(why="工作表没有名称（name）")
    unit = data.get("unit", HOUSEHOLD)
    if unit not in (HOUSEHOLD, MEMBER):
        raise InvalidMapping(why=f"工作表“{data['name']}”的单位只能是 household 或 member")
    columns = data.get("columns") or []
    if not isinstance(columns, list | tuple):
        raise InvalidMapping(why=f"工作表“{data['name']}”的列（columns）不是列表")
    return _checked(
        SheetMapping(
            data["name"],
            _skip_from(data.get("skip")),
            unit,
            _header_from(data.get("header")),
            tuple(map(str, data.get("titles") or ())),
            tuple(_column_from(each) for each in columns),
        )
    )


def _skip_from(value: Any) -> Skip | None:
    if value is None:
        return None
    try:
        return Skip(value)
    except ValueError as fault:
        raise InvalidMapping(why=f"略过的原因“{value}”不认识") from fault


def _header_from(value: Any) -> tuple[int, int] | None:
    if value is None:
        return None
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(n, int) and n > 0 for n in value):
        return value[0], max(value)
    raise InvalidMapping(why="表头应为起止两个行号")


def _column_from(data: Any) -> ColumnMapping:
    if not isinstance(data, Mapping) or not isinstance(data.get("index"), int) or data["index"] < 0:
        raise InvalidMapping(why="列没有序号（index，从 0 起）")
    name = data.get("field") or None
    if name is not None and not (isinstance(name, str) and is_field(name)):
        raise InvalidMapping(why=f"没有“{name}”这个字段")
    months, scale = data.get("months", 1), data.get("scale", 1)
    if months not in (1, 3, 6, 12) or scale not in (1, 1_000, 10_000):
        raise InvalidMapping(why="金额的周期应为 1、3、6、12 个月，单位应为 1、1000、10000 元")
    return ColumnMapping(
        data["index"],
        str(data.get("header", "")),
        name,
        float(data.get("confidence", 1.0)),
        str(data.get("why", "")),
        months,
        scale,
    )


def _checked(sheet: SheetMapping) -> SheetMapping:
    fields = [column.field for column in sheet.columns if column.field]
    double = next((name for name in fields if fields.count(name) > 1), None)
    if double:
        raise InvalidMapping(why=f"工作表“{sheet.name}”有两列都对应“{double}”")
    return sheet


def correct(proposal: WorkbookMapping, correction: Any) -> WorkbookMapping:
    """Return the proposal with what a person changed.

    ``correction`` has the form of ``to_json``, with only the sheets, columns (by ``index`` or ``header``) and
    attributes that change. A field given to a column is taken from the one that had it.
    """
    if not isinstance(correction, Mapping) or not isinstance(correction.get("sheets"), list):
        raise InvalidMapping(why="缺少工作表（sheets）")
    sheets = {sheet.name: sheet for sheet in proposal.sheets}
    for change in correction["sheets"]:
        name = change.get("name") if isinstance(change, Mapping) else None
        if name not in sheets:
            raise InvalidMapping(why=f"文件里没有工作表“{name}”")
        sheets[name] = _corrected(sheets[name], change)
    return WorkbookMapping(tuple(sheets.values()))


def _corrected(sheet: SheetMapping, change: Mapping[str, Any]) -> SheetMapping:
    columns = {column.index: column for column in sheet.columns}
    for item in change.get("columns") or []:
        column = _addressed(sheet, item)
        data = {**asdict(columns.get(column, ColumnMapping(column, "", None))), **item, "index": column}
        fixed = replace(_column_from(data), confidence=1.0, why="人工指定")
        if fixed.field:
            columns = {i: replace(c, field=None) if c.field == fixed.field else c for i, c in columns.items()}
        columns[column] = fixed
    data = {**asdict(sheet), **{k: v for k, v in change.items() if k in ("unit", "header", "skip")}}
    data["columns"] = [asdict(columns[index]) for index in sorted(columns)]
    if sheet.skip is Skip.NO_HEADER and "skip" not in change and names_people(columns.values()):
        data["skip"] = None
    return _sheet_from(data)


def names_people(columns: Iterable[ColumnMapping]) -> bool:
    """Tell whether the columns hold what a roster cannot do without: name and identity number."""
    fields = {column.field for column in columns}
    return bool(fields & {"id", "head_id"} and fields & {"name", "head"})


def _addressed(sheet: SheetMapping, item: Any) -> int:
    if not isinstance(item, Mapping):
        raise InvalidMapping(why="列的写法不对")
    if isinstance(item.get("index"), int):
        return int(item["index"])
    header = flat(str(item.get("header", "")))
    found = next((column.index for column in sheet.columns if flat(column.header) == header), None)
    if found is None:
        raise InvalidMapping(why=f"工作表“{sheet.name}”没有表头为“{item.get('header', '')}”的列")
    return found


def memory_of(mapping: WorkbookMapping) -> dict[str, dict[str, Any]]:
    """Return what to keep for an office: for each header's signature its unit and the columns' fields."""
    return {
        sheet.signature: {
            "unit": sheet.unit,
            "columns": [
                {"index": c.index, "field": c.field, "months": c.months, "scale": c.scale} for c in sheet.columns
            ],
        }
        for sheet in mapping.sheets
        if sheet.skip is None
    }


def mapping_changes(before: WorkbookMapping, after: WorkbookMapping) -> dict[str, tuple[str, str]]:
    """Return the columns whose field changed, as ``sheet!header``, with the field before and after."""
    old = {(sheet.name, column.index): column.field or "" for sheet in before.sheets for column in sheet.columns}
    return {
        f"{sheet.name}!{column.header or column.index + 1}": (
            old.get((sheet.name, column.index), ""),
            column.field or "",
        )
        for sheet in after.sheets
        for column in sheet.columns
        if old.get((sheet.name, column.index), "") != (column.field or "")
    }


def recall(proposal: WorkbookMapping, memory: Mapping[str, Mapping[str, Any]]) -> WorkbookMapping:
    """Return the proposal with what the office confirmed for the same headers before."""
    return WorkbookMapping(tuple(_recalled(sheet, memory.get(sheet.signature)) for sheet in proposal.sheets))


def _recalled(sheet: SheetMapping, kept: Mapping[str, Any] | None) -> SheetMapping:
    if kept is None or sheet.skip in (Skip.HIDDEN_SHEET, Skip.OLD_SHEET):
        return sheet
    by_index = {item["index"]: item for item in kept["columns"]}
    columns = tuple(
        replace(_column_from({**asdict(column), **by_index[column.index]}), confidence=1.0, why="沿用本单位上次的对应")
        if column.index in by_index
        else column
        for column in sheet.columns
    )
    return _checked(replace(sheet, unit=kept["unit"], columns=columns, skip=None))


def blocks_of(sheet: SheetMapping) -> dict[int, dict[str, ColumnMapping]]:
    """Return the columns of further persons in a row, by their number."""
    blocks: dict[int, dict[str, ColumnMapping]] = {}
    for column in sheet.columns:
        block = block_field(column.field) if column.field else None
        if block:
            blocks.setdefault(block[0], {})[block[1]] = column
    return blocks
