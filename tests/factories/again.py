"""Rows that hundreds of tests begin with: made by their actions once in a process, afterwards put back as they were.

What an action writes follows from its arguments, from what stands in the database and from the day (or the moment at
which a test holds the clock). Where all are as they were when it was first called, the rows that it then wrote are
written again by plain statements, and its answer is given again. The figures that triggers keep are put back as a whole.
"""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection

from hudang.accounts.models import User
from hudang.kernel import clock
from tests.people import People

Made = TypeVar("Made")
Row = tuple[Any, ...]
State = dict[str, frozenset[Row]]
# as migrations leave them, whatever the tests do
_FIXED = {"django_migrations", "django_content_type", "auth_permission"}


@dataclass(frozen=True)
class Kept:
    """What a call found, what it wrote, the figures after it, and its answer."""

    before: State
    written: dict[str, list[Row]]
    figures: State
    answer: bytes


_making: list[object] = []


def again(make: Callable[..., Made]) -> Callable[..., Made]:
    """Let a factory do its work once for the same people and words; it may add and change rows, but take none away.

    Given anything else, such as a declaration, it works as ever; so does one that another calls, and all on other databases.
    """
    kept: dict[Any, list[Kept]] = {}

    @functools.wraps(make)
    def made(*given: Any, **named: Any) -> Made:
        asked = [_plain(each) for each in (*given, *named.values())]
        if _making or None in asked or connection.vendor != "sqlite":
            return make(*given, **named)
        before = _state()
        like = kept.setdefault((_moment(), *asked, *named), [])
        for each in like:
            if each.before == before:
                _write(each)
                answer: Made = pickle.loads(each.answer)
                return answer
        _making.append(make)
        try:
            result = make(*given, **named)
        finally:
            _making.pop()
        after = _state()
        figures = {table: rows for table, rows in after.items() if _is_kept(table)}
        like.append(Kept(before, _difference(before, after), figures, pickle.dumps(result)))
        return result

    return made


def _plain(given: Any) -> Any:
    """Return what stands for an argument that is the same in every test; None where there is no such thing."""
    if isinstance(given, User):
        return f"user {given.pk}"
    if isinstance(given, People):
        return tuple(person.pk for person in given.everybody().values())
    return given if isinstance(given, (str, date)) else None


def _moment() -> Any:
    """Return the moment at which the clock is held, or the day."""
    return clock._fixed.get() or clock.today()


def _is_kept(table: str) -> bool:
    """Tell whether triggers keep the rows of a table."""
    return table.endswith("figure")


def _state() -> State:
    """Return the rows of every table that has any."""
    with connection.cursor() as cursor:
        found = {table: frozenset(cursor.connection.execute(words)) for table, words in _selections().items()}
    return {table: rows for table, rows in found.items() if rows}


@functools.cache
def _selections() -> dict[str, str]:
    """Return for every table the statement that reads its rows just as the database has them."""
    selections = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.django_table_names()) - _FIXED:
            described = cursor.connection.execute(f'PRAGMA table_info("{table}")')
            # of an expression the driver knows no type into which it would turn the value
            columns = ", ".join(f'+"{column[1]}"' for column in described)
            selections[table] = f'SELECT {columns} FROM "{table}"'
    return selections


def _difference(before: State, after: State) -> dict[str, list[Row]]:
    return {table: [row for row in rows if row not in before.get(table, ())] for table, rows in after.items()}


def _write(kept: Kept) -> None:
    with connection.cursor() as cursor:
        for table, rows in kept.written.items():
            if not _is_kept(table):
                _insert(cursor.connection, table, rows)
        for table in filter(_is_kept, _selections()):
            cursor.connection.execute(f'DELETE FROM "{table}"')
            _insert(cursor.connection, table, list(kept.figures.get(table, ())))


def _insert(database: Any, table: str, rows: list[Row]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        database.executemany(f'INSERT OR REPLACE INTO "{table}" VALUES ({places})', rows)
