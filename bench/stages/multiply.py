"""Multiplying an archive: every household with all that hangs on it is copied by the database itself.

Drawing two hundred thousand invented households one by one would take a quarter of an hour; copying twenty thousand
of them nine times takes a minute or two. Each copy keeps its village, names and papers, and gets numbers of its own.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection, models

from hudang.archives.models import Box, HouseholdFile, Item
from hudang.archives.models import Counter as NumberCounter
from hudang.households.models import Household, HouseholdNumber, Person
from hudang.platform import figures

_ROOTS = (Household, Person, Box)
_FAST = "journal_mode=MEMORY synchronous=OFF foreign_keys=OFF cache_size=-800000".split()


def _hanging() -> list[type[models.Model]]:
    """Return the tables of households and archive that hang on a household, person or box, these included."""
    candidates = [m for area in ("households", "archives") for m in apps.get_app_config(area).get_models()]
    found: set[type[models.Model]] = set(_ROOTS)
    grown = True
    while grown:
        more = {m for m in candidates if m not in found and any(f.related_model in found for f in _links(m))}
        found |= more
        grown = bool(more)
    return [model for model in candidates if model in found]


def _links(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation]


def _one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0] or 0)


def _steps() -> dict[str, int]:
    """Return by how much the numbers of each copy are shifted."""
    return {
        "household": _one("SELECT MAX(CAST(substr(code, 13) AS INTEGER)) FROM households_household"),
        "file": _one("SELECT MAX(sequence) FROM archives_householdfile"),
        "box": _one("SELECT MAX(number) FROM archives_box"),
    }


def _file_code(file: str, copy: int, step: int) -> str:
    """Return the reference code of a copied file: it ends with the sequence in four digits."""
    return (
        f"substr({file}.reference_code, 1, length({file}.reference_code) - 4) "
        f"|| printf('%04d', {file}.sequence + {copy * step})"
    )


def _own_values(copy: int, steps: dict[str, int]) -> dict[tuple[type[models.Model], str], str]:
    of_its_file = "(SELECT {} FROM archives_householdfile f WHERE f.id = t.file_id)"
    file_code = _file_code("f", copy, steps["file"])
    return {
        (Household, "code"): (
            f"substr(t.code, 1, 12) || printf('%04d', CAST(substr(t.code, 13) AS INTEGER) + {copy * steps['household']})"
        ),
        (Person, "identity_hash"): f"printf('x%03d', {copy}) || substr(t.identity_hash, 5)",
        (Box, "number"): f"t.number + {copy * steps['box']}",
        (HouseholdFile, "sequence"): f"t.sequence + {copy * steps['file']}",
        (HouseholdFile, "reference_code"): _file_code("t", copy, steps["file"]),
        (Item, "reference_code"): of_its_file.format(
            f"{file_code} || substr(t.reference_code, length(f.reference_code) + 1)"
        ),
    }


def multiply(times: int) -> None:
    """Make every household stand ``times`` times; figures are counted anew at the end."""
    tables = _hanging()
    figures.release()
    with connection.cursor() as cursor:
        for pragma in _FAST:
            cursor.execute(f"PRAGMA {pragma}")
        last = {model: _one(f'SELECT MAX(id) FROM "{model._meta.db_table}"') for model in tables}
        steps = _steps()
        for copy in range(1, times):
            values = _own_values(copy, steps)
            cursor.execute("BEGIN")
            for model in tables:
                cursor.execute(_copying(model, copy, last, values))
            cursor.execute("COMMIT")
        cursor.execute(f"UPDATE {NumberCounter._meta.db_table} SET last = last + {times * max(steps.values())}")
        cursor.execute(f"UPDATE {HouseholdNumber._meta.db_table} SET last = last + {(times - 1) * steps['household']}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA journal_mode=WAL")
    figures.install()


def _copying(
    model: type[models.Model],
    copy: int,
    last: dict[type[models.Model], int],
    values: dict[tuple[type[models.Model], str], str],
) -> str:
    columns = [field.column for field in model._meta.concrete_fields]
    told = ", ".join(f'"{column}"' for column in columns)
    picked = ", ".join(_value(model, field, copy, last, values) for field in model._meta.concrete_fields)
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({told}) SELECT {picked} FROM "{table}" t WHERE t.id <= {last[model]}'


def _value(
    model: type[models.Model],
    field: Any,
    copy: int,
    last: dict[type[models.Model], int],
    values: dict[tuple[type[models.Model], str], str],
) -> str:
    own = values.get((model, field.name))
    if own:
        return own
    target = model if field.primary_key else field.related_model if field.is_relation else None
    return f't."{field.column}" + {copy * last[target]}' if target in last else f't."{field.column}"'
