"""The columns of the list of households: what each shows, and the cells it becomes in a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hudang.archives.queries.finding import PaperFacts
from hudang.households.queries.lists import HouseholdRow


@dataclass(frozen=True)
class ListedHousehold:
    """A row of the list with what its file holds; ``papers`` is ``None`` without a file in use."""

    row: HouseholdRow
    papers: PaperFacts | None


Cell = Callable[[ListedHousehold], Any]


@dataclass(frozen=True)
class Column:
    """One column: its heading, its parts (heading and value), the list's order by it if there is one.

    What stands in two lines on the page stands in two columns of a workbook, the upper one first, so that each can be
    sorted and filtered there.
    """

    key: str
    label: str
    parts: tuple[tuple[str, Cell], ...]
    sort: str = ""
    numeric: bool = False
    usual: bool = True


def _one(key: str, label: str, cell: Cell, **more: Any) -> Column:
    return Column(key, label, ((label, cell),), **more)


def _missing(listed: ListedHousehold) -> str:
    if listed.papers is None:
        return "无在用袋"
    if listed.papers.missing_count is None:
        return "不公开"
    return f"缺 {listed.papers.missing_count} 件" if listed.papers.missing_count else "齐全"


COLUMNS = {
    column.key: column
    for column in (
        _one("code", "户编号", lambda listed: listed.row.code, sort="code"),
        Column(
            "head",
            "户主",
            (("户主", lambda listed: listed.row.head_name), ("户主证件号", lambda listed: listed.row.head_identity)),
            sort="head",
        ),
        Column(
            "village",
            "村（社区）",
            (("村（社区）", lambda listed: listed.row.village), ("乡镇", lambda listed: listed.row.township)),
        ),
        _one("size", "人口", lambda listed: listed.row.size, sort="size", numeric=True),
        _one("covered", "保障人口", lambda listed: listed.row.covered, numeric=True, usual=False),
        Column(
            "assistance",
            "类别",
            (("救助类别", lambda listed: listed.row.assistance), ("ABC 类", lambda listed: listed.row.abc)),
        ),
        Column(
            "classes",
            "家庭结构 / 收入来源",
            (("家庭结构", lambda listed: listed.row.structure), ("主要收入来源", lambda listed: listed.row.source)),
        ),
        _one("tags", "人员特征", lambda listed: "、".join(listed.row.tags)),
        _one("allowance", "月保障金", lambda listed: listed.row.allowance, sort="allowance", numeric=True),
        _one("state", "状态", lambda listed: listed.row.state_label),
        _one("papers", "材料", _missing),
        _one("reference", "档号", lambda listed: listed.papers.reference_code if listed.papers else "", usual=False),
        _one("box", "村盒", lambda listed: listed.papers.box_label if listed.papers else "", usual=False),
        _one("items", "件数", lambda listed: listed.papers.items if listed.papers else None, numeric=True, usual=False),
        _one("phone", "联系电话", lambda listed: listed.row.phone, usual=False),
        _one(
            "approved",
            "批准日期",
            lambda listed: listed.row.approved_on.isoformat() if listed.row.approved_on else "",
            sort="approved",
            usual=False,
        ),
    )
}
USUAL = tuple(key for key, column in COLUMNS.items() if column.usual)
# columns that need the archive, which is asked only for them
_OF_PAPERS = frozenset({"papers", "reference", "box", "items"})


def chosen(keys: Iterable[str]) -> list[Column]:
    """Return the columns of these keys in their order; the usual ones when none is known."""
    known = [COLUMNS[key] for key in dict.fromkeys(keys) if key in COLUMNS]
    return known or [COLUMNS[key] for key in USUAL]


def need_papers(columns: Iterable[Column]) -> bool:
    """Tell whether any of the columns shows something of the file."""
    return any(column.key in _OF_PAPERS for column in columns)


def headers(columns: Sequence[Column]) -> list[str]:
    """Return the headings of a workbook."""
    return [label for column in columns for label, _ in column.parts]


def cells(columns: Sequence[Column], listed: ListedHousehold) -> list[Any]:
    """Return the cells of one row of a workbook."""
    return [cell(listed) for column in columns for _, cell in column.parts]
