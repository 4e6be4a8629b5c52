"""核对结果: rows of a check's workbook, read one by one; what cannot be taken says why and is handed back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.assessment.vocabulary import Period
from hudang.casework.rules.figures import FigureGroup
from hudang.households.rules.fields import Field, FieldError, Kind, read_value
from hudang.households.vocabulary import ASSET_KIND, INCOME_KIND
from hudang.kernel.identity import tidy_identity

# the choice of a typed finding that stays out of the five columns (F09a)
NOT_LISTED = "00"
HEADERS = ("姓名", "公民身份号码", "核对项目", "金额", "按月或按年", "核对到的情况")
REJECTED_HEADERS = (*HEADERS, "没有采用的原因")
MOST_ROWS = 500
# what offices call the kinds of C43 and C35
_OTHER_NAMES = {
    "工资": "101", "务工": "102", "养老金": "401", "退休金": "401", "城乡居民养老": "401", "失业金": "402", "遗属补助": "402",
    "股息": "302", "利息": "302", "租金": "301", "土地流转费": "303", "银行存款": "11", "股票": "12", "有价证券": "12",
    "商业保险": "14", "机动车": "31", "车辆": "31", "小型汽车": "31", "不动产": "21", "房产": "21", "商铺": "22",
    "工商登记": "18", "注册资本": "18", "农业机械": "34",
}  # fmt: skip
_KINDS = {label: code for code, label in (INCOME_KIND | ASSET_KIND).items()} | _OTHER_NAMES
_PERIODS = {"月": Period.MONTH, "按月": Period.MONTH, "年": Period.YEAR, "按年": Period.YEAR}
_AMOUNT = Field("amount", "金额", Kind.AMOUNT, required=True)
# assets that the limits count by number stay rows of their own
COUNTED_ASSETS = frozenset({"21", "22", "31", "32", "33"})


@dataclass(frozen=True)
class CheckRow:
    """One finding; ``person`` is the member's place for an income, empty for an asset of the household."""

    group: FigureGroup
    person: int | None
    name: str
    kind: str
    amount: Decimal
    period: str
    what: str


@dataclass(frozen=True)
class CheckRows:
    """What was taken, and what not: the cells as they were, and why."""

    taken: list[CheckRow] = field(default_factory=list)
    rejected: list[list[str]] = field(default_factory=list)


def find_columns(rows: Iterable[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    """Return the number of the header row and its columns by heading, None when there is none in the first rows."""
    for number, row in enumerate(rows):
        names = {_words(cell): place for place, cell in enumerate(row) if _words(cell)}
        if {"姓名", "核对项目", "金额"} <= set(names):
            return number, {name: names[name] for name in HEADERS if name in names}
        if number >= 9:
            break
    return None


def read_rows(
    rows: Iterable[Sequence[Any]], columns: Mapping[str, int], people: Sequence[tuple[str, str]], today: date
) -> CheckRows:
    """Read the rows below the header; ``people`` are the members' names and numbers by their place."""
    found = CheckRows()
    for row in rows:
        cells = {name: _cell(row, place) for name, place in columns.items()}
        if not any(cells.values()):
            continue
        try:
            found.taken.append(_read(cells, people, today))
        except ValueError as why:
            found.rejected.append([*(cells.get(name, "") for name in HEADERS), str(why)])
    return found


def _cell(row: Sequence[Any], place: int) -> str:
    return _words(row[place]) if place < len(row) else ""


def _words(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell if cell is not None else "").strip()


def _read(cells: Mapping[str, str], people: Sequence[tuple[str, str]], today: date) -> CheckRow:
    place = _person(cells, people)
    kind = _KINDS.get(cells.get("核对项目", ""))
    if kind is None:
        raise ValueError(f"不认识核对项目“{cells.get('核对项目', '')}”，请写收入项或财产类别的名称")
    group = FigureGroup.INCOME if kind in INCOME_KIND else FigureGroup.ASSET
    try:
        amount = read_value(_AMOUNT, cells.get("金额"), today)
    except FieldError as fault:
        raise ValueError(str(fault)) from fault
    period = _period(cells.get("按月或按年", "")) if group is FigureGroup.INCOME else ""
    own = place if group is FigureGroup.INCOME else None
    return CheckRow(group, own, people[place][0], kind, amount, period, cells.get("核对到的情况", ""))


def _person(cells: Mapping[str, str], people: Sequence[tuple[str, str]]) -> int:
    number, name = tidy_identity(cells.get("公民身份号码", "")), cells.get("姓名", "")
    if number:
        place = next((place for place, (_, own) in enumerate(people) if tidy_identity(own) == number), None)
        if place is None:
            raise ValueError("不是本户申报的家庭成员，请核对公民身份号码")
        if name and people[place][0] != name:
            raise ValueError(f"公民身份号码是{people[place][0]}的，与姓名不一致")
        return place
    fitting = [place for place, (own, _) in enumerate(people) if own == name]
    if len(fitting) != 1:
        raise ValueError("不是本户申报的家庭成员" if not fitting else "有同名成员，请填公民身份号码")
    return fitting[0]


def _period(text: str) -> str:
    if not text:
        return Period.MONTH
    if text not in _PERIODS:
        raise ValueError(f"“按月或按年”应填月或年，不是“{text}”")
    return _PERIODS[text]


def merged(rows: Iterable[CheckRow]) -> list[CheckRow]:
    """Return one row for each income of a member and each kind of money; dwellings and vehicles stay apart."""
    found: list[CheckRow] = []
    for row in rows:
        if row.kind not in COUNTED_ASSETS or row.group is FigureGroup.INCOME:
            same = next((each for each in found if _same(each, row)), None)
            if same is not None:
                what = "；".join(text for text in (same.what, row.what) if text)
                total = same.amount + in_period(row.amount, row.period, same.period)
                found[found.index(same)] = CheckRow(
                    same.group, same.person, same.name, same.kind, total, same.period, what
                )
                continue
        found.append(row)
    return found


def _same(one: CheckRow, other: CheckRow) -> bool:
    return (one.group, one.person, one.kind) == (other.group, other.person, other.kind)


def in_period(amount: Decimal, period: str, wanted: str) -> Decimal:
    """Return an amount of one period as that of another; a month of a year is rounded to the cent."""
    if period == wanted or not period or not wanted:
        return amount
    return amount * 12 if wanted == Period.YEAR else (amount / 12).quantize(Decimal("0.01"))


def typed_rows(findings: Iterable[Mapping[str, Any]], people: Sequence[tuple[str, str]]) -> list[CheckRow]:
    """Return the findings of a filled report (F09a) that name their row of the five columns."""
    return [
        _typed(row, _person({"姓名": str(row.get("name") or "")}, people))
        for row in findings
        if row.get("value") not in (None, "") and row.get("kind") not in (None, "", NOT_LISTED)
    ]


def _typed(row: Mapping[str, Any], place: int) -> CheckRow:
    kind = str(row["kind"])
    group = FigureGroup.INCOME if kind in INCOME_KIND else FigureGroup.ASSET
    income = group is FigureGroup.INCOME
    period = str(row.get("period") or Period.MONTH) if income else ""
    what = str(row.get("what") or "")
    return CheckRow(group, place if income else None, str(row["name"]), kind, Decimal(str(row["value"])), period, what)


def typed_faults(findings: Sequence[Mapping[str, Any]], people: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return what hinders typed findings from standing in the five columns, by the fields of their table."""
    faults = {}
    for number, row in enumerate(findings):
        kind, valued = str(row.get("kind") or ""), row.get("value") not in (None, "")
        if valued and not kind:
            faults[f"findings_{number}_kind"] = "有金额的，请选列入五列对照的哪一项；与收入、财产无关的选“不列入”。"
        if kind not in ("", NOT_LISTED):
            faults |= _counted_faults(f"findings_{number}", row, valued, people)
    return faults


def _counted_faults(
    key: str, row: Mapping[str, Any], valued: bool, people: Sequence[tuple[str, str]]
) -> dict[str, str]:
    faults = {}
    if not valued:
        faults[f"{key}_value"] = "列入五列对照的，请填金额或价值；没有核对到的，不选列入的项目。"
    if row["kind"] in INCOME_KIND and not row.get("period"):
        faults[f"{key}_period"] = "请选这笔收入是按月还是按年的金额。"
    try:
        _person({"姓名": str(row.get("name") or "")}, people)
    except ValueError as why:
        faults[f"{key}_name"] = str(why)
    return faults
