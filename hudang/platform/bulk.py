"""Writing thousands of rows: one prepared statement on SQLite, which takes a third of ``bulk_create``'s time.

``bulk_create`` lays out a statement of thousands of places for every few rows and asks each field about each value.
Here a column is converted as a whole. Other databases get Django's own way. Fields that set themselves when saved
(``auto_now``) are not known here; none of the tables has one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from hudang.platform.ciphers import EncryptedField, encrypt

M = TypeVar("M", bound=models.Model)
_BATCH = 500
# as they lie in Python, so they lie in SQLite
_PLAIN = {str, int, bool, type(None)}
_PLAIN_FIELDS = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
_GENERATED = (models.AutoField, models.BigAutoField)
Column = list[Any]


def insert(model: type[M], objects: Sequence[M]) -> Sequence[M]:
    """Insert new objects and give them their primary keys; called inside a transaction."""
    if connection.vendor != "sqlite":
        return model._default_manager.bulk_create(objects, batch_size=_BATCH)
    if not objects:
        return objects
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        if isinstance(model._meta.pk, _GENERATED):
            _number(cursor, model, objects)
        columns = [_column(field, objects) for field in fields]
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})',
            list(zip(*columns, strict=True)),
        )
    for each in objects:
        each._state.adding, each._state.db = False, connection.alias
    return objects


def update(model: type[M], objects: Sequence[M], names: Iterable[str]) -> None:
    """Write these fields of objects that are stored; called inside a transaction."""
    if connection.vendor != "sqlite":
        model._default_manager.bulk_update(objects, list(names), batch_size=_BATCH)
        return
    fields = [model._meta.get_field(name) for name in names]
    settings = ", ".join(f'"{field.column}" = %s' for field in fields)
    key = model._meta.pk
    columns = [_column(field, objects) for field in (*fields, key)]
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE "{model._meta.db_table}" SET {settings} WHERE "{key.column}" = %s',
            list(zip(*columns, strict=True)),
        )


def _number(cursor: CursorWrapper, model: type[M], objects: Sequence[M]) -> None:
    """Hand out the next primary keys; the transaction holds SQLite's only write lock, so nobody else does."""
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    row = cursor.fetchone()
    for number, each in enumerate(objects, start=(row[0] if row else 0) + 1):
        each.pk = number


def _column(field: models.Field[Any, Any], objects: Sequence[models.Model]) -> Column:
    name = field.attname
    values = [each.__dict__[name] for each in objects]
    if isinstance(field, EncryptedField):
        return [encrypt(value) if value else "" for value in values]
    if isinstance(field, models.JSONField):
        return _json(field, values)
    if isinstance(field, _stored_plainly(field)) and {value.__class__ for value in values} <= _PLAIN:
        return values
    return _converted(field, values)


def _stored_plainly(field: models.Field[Any, Any]) -> tuple[type, ...]:
    return (*_PLAIN_FIELDS, models.ForeignKey)


def _json(field: models.JSONField[Any, Any], values: Column) -> Column:
    if field.encoder is not None:
        return [field.get_db_prep_save(value, connection) for value in values]
    return [None if value is None else json.dumps(value) for value in values]


def _converted(field: models.Field[Any, Any], values: Column) -> Column:
    """Let the field convert each different value once: days, amounts and moments come again and again."""
    convert: Callable[[Any], Any] = lambda value: field.get_db_prep_save(value, connection)  # noqa: E731
    known: dict[Any, Any] = {}
    for value in values:
        if value not in known:
            known[value] = convert(value)
    return [known[value] for value in values]
