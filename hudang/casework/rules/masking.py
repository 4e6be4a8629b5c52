"""Numbers of persons on an entry page: shown masked, and put back where the mask was left as it was.

Whoever fills in a survey needs no full number of those whom the declaration knows; a number typed in full stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hudang.forms.rules.definition import Field, FormDefinition
from hudang.forms.vocabulary import Kind
from hudang.kernel.identity import mask_identity

_HIDDEN = frozenset({Kind.IDENTITY, Kind.CERTIFICATE})
MARK = "*"
Change = Callable[[str, Mapping[str, Any]], str]


def masked(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with every number of a person masked."""
    return _changed(definition, values, lambda number, _: mask_identity(number) if MARK not in number else number)


def unmasked(definition: FormDefinition, values: Mapping[str, Any], known: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the values with masks put back; ``known`` are names and full numbers. A mask nobody knows stays."""
    people = [(name, number.upper()) for name, number in known if number]

    def full(number: str, row: Mapping[str, Any]) -> str:
        fitting = [(name, each) for name, each in people if MARK in number and mask_identity(each) == number]
        own = [each for name, each in fitting if name in row.values()]
        return next(iter([*own, *(each for _, each in fitting)]), number)

    return _changed(definition, values, full)


def _changed(definition: FormDefinition, values: Mapping[str, Any], change: Change) -> dict[str, Any]:
    found = _row(definition.fields(), values, change)
    for table in definition.tables():
        rows = values.get(table.key)
        if rows:
            found[table.key] = [_row(table.columns, row, change) for row in rows]
    return found


def _row(fields: Iterable[Field], values: Mapping[str, Any], change: Change) -> dict[str, Any]:
    kept = dict(values)
    for each in fields:
        if each.kind in _HIDDEN and kept.get(each.key):
            kept[each.key] = change(str(kept[each.key]), values)
    return kept
