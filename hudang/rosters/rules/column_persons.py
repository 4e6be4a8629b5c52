"""Whom a column of names or numbers means: the head, the member of the row, or a further person of the household."""

from __future__ import annotations

import re
from dataclasses import replace

from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.column_content import filled_share, members_share
from hudang.rosters.rules.header_text import LIKELY, flat
from hudang.rosters.rules.header_words import HEAD_WORDS, MEMBER_WORDS
from hudang.rosters.rules.mapping import HOUSEHOLD, MEMBER, ColumnMapping
from hudang.rosters.vocabulary import MEMBER_BLOCK, SPOUSE

_BLOCK = re.compile(r"(?:家庭|共同生活|其他)*成员\D{0,2}?([1-9]|[一二三四五六七八九])(?!\d)")
_SPOUSE = re.compile(r"^(?:户主|申请人)?的?配偶")
# what a spouse's column says after 配偶, in the order tried
_OF_SPOUSE = (
    ("id", re.compile(r"身份|证件|证号|号码")),
    ("name", re.compile(r"姓名|名字|^$")),
    ("sex", re.compile(r"性别")),
)
_CHINESE = "零一二三四五六七八九"
# fewer than this and the relation is the applicant's, in a roster with a row a household
_FEWEST_MEMBERS = 0.1
_WHOLE_HOUSEHOLD = re.compile(r"家庭|全家|户")
# a household's sum stands in one of its rows only
_ALL_BUT_SOME = 0.85


def numbered_blocks(columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """Give columns under 成员1, 成员2 … to further persons of the row."""
    numbered = []
    for column in columns:
        found = _BLOCK.search(flat(column.header))
        field = column.field
        if found and field in MEMBER_BLOCK:
            digit = found[1]
            number = _CHINESE.index(digit) if digit in _CHINESE else int(digit)
            column = replace(column, field=f"member{number}.{field}")
        numbered.append(_of_spouse(column) if not found else column)
    return numbered


def _of_spouse(column: ColumnMapping) -> ColumnMapping:
    words = flat(column.header)
    named = _SPOUSE.match(words)
    if named is None:
        return column
    rest = words[named.end() :]
    field = next((field for field, pattern in _OF_SPOUSE if pattern.search(rest)), None)
    return replace(column, field=f"{SPOUSE}.{field}", confidence=LIKELY, why="配偶栏") if field else column


def _household_only(columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """In a sheet with a row a member the spouse has a row, and is not named once more in the head's."""
    return [replace(c, field=None) if (c.field or "").startswith(f"{SPOUSE}.") else c for c in columns]


def incomes_of_members(columns: list[ColumnMapping], samples: list[list[CellValue]], unit: str) -> list[ColumnMapping]:
    """Where each member has a row, a sum of income told in each of them is the member's and not the household's."""
    if unit == HOUSEHOLD or any(c.field == "income" for c in columns):
        return columns
    return [
        replace(c, field="income")
        if c.field == "household_income"
        and not _WHOLE_HOUSEHOLD.search(flat(c.header))
        and filled_share(samples[c.index]) > _ALL_BUT_SOME
        else c
        for c in columns
    ]


def own_allowances(columns: list[ColumnMapping], unit: str) -> list[ColumnMapping]:
    """Where a household has one row, an allowance called 个人 or 本人 is the household's all the same."""
    if unit != HOUSEHOLD or any(c.field == "allowance" for c in columns):
        return columns
    return [replace(c, field="allowance") if c.field == "own_allowance" else c for c in columns]


def _is_heads(column: ColumnMapping) -> bool:
    words = flat(column.header)
    return any(word in words for word in HEAD_WORDS) and not _is_members(column) and "与户主" not in words


def _is_members(column: ColumnMapping) -> bool:
    return any(word in flat(column.header) for word in MEMBER_WORDS)


def unit_of(columns: list[ColumnMapping], samples: list[list[CellValue]]) -> str:
    """Tell whether the sheet has a row a household or a row a member."""
    names = [column for column in columns if column.field == "name"]
    relation = next((column for column in columns if column.field == "relation"), None)
    two_names = any(map(_is_heads, names)) and any(not _is_heads(column) for column in names)
    repeated = sum(_is_members(column) for column in names) >= 2
    if relation and members_share(samples[relation.index]) > (0 if two_names else _FEWEST_MEMBERS):
        return HOUSEHOLD if repeated else MEMBER
    return MEMBER if two_names and relation and not repeated else HOUSEHOLD


def heads_and_members(columns: list[ColumnMapping], unit: str) -> list[ColumnMapping]:
    """Tell the head's name and number from the member's, or the further persons' of a household's row."""
    sorted_columns = list(columns)
    if unit == HOUSEHOLD:
        if any(_is_heads(c) and c.field == "name" for c in columns):
            _repeated_blocks(sorted_columns)
        return [replace(c, field="id") if c.field == "head_id" else c for c in sorted_columns]
    sorted_columns = columns = _household_only(sorted_columns)
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
