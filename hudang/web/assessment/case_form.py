"""The page 试算 as tables of rows, and the case that they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from hudang.assessment.errors import UnreadableCase
from hudang.assessment.rules.case import Case, Income, read_case
from hudang.assessment.vocabulary import (
    AREA_LABELS,
    ASSET_EXEMPTION,
    CASE_KIND_LABELS,
    MEMBER_NOT_COUNTED,
    NOT_COUNTED,
    RIGID_EXPENSE_KIND,
    Area,
    CaseKind,
)
from hudang.households.vocabulary import ASSET_KIND, DISABILITY_KIND, DISABILITY_LEVEL, INCOME_KIND
from hudang.kernel.money import plain
from hudang.web.assessment.rows import Cell, Table, filled, lines_of

_PERIODS = (("month", "每月"), ("year", "每年"))
_YES = (("yes", "是"), ("no", "否"))
_WHOLE = "全家"


def _optional(choices: Mapping[str, str], none: str = "—") -> list[tuple[str, str]]:
    return [("", none), *choices.items()]


MEMBERS = Table(
    "members",
    "家庭成员",
    (
        Cell("name", "姓名"),
        Cell("born_on", "出生日期", "date"),
        Cell("covered", "申请保障", "choice", _YES),
        Cell("not_counted", "不计入的原因", "choice", _optional(MEMBER_NOT_COUNTED, "计入")),
        Cell("disability_kind", "残疾类别", "choice", _optional(DISABILITY_KIND, "无")),
        Cell("disability_level", "残疾等级", "choice", _optional(DISABILITY_LEVEL, "无")),
        Cell("seriously_ill", "重病", "choice", (("no", "否"), ("yes", "是"))),
    ),
    least=3,
)
INCOMES = Table(
    "incomes",
    "收入（全家共有的不填姓名）",
    (
        Cell("whose", "谁的收入"),
        Cell("kind", "收入项", "choice", list(INCOME_KIND.items())),
        Cell("amount", "金额（元）", "number"),
        Cell("cost", "成本（元）", "number"),
        Cell("period", "按", "choice", _PERIODS),
        Cell("not_counted", "不计入", "choice", _optional(NOT_COUNTED, "计入")),
    ),
    least=2,
)
SUPPORTERS = Table(
    "supporters",
    "赡养、抚养、扶养义务人",
    (
        Cell("name", "姓名"),
        Cell("income_per_member", "其家庭人均月收入（元）", "number"),
        Cell("household_size", "其家庭人口", "number"),
        Cell("supported_persons", "被赡养人总数", "number"),
        Cell("supported_here", "其中本户", "number"),
        Cell("children", "共同赡养的子女数", "number"),
        Cell("paid", "实际每月给付（元）", "number"),
        Cell("waived", "豁免原因"),
    ),
)
ASSETS = Table(
    "assets",
    "财产",
    (
        Cell("kind", "类别", "choice", _optional(ASSET_KIND)),
        Cell("value", "估值（元）", "number"),
        Cell("exempt", "豁免", "choice", _optional(ASSET_EXEMPTION, "不豁免")),
    ),
)
EXPENSES = Table(
    "expenses",
    "刚性支出",
    (
        Cell("kind", "类别", "choice", list(RIGID_EXPENSE_KIND.items())),
        Cell("amount", "本人负担的金额（元）", "number"),
        Cell("period", "按", "choice", tuple(reversed(_PERIODS))),
    ),
)
TABLES = (MEMBERS, INCOMES, SUPPORTERS, ASSETS, EXPENSES)
KINDS = [(kind.value, CASE_KIND_LABELS[kind]) for kind in CaseKind]
AREAS = [(area.value, AREA_LABELS[area]) for area in Area]
Lines = dict[str, list[dict[str, str]]]


class CaseFaults(Exception):  # noqa: N818 - an answer, not a fault of the program
    """What is wrong, by ``table.row.column``."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__("the case cannot be read")


def sent_lines(sent: QueryDict) -> Lines:
    """Return every table's rows as they were sent."""
    return {table.name: lines_of(table, sent) for table in TABLES}


def case_told(sent: QueryDict, lines: Lines) -> Case:
    """Return the case that was entered; raises ``CaseFaults`` with each fault at its cell."""
    rows = {table.name: filled(table, lines[table.name]) for table in TABLES}
    rows["assets"] = [(at, line) for at, line in enumerate(lines["assets"]) if line["kind"]]
    names = [line["name"] for _, line in rows["members"]]
    faults = {
        f"incomes.{at}.whose": "成员里没有这个姓名"
        for at, line in rows["incomes"]
        if line["whose"] not in ("", _WHOLE, *names)
    }
    twice = {name for name in names if names.count(name) > 1}
    faults |= {f"members.{at}.name": "姓名重复，请加字区分" for at, line in rows["members"] if line["name"] in twice}
    if faults:
        raise CaseFaults(faults)
    given = {
        "day": sent.get("day", "")[:10],
        "kind": sent.get("kind", ""),
        "area": sent.get("area", ""),
        "members": [_member(line, rows["incomes"]) for _, line in rows["members"]],
        "incomes": [_income(line) for _, line in rows["incomes"] if line["whose"] in ("", _WHOLE)],
        "supporters": [_present(line) for _, line in rows["supporters"]],
        "assets": [_present(line) for _, line in rows["assets"]],
        "expenses": [_present(line) for _, line in rows["expenses"]],
    }
    try:
        return read_case(given)
    except UnreadableCase as refusal:
        raise CaseFaults({_place(place, rows): said for place, said in refusal.faults.items()}) from refusal


def _present(line: Mapping[str, str]) -> dict[str, str]:
    """Return what was entered: a blank cell is not told, which is not the same as 0."""
    return {name: value.replace(",", "") for name, value in line.items() if value != ""}


def _income(line: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in _present(line).items() if name != "whose"}


def _member(line: Mapping[str, str], incomes: Sequence[tuple[int, dict[str, str]]]) -> dict[str, Any]:
    told: dict[str, Any] = _present(line)
    told["covered"] = line["covered"] != "no"
    told["seriously_ill"] = line["seriously_ill"] == "yes"
    told["incomes"] = [_income(each) for _, each in incomes if each["whose"] == line["name"]]
    return told


def _place(place: str, rows: Mapping[str, Sequence[tuple[int, dict[str, str]]]]) -> str:
    """Return the cell of a fault, which counts entered rows from one: ``members.2.incomes.1.amount``."""
    parts = place.split(".")
    if parts[0] not in rows or len(parts) < 3:
        return place
    entered = rows[parts[0]]
    at = int(parts[1]) - 1
    if parts[0] == "members" and parts[2] == "incomes" and len(parts) > 4:
        own = [each for each, line in rows["incomes"] if line["whose"] == entered[at][1]["name"]]
        return f"incomes.{own[int(parts[3]) - 1]}.{parts[4]}"
    if parts[0] == "incomes":
        common = [each for each, line in rows["incomes"] if line["whose"] in ("", _WHOLE)]
        return f"incomes.{common[at]}.{parts[2]}"
    return f"{parts[0]}.{entered[at][0]}.{parts[2]}"


def lines_of_case(case: Case) -> Lines:
    """Return a case as rows, so that the page can start from a household of the register."""
    incomes = [("", income) for income in case.incomes]
    incomes += [(member.name, income) for member in case.members for income in member.incomes]
    return {
        "members": [
            {
                "name": member.name,
                "born_on": _day(member.born_on),
                "covered": "yes" if member.covered else "no",
                "not_counted": member.not_counted,
                "disability_kind": member.disability_kind,
                "disability_level": member.disability_level,
                "seriously_ill": "yes" if member.seriously_ill else "no",
            }
            for member in case.members
        ],
        "incomes": [_income_line(whose, income) for whose, income in incomes],
        "supporters": [],
        "assets": [{"kind": a.kind, "value": plain(a.value), "exempt": a.exempt} for a in case.assets],
        "expenses": [],
    }


def _income_line(whose: str, income: Income) -> dict[str, str]:
    return {
        "whose": whose,
        "kind": income.kind,
        "amount": plain(income.amount),
        "cost": plain(income.cost) if income.cost != Decimal(0) else "",
        "period": income.period.value,
        "not_counted": income.not_counted,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
