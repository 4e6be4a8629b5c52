"""Lists of deaths and of alerts: rows of a workbook, read one by one; what cannot be taken says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hudang.households.rules.fields import Field, FieldError, Kind, read_value
from hudang.kernel.identity import FAULT_MESSAGES, IdentityFault, parse_identity, tidy_identity

HEADERS = ("姓名", "公民身份号码", "日期", "情况")
REJECTED_HEADERS = (*HEADERS, "没有采用的原因")
MOST_ROWS = 50_000
_LOOKED_AT = 10
_NAMES = {
    "姓名": ("姓名", "死者姓名", "人员姓名"),
    "公民身份号码": ("公民身份号码", "身份证号", "身份证号码", "证件号码", "身份证"),
    "日期": ("日期", "死亡日期", "预警日期", "发生日期", "时间"),
    "情况": ("情况", "预警内容", "备注", "说明", "死亡原因", "预警信息"),
}
_ON = Field("on", "日期", Kind.DATE, required=True)


@dataclass(frozen=True)
class EventRow:
    """One person on a list; ``cells`` are the row as it was."""

    name: str
    identity: str
    on: date
    about: str
    cells: tuple[str, ...]


@dataclass
class EventRows:
    """What was read, and what not: the cells and why."""

    taken: list[EventRow] = field(default_factory=list)
    rejected: list[list[str]] = field(default_factory=list)


def find_columns(rows: Iterable[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    """Return the number of the header row and its columns; ``None`` when the first rows have none."""
    for number, row in enumerate(rows):
        cells = {words(cell): place for place, cell in reversed(list(enumerate(row))) if words(cell)}
        found = {
            name: next(cells[each] for each in others if each in cells)
            for name, others in _NAMES.items()
            if any(each in cells for each in others)
        }
        if {"姓名", "公民身份号码", "日期"} <= set(found):
            return number, found
        if number + 1 >= _LOOKED_AT:
            break
    return None


def read_rows(rows: Iterable[Sequence[Any]], columns: Mapping[str, int], today: date) -> EventRows:
    """Read the rows below the header; empty ones are passed over."""
    found = EventRows()
    for row in rows:
        cells = tuple(
            words(row[columns[name]]) if name in columns and columns[name] < len(row) else "" for name in HEADERS
        )
        if not any(cells):
            continue
        try:
            found.taken.append(_read(cells, today))
        except (FieldError, ValueError) as fault:
            found.rejected.append([*cells, str(fault)])
    return found


def words(cell: Any) -> str:
    """Return a cell as text: a day as 2026-11-23, a whole number without a point."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell if cell is not None else "").strip()


def _read(cells: tuple[str, ...], today: date) -> EventRow:
    name, number, on, about = cells
    if not name:
        raise ValueError("缺姓名。")
    identity = parse_identity(tidy_identity(number), today)
    if isinstance(identity, IdentityFault):
        raise ValueError(FAULT_MESSAGES[identity])
    return EventRow(name, identity.number, read_value(_ON, on, today), about, cells)
