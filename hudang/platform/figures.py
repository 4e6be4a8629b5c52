"""Figures that the database itself keeps, so that a page that shows them need not count (docs/decisions/0006).

An area says once what is counted: from which rows, by which keys, which sums. From that one sentence come the
triggers that keep the figures in the transaction of every change, however it is written, the recount, and the check
that both agree. The triggers are no part of a migration: a migration of SQLite rebuilds tables and loses them, so
they are taken away before migrations run and made again, with a recount, after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from hudang.kernel.division_codes import prefix_range

EVENTS = ("INSERT", "UPDATE", "DELETE")
_PREFIX = "figures_"
_MADE = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'figures!_%%' ESCAPE '!'",
    "postgresql": "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'figures!_%%' ESCAPE '!'",
}
_DROP = {"sqlite": "DROP TRIGGER {}", "postgresql": "DROP FUNCTION {} CASCADE"}


@dataclass(frozen=True)
class Watch:
    """A table whose changes alter the figures.

    ``link`` finds the counted rows from the changed one, which is written ``{row}``. ``columns`` are those whose
    change matters; where only something about them does, ``compared`` says what, of ``{row}``. ``own`` tells that a
    row of this table is what is counted, so before it is there and after it is gone there is nothing to find.
    """

    table: str
    link: str
    columns: tuple[str, ...]
    own: bool = False
    events: tuple[str, ...] = EVENTS
    compared: tuple[str, ...] = ()

    def changed(self, differs: str) -> str:
        """Return the condition that a change matters, with the database's operator for what differs or is null."""
        compared = self.compared or tuple(f"{{row}}.{name}" for name in self.columns)
        return " OR ".join(f"({each.format(row='OLD')}) {differs} ({each.format(row='NEW')})" for each in compared)


@dataclass(frozen=True)
class Kept:
    """One table of figures: ``keys`` and ``sums`` are its columns with what each holds, of the rows in ``source``."""

    table: str
    source: str
    keys: Mapping[str, str]
    sums: Mapping[str, str]
    watches: tuple[Watch, ...]
    where: str = "1 = 1"

    def counted(self, condition: str = "1 = 1", sign: str = "") -> str:
        """Return the query that counts the rows for which ``condition`` holds."""
        sums = ", ".join(f"{sign}SUM({counted})" for counted in self.sums.values())
        keys = ", ".join(self.keys.values())
        return f"SELECT {keys}, {sums} FROM {self.source} WHERE {self.where} AND ({condition}) GROUP BY {keys}"

    def added(self, condition: str = "1 = 1", sign: str = "") -> str:
        """Return the statement that adds the count of those rows to the figures, or with ``-`` takes it away."""
        columns = ", ".join([*self.keys, *self.sums])
        grown = ", ".join(f"{name} = {self.table}.{name} + excluded.{name}" for name in self.sums)
        return (
            f"INSERT INTO {self.table} ({columns}) {self.counted(condition, sign)} "
            f"ON CONFLICT ({', '.join(self.keys)}) DO UPDATE SET {grown}"
        )


@dataclass(frozen=True)
class Difference:
    """A figure that is not what is counted."""

    table: str
    key: tuple[Any, ...]
    kept: tuple[Any, ...]
    counted: tuple[Any, ...]


@dataclass
class _Register:
    kept: list[Kept] = field(default_factory=list)


_register = _Register()


def keep(kept: Sequence[Kept]) -> None:
    """Have the database keep these figures; called by an area when it is loaded."""
    _register.kept.extend(each for each in kept if each not in _register.kept)


def trigger_body(kept: Kept, watch: Watch, event: str, before: bool) -> str:
    """Return what a trigger does: takes away what the rows counted before the change, adds what they count after."""
    rows = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}[event]
    if watch.own and event == "UPDATE":
        rows = ("OLD",) if before else ("NEW",)
    return kept.added(" OR ".join(watch.link.format(row=row) for row in rows), "-" if before else "") + ";"


def _moments(watch: Watch) -> Iterator[tuple[str, bool]]:
    for event in watch.events:
        for before in (True, False):
            nothing_there = event == ("INSERT" if before else "DELETE")
            if not (watch.own and nothing_there):
                yield event, before


def _name(kept: Kept, watch: Watch, event: str, before: bool) -> str:
    """Return a name of at most 63 characters, which is all that PostgreSQL tells apart."""
    moment = "before" if before else "after"
    return f"{_PREFIX}{kept.table}_{kept.watches.index(watch)}_{moment}_{event.lower()}"


def _sqlite_trigger(kept: Kept, watch: Watch, event: str, before: bool) -> str:
    what, when = event, ""
    if event == "UPDATE":
        what = f"UPDATE OF {', '.join(watch.columns)}"
        when = f"WHEN {watch.changed('IS NOT')}"
    moment = "BEFORE" if before else "AFTER"
    name, body = _name(kept, watch, event, before), trigger_body(kept, watch, event, before)
    return f"CREATE TRIGGER {name} {moment} {what} ON {watch.table} {when} BEGIN {body} END"


def _postgresql_trigger(kept: Kept, watch: Watch, event: str, before: bool) -> str:
    what, when = event, ""
    if event == "UPDATE":
        what = f"UPDATE OF {', '.join(watch.columns)}"
        when = f"WHEN ({watch.changed('IS DISTINCT FROM')})"
    name, body = _name(kept, watch, event, before), trigger_body(kept, watch, event, before)
    given = "OLD" if event == "DELETE" else "NEW"
    moment = "BEFORE" if before else "AFTER"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {given}; END $$; "
        f"CREATE TRIGGER {name} {moment} {what} ON {watch.table} FOR EACH ROW {when} EXECUTE FUNCTION {name}()"
    )


def _triggers() -> dict[str, str]:
    make = _postgresql_trigger if connection.vendor == "postgresql" else _sqlite_trigger
    return {
        _name(kept, watch, event, before): make(kept, watch, event, before)
        for kept in _register.kept
        for watch in kept.watches
        for event, before in _moments(watch)
    }


def release() -> None:
    """Take the triggers away, so that migrations may rebuild the tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MADE[connection.vendor])
        for name, _ in cursor.fetchall():
            cursor.execute(_DROP[connection.vendor].format(name))


def install() -> None:
    """Make the triggers and count everything once; nothing where the tables are not there yet."""
    tables = set(connection.introspection.table_names())
    needed = {kept.table for kept in _register.kept} | {w.table for kept in _register.kept for w in kept.watches}
    if not needed <= tables:
        return
    release()
    recount()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _triggers().values():
            cursor.execute(statement)


def installed() -> bool:
    """Tell whether the triggers are there as this version makes them."""
    with connection.cursor() as cursor:
        cursor.execute(_MADE[connection.vendor])
        made = dict(cursor.fetchall())
    return made.keys() == _triggers().keys() and all(
        made[name] == statement or connection.vendor == "postgresql" for name, statement in _triggers().items()
    )


@transaction.atomic
def recount() -> None:
    """Count everything anew, whatever the figures were."""
    with connection.cursor() as cursor:
        for kept in _register.kept:
            cursor.execute(f"DELETE FROM {kept.table}")
            cursor.execute(kept.added())


@contextmanager
def counted_afterwards(prefix: str) -> Iterator[None]:
    """Leave the figures alone while the block writes very many rows, then count those within a division anew.

    Called inside a transaction, for a block that writes more rows than stand there and only within ``prefix``. SQLite
    has one writer at a time, so nobody else writes without the triggers; another database keeps them.
    """
    if connection.vendor != "sqlite":
        yield
        return
    first, beyond = prefix_range(prefix)
    release()
    yield
    with connection.cursor() as cursor:
        for kept in _register.kept:
            cursor.execute(f"DELETE FROM {kept.table} WHERE village_code >= %s AND village_code < %s", [first, beyond])
            village = kept.keys["village_code"]
            cursor.execute(kept.added(f"{village} >= '{first}' AND {village} < '{beyond}'"))
        for statement in _triggers().values():
            cursor.execute(statement)


@transaction.atomic
def differences() -> list[Difference]:
    """Return every figure that is not what is counted, in the state of one moment."""
    found = []
    for kept in _register.kept:
        columns = ", ".join([*kept.keys, *kept.sums])
        stored = _rows(f"SELECT {columns} FROM {kept.table}", len(kept.keys))
        counted = _rows(kept.counted(), len(kept.keys))
        nothing = (0,) * len(kept.sums)
        for key in sorted(stored.keys() | counted.keys(), key=str):
            is_kept, is_counted = stored.get(key, nothing), counted.get(key, nothing)
            if is_kept != is_counted:
                found.append(Difference(kept.table, key, is_kept, is_counted))
    return found


def _rows(statement: str, keys: int) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {tuple(row[:keys]): tuple(row[keys:]) for row in cursor.fetchall()}
