"""What a browser sends of a form into the nested values that ``read_form`` reads, and values into text for storing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Protocol

from hudang.forms.rules.definition import Field, FormDefinition, Table
from hudang.forms.rules.kinds import is_blank
from hudang.forms.vocabulary import Kind


class Posted(Protocol):
    """What was sent: Django's QueryDict is one."""

    def get(self, key: str, default: Any = None, /) -> Any: ...
    def getlist(self, key: str, /) -> list[Any]: ...
    def keys(self) -> Iterable[str]: ...


def values_of(definition: FormDefinition, posted: Posted, pictures: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the values by key; a table's rows in the order of the page, rows without any entry left out.

    ``pictures`` are uploaded photographs by the name of their field, as data addresses.
    """
    sent = pictures or {}
    values = {each.key: _value(each, each.key, posted, sent) for each in definition.fields()}
    for table in definition.tables():
        values[table.key] = [row for row in _rows(table, posted, sent) if any(not is_blank(v) for v in row.values())]
    return values


def _value(each: Field, name: str, posted: Posted, pictures: Mapping[str, str]) -> Any:
    if each.kind is Kind.CHOICES:
        return posted.getlist(name)
    return pictures.get(name) or posted.get(name, "")


def _rows(table: Table, posted: Posted, pictures: Mapping[str, str]) -> list[dict[str, Any]]:
    shape = re.compile(rf"{re.escape(table.key)}_(\d{{1,4}})_")
    names = [*posted.keys(), *pictures]
    numbers = sorted({int(found[1]) for name in names if (found := shape.match(name))})
    return [
        {column.key: _value(column, f"{table.key}_{number}_{column.key}", posted, pictures) for column in table.columns}
        for number in numbers
    ]


def stored(clean: Mapping[str, Any]) -> str:
    """Return clean values as text for the store: reading them again gives the same values."""
    return json.dumps(clean, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    raise TypeError(f"a form holds no {type(value).__name__}")
