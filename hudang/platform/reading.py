"""Reading very many rows while writing goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
_CHUNK = 500


def in_chunks(rows: QuerySet[Row], size: int = _CHUNK) -> Iterator[Row]:
    """Yield the rows in their order, ``size`` of them in memory at a time; one that is gone meanwhile is left out.

    ``QuerySet.iterator`` leaves a statement open. As long as it is, SQLite shows this connection the past and lets it
    write nothing once another has written ("database is locked", without waiting): work that notes its progress
    would fail as soon as somebody else saves.
    """
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), size):
        part = keys[start : start + size]
        found = {row.pk: row for row in rows.filter(pk__in=part)}
        yield from (found[key] for key in part if key in found)
