"""Invented rosters of 舍力镇 as offices write them: a row a household, or a row a member with merged household cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from hudang.accounts.models import User
from hudang.archives.models import Box, HouseholdFile, Pouch
from hudang.households.models import Household, HouseholdMember, IncomeItem, Person
from hudang.rosters.actions.imports import Imported, carry_out, try_out, upload
from hudang.rosters.judging import Judged
from hudang.rosters.models import RosterImport
from tests.factories.households import identity_number
from tests.people import SHELI

HOUSEHOLD_HEADER = [
    "户编号", "村", "户主姓名", "身份证号", "家庭人口", "保障人口", "类别", "月保障金（元）", "银行账号", "联系电话", "家庭住址", "批准时间", "备注",
]  # fmt: skip
MEMBER_HEADER = [
    "户编号", "村（社区）", "户主姓名", "成员姓名", "与户主关系", "公民身份号码", "健康状况", "残疾证号", "就读学校", "月收入", "是否保障", "户月保障金", "账号", "批准日期",
]  # fmt: skip
# household cells that an office merges over the household's rows
MERGED = ("户编号", "村（社区）", "户主姓名", "户月保障金", "账号", "批准日期")
HOUSEHOLD_TABLES = (Household, HouseholdMember, Person, IncomeItem, HouseholdFile, Pouch, Box)
MEMBER_TITLE = "舍力镇低保家庭成员名册"


def household_row(name: str = "王德贵", **changes: Any) -> dict[str, Any]:
    """Return a clean household by the words of ``HOUSEHOLD_HEADER``; it has no number of its own."""
    row: dict[str, Any] = {
        "村": "民强村", "户主姓名": name, "身份证号": identity_number(), "家庭人口": 1, "保障人口": 1, "类别": "B",
        "月保障金（元）": 420, "银行账号": "6228480012345670019", "联系电话": "13904360001", "家庭住址": "民强村一屯", "批准时间": date(2021, 3, 1),
    }  # fmt: skip
    return row | changes


def member_row(name: str, relation: str, **changes: Any) -> dict[str, Any]:
    """Return a clean member by the words of ``MEMBER_HEADER``."""
    row: dict[str, Any] = {
        "成员姓名": name, "与户主关系": relation, "公民身份号码": identity_number(), "健康状况": "健康", "月收入": 300, "是否保障": "是",
    }  # fmt: skip
    return row | changes


def household_of(*members: dict[str, Any], **shared: Any) -> list[dict[str, Any]]:
    """Return the rows of a household; what is shared stands in the first row and is merged over the others."""
    cells = {
        "村（社区）": "民强村",
        "户主姓名": members[0]["成员姓名"],
        "户月保障金": 500,
        "批准日期": date(2020, 6, 1),
    }
    return [{**(cells | shared if number == 0 else {}), **member} for number, member in enumerate(members)]


def household_roster(rows: Sequence[dict[str, Any]], header: Sequence[str] = HOUSEHOLD_HEADER) -> bytes:
    """Return a workbook with a title, the header and a row a household."""
    table = [["舍力镇低保花名册"], list(header), *([row.get(name) for name in header] for row in rows)]
    return workbook({"花名册": table})


def member_roster(households: Sequence[Sequence[dict[str, Any]]], header: Sequence[str] = MEMBER_HEADER) -> bytes:
    """Return a workbook with a title, the header and a row a member, household cells merged."""
    table: list[list[Any]] = [[MEMBER_TITLE], list(header)]
    merged: list[tuple[int, int, int, Any]] = []
    for rows in households:
        first = len(table)
        table += [[row.get(name) for name in header] for row in rows]
        if len(rows) > 1:
            columns = [header.index(name) for name in MERGED if name in header]
            merged += [(first, len(table) - 1, column, table[first][column]) for column in columns]
    return workbook({"舍力镇": table}, merged)


def workbook(sheets: dict[str, list[list[Any]]], merged: Sequence[tuple[int, int, int, Any]] = ()) -> bytes:
    """Return an .xlsx; ``merged`` are ranges of the first sheet: first row, last row, column, value."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, (name, table) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            for r, row in enumerate(table):
                for c, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif value is not None:
                        sheet.write(r, c, value)
            for first, last, column, value in merged if number == 0 else ():
                style = day if isinstance(value, date) else None
                sheet.merge_range(first, column, last, column, "", style)
                if isinstance(value, date):
                    sheet.write_datetime(first, column, value, day)
                elif value is not None:
                    sheet.write(first, column, value)
    return target.getvalue()


def uploaded(actor: User, content: bytes, name: str = "花名册.xlsx", division: str = SHELI) -> RosterImport:
    """Upload a roster."""
    return upload(actor=actor, source=io.BytesIO(content), file_name=name, division_code=division)


def imported(
    actor: User, content: bytes, name: str = "花名册.xlsx", division: str = SHELI
) -> tuple[RosterImport, Imported]:
    """Upload and import a roster."""
    found = uploaded(actor, content, name, division)
    return found, carry_out(actor=actor, roster_import=found)


def tried(actor: User, content: bytes, name: str = "花名册.xlsx", division: str = SHELI) -> tuple[RosterImport, Judged]:
    """Upload a roster and try it out."""
    found = uploaded(actor, content, name, division)
    return found, try_out(actor=actor, roster_import=found)


def opened(content: bytes) -> openpyxl.Workbook:
    """Open a workbook that the product made."""
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as a person saves it."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def written(folder: Path, content: bytes, name: str = "花名册.xlsx") -> Path:
    """Write a roster into a folder."""
    path = folder / name
    path.write_bytes(content)
    return path


def outcomes(judged: Judged) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return outcome and codes of a judged roster by the person's name."""
    return {v.values["name"]: (v.outcome.value, v.codes) for v in judged.verdicts if v.values}


def household(name: str) -> Household:
    """Return the household with this head."""
    return Household.objects.get(head_name=name)


def kept() -> dict[str, list[Any]]:
    """Return everything that stands in the tables of households and archive."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in HOUSEHOLD_TABLES}
