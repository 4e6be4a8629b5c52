"""The floor of an import: read the sheet with the fastest reader, insert as many rows of the same tables.

Arguments: the roster, the database before the import and the one after it. What the import added to each table is
read first, outside the clock. Then the sheet is read into Python lists and the rows go into the database as it was
before, all indexes in place, in one transaction, without triggers, foreign keys and check constraints.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from bench.measuring import give, measured

_AS_THE_PRODUCT = "journal_mode=WAL synchronous=FULL cache_size=-65536 mmap_size=268435456 temp_store=MEMORY".split()
_WITHOUT_CHECKS = "foreign_keys=OFF ignore_check_constraints=ON".split()
Rows = dict[str, list[tuple[Any, ...]]]


def connect(database: Path) -> sqlite3.Connection:
    """Open a database as the product does, but without checks."""
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in (*_AS_THE_PRODUCT, *_WITHOUT_CHECKS):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def added_rows(before: sqlite3.Connection, after: Path) -> Rows:
    """Return the rows of each table that the import has grown."""
    before.execute("ATTACH ? AS grown", (str(after),))
    tables = [
        name
        for (name,) in before.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT wr"
        )
        if not name.startswith("sqlite_")
    ]
    found: Rows = {}
    for table in tables:
        last = before.execute(f'SELECT coalesce(max(rowid), 0) FROM main."{table}"').fetchone()[0]
        rows = before.execute(f'SELECT * FROM grown."{table}" WHERE rowid > ? ORDER BY rowid', (last,)).fetchall()
        if rows:
            found[table] = rows
    before.execute("DETACH grown")
    return found


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Take away what the database itself checks."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def insert(connection: sqlite3.Connection, rows_of: Rows) -> None:
    """Insert everything in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in rows_of.items():
        places = ",".join("?" * len(rows[0]))
        connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
    connection.execute("COMMIT")


if __name__ == "__main__":
    roster, before, after = map(Path, sys.argv[1:4])
    connection = connect(before)
    drop_triggers(connection)
    rows_of = added_rows(connection, after)
    with measured() as reading:
        sheet = CalamineWorkbook.from_path(roster).get_sheet_by_index(0).to_python()
    with measured() as inserting:
        insert(connection, rows_of)
    give(
        {
            "seconds": reading.seconds + inserting.seconds,
            "cpu_seconds": reading.cpu_seconds + inserting.cpu_seconds,
            "read_seconds": reading.seconds,
            "insert_seconds": inserting.seconds,
            "sheet_rows": len(sheet),
            "table_rows": {table: len(rows) for table, rows in rows_of.items()},
        }
    )
