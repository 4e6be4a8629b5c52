"""What must agree between the fields of a form; each function returns a check for a definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hudang.forms.rules.definition import Check, Values
from hudang.forms.vocabulary import ON_PAPER

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
    """Two fields name two persons; signatures that stand on paper say nothing of that."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        if values.get(first) not in (None, ON_PAPER) and values.get(first) == values.get(second):
            yield second, words

    return check


def months_make(monthly: str, yearly: str, words: str) -> Check:
    """A year is twelve months."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        month, year = values.get(monthly), values.get(yearly)
        if month is not None and year is not None and month * 12 != year:
            yield yearly, words.format(sum=f"{month * 12:f}", total=year)

    return check


def asset_total(table: str, value: str, exempt: str, whole: str, words: str) -> Check:
    """A total counts what is not exempt."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        total, rows = values.get(whole), values.get(table) or []
        summed = sum((row[value] for row in rows if row.get(value) is not None and not row.get(exempt)), Decimal(0))
        if total is not None and rows and summed != total:
            yield whole, words.format(sum=f"{summed:f}", total=total)

    return check


def said_when(key: str, answers: tuple[str, ...], story: str, least: int, words: str) -> Check:
    """With some answers a story must be told at some length."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        if values.get(key) in answers and len(values.get(story) or "") < least:
            yield story, words

    return check


def filled_when(key: str, answers: tuple[str, ...], needed: tuple[str, ...], words: str) -> Check:
    """With some answers other fields are needed."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        if values.get(key) in answers:
            yield from ((each, words) for each in needed if values.get(each) in (None, ""))

    return check


def rows_not_more(table: str, smaller: str, larger: str, words: str) -> Check:
    """In every row ``smaller`` is at most ``larger``."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        for number, row in enumerate(values.get(table) or []):
            few, many = row.get(smaller), row.get(larger)
            if few is not None and many is not None and few > many:
                yield f"{table}_{number}_{smaller}", words

    return check


def not_over(first: str, second: str, whole: str, words: str) -> Check:
    """The whole is the two parts rounded, at most up to the next ten yuan (process.md §9.1)."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        total, one, two = values.get(whole), values.get(first), values.get(second)
        if total is None or one is None or two is None:
            return
        if not -1 < total - (one + two) < 10:
            yield whole, words.format(sum=f"{one + two:f}", total=total)

    return check


def before(first: str, last: str, words: str) -> Check:
    """``first`` is before ``last``."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        start, end = values.get(first), values.get(last)
        if start is not None and end is not None and start >= end:
            yield first, words

    return check


def months_span(start: str, months: str, end: str) -> Check:
    """``end`` is the last of so many months beginning with ``start``."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        first, number, last = values.get(start), values.get(months), values.get(end)
        if first and number and last:
            year, month = divmod(int(first[:4]) * 12 + int(first[5:]) - 1 + number - 1, 12)
            right = f"{year}-{month + 1:02d}"
            if last != right:
                yield end, f"从 {first} 起 {number} 个月，止于 {right}。"

    return check


def refusals_counted(table: str, count: str) -> Check:
    """How often in a row, up to the last entry, an offer of work was refused without good reason (649号 45)."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        rows = [row for row in values.get(table) or [] if row.get("kind") == "1"]
        run = 0
        for row in rows:
            run = run + 1 if row.get("accepted") is False and row.get("proper") is not True else 0
        if values.get(count) is not None and values[count] < run:
            yield count, f"按登记的内容，已连续拒绝 {run} 次，请核对。"

    return check


def over_standard(per_head: str, standard: str, outcome: str) -> Check:
    """From the standard on the household is stopped, phased out or classed anew (F20 ④; 649号 9: below the standard)."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        income, limit = values.get(per_head), values.get(standard)
        if income is not None and limit is not None and income >= limit and values.get(outcome) in ("1", "2", "3"):
            yield outcome, "人均收入不低于保障标准，只能建议停发、渐退、转类或待查。"

    return check


def days_at_most(start: str, end: str, days: int, words: str) -> Check:
    """``end`` is at most so many days after ``start``."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        first, last = values.get(start), values.get(end)
        if isinstance(first, date) and isinstance(last, date) and not 0 <= (last - first).days <= days:
            yield end, words

    return check


def rows_differ(table: str, first: str, second: str, words: str) -> Check:
    """In every row two columns differ."""

    def check(values: Values) -> Iterator[tuple[str, str]]:
        for number, row in enumerate(values.get(table) or []):
            if row.get(first) is not None and row.get(first) == row.get(second):
                yield f"{table}_{number}_{second}", words

    return check
