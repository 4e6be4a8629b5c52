"""What of a form goes onto a telephone: numbers of persons and accounts only masked, and put back when it is sent.

A telephone can be lost; a visit needs to know whose row it is, not the number. Photographs stay with the server too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hudang.forms.rules.definition import Field, FormDefinition
from hudang.forms.vocabulary import Kind
from hudang.households.rules.masking import mask_certificate
from hudang.kernel.identity import mask_account, mask_identity

_MASKS = {Kind.IDENTITY: mask_identity, Kind.CERTIFICATE: mask_certificate, Kind.ACCOUNT: mask_account}


def for_phone(definition: FormDefinition, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a form as a telephone may hold them."""
    shown = dict(content)
    for each in definition.fields():
        if each.kind is Kind.PHOTO:
            shown.pop(each.key, None)
    for holder, each in _secrets(definition, shown):
        holder[each.key] = _MASKS[each.kind](str(holder[each.key]))
    return shown


def from_phone(definition: FormDefinition, content: Mapping[str, Any], *known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a telephone sent with the masked numbers put back from values that the server knows."""
    numbers: dict[tuple[Kind, str, str], str] = {}
    for values in known:
        for holder, each in _secrets(definition, dict(values)):
            number = str(holder[each.key])
            if "*" not in number:
                masked = _MASKS[each.kind](number)
                numbers.setdefault((each.kind, str(holder.get("name", "")), masked), number)
                numbers.setdefault((each.kind, "", masked), number)
    read = dict(content)
    for holder, each in _secrets(definition, read):
        masked = str(holder[each.key])
        if "*" in masked:
            named = numbers.get((each.kind, str(holder.get("name", "")), masked))
            holder[each.key] = named or numbers.get((each.kind, "", masked), masked)
    return read


def _secrets(definition: FormDefinition, values: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Field]]:
    """Yield each filled-in number of a person or account with what holds it; rows are copied before."""
    for each in definition.fields():
        if each.kind in _MASKS and values.get(each.key):
            yield values, each
    for table in definition.tables():
        secret = [each for each in table.columns if each.kind in _MASKS]
        rows = values.get(table.key)
        if not secret or not isinstance(rows, list):
            continue
        values[table.key] = copied = [dict(row) for row in rows if isinstance(row, Mapping)]
        yield from ((row, each) for row in copied for each in secret if row.get(each.key))
