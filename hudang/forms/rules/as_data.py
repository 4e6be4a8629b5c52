"""A form's definition as plain data, for a page that draws and checks it without the server (走访 without network)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hudang.forms.rules.definition import Field, FormDefinition, Part, Section, Signatures, Table, Text, When


def as_data(definition: FormDefinition, without: Collection[str] = (), later: Collection[str] = ()) -> dict[str, Any]:
    """Return code, title, version and sections of a form.

    ``without`` names fields and opinions that are given elsewhere, ``later`` fields that need not be filled in yet.
    """
    return {
        "code": definition.code,
        "title": definition.title,
        "version": definition.version,
        "note": definition.note,
        "sections": [_section(each, without, later) for each in definition.sections],
    }


def _section(section: Section, without: Collection[str], later: Collection[str]) -> dict[str, Any]:
    parts = [each for each in section.parts if getattr(each, "key", "") not in without]
    return {"title": section.title, "when": _when(section.when), "parts": [_part(each, later) for each in parts]}


def _part(part: Part, later: Collection[str]) -> dict[str, Any]:
    if isinstance(part, Field):
        made = {"part": "field", **_field(part)}
        return made | ({"required": False, "is_later": True} if part.key in later else {})
    if isinstance(part, Table):
        return {
            "part": "table",
            "key": part.key,
            "label": part.label,
            "columns": [_field(each) for each in part.columns],
            "least": part.least,
            "most": part.most,
            "help": part.help,
            "when": _when(part.when),
        }
    if isinstance(part, Text):
        return {"part": "text", "words": part.words, "when": _when(part.when)}
    if isinstance(part, Signatures):
        return {"part": "fields", "label": "签字", "fields": [_field(f) for s in part.signers for f in s.fields]}
    return {"part": "fields", "label": part.label, "fields": [_field(each) for each in part.fields]}


def _field(each: Field) -> dict[str, Any]:
    return {
        "key": each.key,
        "label": each.label.replace("\n", ""),
        "kind": each.kind.value,
        "required": each.required,
        "choices": [[code, name] for code, name in each.choices.items()],
        "unit": each.unit,
        "help": each.help,
        "sensitive": each.sensitive,
        "when": _when(each.when),
        "planned": each.planned,
        "longest": each.longest,
        "least": each.least,
        "most": each.most,
        "lines": each.lines,
    }


def _when(when: When | None) -> list[Any] | None:
    if when is None:
        return None
    key, wanted = when
    return [key, [wanted] if isinstance(wanted, str) else list(wanted)]
