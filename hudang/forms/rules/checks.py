"""What must agree between the fields of a form; each function returns a check for a definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hudang.forms.rules.definition import Check, Values

_SEX = {"1": "男", "2": "女"}
# what a public notice must not say: numbers of persons and accounts, illness, disability, money owned
_NUMBER = re.compile(r"\d{10,}[\dXx]?")
_UNFIT = ("病", "癌", "残", "艾滋", "感染", "账号", "卡号", "身份证", "存款")


def in_order(first: str, last: str, words: str = "结束日期不能早于开始日期。") -> Check:
    """``first`` is not after ``last``."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        start, end = values.get(first), values.get(last)
        if start is not None and end is not None and start > end:
            yield last, words

    return check


def days_after(start: str, days: str, end: str) -> Check:
    """``end`` is ``start`` and so many days, the first day not counted (code-tables.md A7)."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        begins, number, ends = values.get(start), values.get(days), values.get(end)
        if isinstance(begins, date) and isinstance(ends, date) and number is not None:
            right = begins + timedelta(days=number)
            if ends != right:
                yield end, f"从 {begins:%Y-%m-%d} 起公示 {number} 天，止日应为 {right:%Y-%m-%d}（首日不计）。"

    return check


def not_more(smaller: str, larger: str, words: str) -> Check:
    """``smaller`` is at most ``larger``."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        few, many = values.get(smaller), values.get(larger)
        if few is not None and many is not None and few > many:
            yield smaller, words

    return check


def adds_up(parts: tuple[str, ...], whole: str, words: str) -> Check:
    """The parts together are the whole; a blank part is not taken for 0."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        found = [values.get(key) for key in parts]
        total = values.get(whole)
        if total is not None and all(each is not None for each in found):
            summed = sum((each for each in found if each is not None), Decimal(0))
            if summed != total:
                yield whole, words.format(total=total, sum=f"{summed:f}")

    return check


def column_adds_up(table: str, column: str, whole: str, words: str) -> Check:
    """A column of a table sums to a field."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        total, rows = values.get(whole), values.get(table) or []
        if total is not None and rows and all(row.get(column) is not None for row in rows):
            summed = sum((row[column] for row in rows), Decimal(0))
            if summed != total:
                yield whole, words.format(total=total, sum=f"{summed:f}")

    return check


def rows_are(table: str, number: str, words: str) -> Check:
    """A field says how many rows a table has."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        said, rows = values.get(number), values.get(table) or []
        if said is not None and rows and said != len(rows):
            yield number, words.format(said=said, rows=len(rows))

    return check


def something_changes(pairs: tuple[tuple[str, str], ...], tables: tuple[str, ...] = ()) -> Check:
    """Old and new differ somewhere, or a table of changes is filled (F27)."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        known = [(values.get(old), values.get(new)) for old, new in pairs]
        if any(values.get(table) for table in tables) or any(old != new for old, new in known):
            return
        yield pairs[0][1], "变更前与变更后完全相同。请填写变更后的内容；没有变化就不必填本表。"

    return check


def one_head(table: str, column: str = "relation", head: str = "02") -> Check:
    """A household has one head (F06)."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        rows = values.get(table) or []
        heads = [number for number, row in enumerate(rows) if row.get(column) == head]
        if rows and len(heads) != 1:
            at = heads[1] if heads else 0
            yield f"{table}_{at}_{column}", f"一户应有一名户主，现在有 {len(heads)} 名。请改正与户主关系。"

    return check


def agrees_with_identity(table: str, identity: str = "identity", sex: str = "sex", born: str = "born_on") -> Check:
    """Sex and day of birth are those of the identity number, unless it is said why not."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        for number, row in enumerate(values.get(table) or []):
            yield from _disagreements(f"{table}_{number}_", row, identity, sex, born)

    return check


def _disagreements(prefix: str, row: dict[str, Any], identity: str, sex: str, born: str) -> Iterator[tuple[str, str]]:
    number = row.get(identity) or ""
    if len(number) != 18 or row.get("difference"):
        return
    told = "1" if int(number[16]) % 2 else "2"
    if row.get(sex) in _SEX and row[sex] != told:
        yield prefix + sex, f"按身份证号应为{_SEX[told]}。请核对证件；确有不同的，在备注里说明。"
    day = row.get(born)
    if isinstance(day, date) and f"{day:%Y%m%d}" != number[6:14]:
        yield prefix + born, f"身份证号里的出生日期是 {number[6:10]}-{number[10:12]}-{number[12:14]}，请核对。"


def no_repeats(table: str, column: str, words: str) -> Check:
    """No two rows say the same."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        seen: set[Any] = set()
        for number, row in enumerate(values.get(table) or []):
            if row.get(column) and row[column] in seen:
                yield f"{table}_{number}_{column}", words
            seen.add(row.get(column))

    return check


def fit_for_the_public(*, texts: tuple[str, ...], table: str, columns: tuple[str, ...]) -> Check:
    """What hangs on the notice board names no number, illness, disability or wealth (process.md §7)."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        said = [(key, values.get(key)) for key in texts]
        for number, row in enumerate(values.get(table) or []):
            said += [(f"{table}_{number}_{column}", row.get(column)) for column in columns]
        for key, value in said:
            if isinstance(value, str) and (_NUMBER.search(value) or any(word in value for word in _UNFIT)):
                yield key, "公示内容不得出现身份证号、账号、疾病、残疾、财产等个人信息，请删去。"

    return check


def different_people(first: str, second: str, words: str) -> Check:
    """Two fields name two persons."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        if values.get(first) and values.get(first) == values.get(second):
            yield second, words

    return check
