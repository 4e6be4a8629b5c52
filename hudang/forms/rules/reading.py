"""Reading a filled form: what was typed, or what another area hands over, into clean values and faults.

A blank and a 0 are two things (forms.md 控件规则): a blank is no value, a 0 is the number nought. Faults are keyed by
field, ``members_0_name`` in the first row of a table, and say in Chinese what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hudang.forms.rules.definition import (
    Field,
    FormDefinition,
    Opinion,
    Section,
    Signatures,
    Table,
    Text,
    Values,
    holds,
)
from hudang.forms.rules.kinds import Fault, is_blank, read_value
from hudang.forms.vocabulary import Kind
from hudang.households.rules.documents import document_of


@dataclass(frozen=True)
class Read:
    """Clean values (blank fields are absent; tables are lists of such mappings), and what is wrong."""

    clean: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def read_form(definition: FormDefinition, values: Values, today: date, *, complete: bool = True) -> Read:
    """Read the values of a form, as typed or as they were stored.

    ``values`` holds texts, numbers or dates by key; a table is a list of mappings. ``complete`` off is for drafts:
    what is missing is no fault then, what is wrong still is.
    """
    read = Read()
    for section in definition.sections:
        if holds(section.when, values):
            _read_section(section, values, today, read, complete)
    if not read.faults:
        for check in definition.checks:
            for key, words in check(read.clean):
                read.faults.setdefault(key, words)
    return read


def _read_section(section: Section, values: Values, today: date, read: Read, complete: bool) -> None:
    for part in section.parts:
        if isinstance(part, Table):
            if holds(part.when, values):
                _read_table(part, values.get(part.key), today, read, complete)
        elif not isinstance(part, Text):
            _read_fields(fields_of(part), values, today, read.clean, read.faults, "", complete)


def fields_of(part: Field | Signatures | Opinion) -> Iterable[Field]:
    """Return the fields of a part that is no table."""
    if isinstance(part, Field):
        return (part,)
    if isinstance(part, Opinion):
        return part.fields
    return (each for signer in part.signers for each in signer.fields)


def _read_fields(
    fields: Iterable[Field],
    values: Values,
    today: date,
    clean: dict[str, Any],
    faults: dict[str, str],
    prefix: str,
    complete: bool,
) -> None:
    for each in fields:
        raw = values.get(each.key)
        if is_blank(raw):
            if complete and each.required and holds(each.when, values):
                faults[prefix + each.key] = _missing(each)
            continue
        if each.kind is Kind.IDENTITY and values.get("identity_kind"):
            # the form asks of what kind the document is, and its number is judged by that
            raw = document_of({**values, "identity": raw}, today) or raw
        value = read_value(each, raw, today)
        if isinstance(value, Fault):
            faults[prefix + each.key] = value.words
        else:
            clean[each.key] = value


def _missing(each: Field) -> str:
    if each.kind is Kind.YES_NO:
        return f"“{each.label}”请选是或否。"
    return f"请{'选择' if each.choices else '填写'}{each.label}。"


def _read_table(table: Table, raw: Any, today: date, read: Read, complete: bool) -> None:
    given: list[Mapping[str, Any]] = list(raw or [])
    rows = [row for row in given if any(not is_blank(row.get(column.key)) for column in table.columns)]
    if len(rows) > table.most:
        read.faults[table.key] = f"{table.label}最多填 {table.most} 行，现在有 {len(rows)} 行。"
        return
    if complete and len(rows) < table.least:
        read.faults[table.key] = f"{table.label}至少填 {table.least} 行，现在有 {len(rows)} 行。"
    read.clean[table.key] = []
    for number, row in enumerate(rows):
        clean: dict[str, Any] = {}
        _read_fields(table.columns, row, today, clean, read.faults, f"{table.key}_{number}_", complete)
        read.clean[table.key].append(clean)


def as_kept(definition: FormDefinition, values: Values, today: date) -> dict[str, Any]:
    """Return the values of a paper that was made: what a later rule would refuse stands as it was written."""
    clean = read_form(definition, values, today, complete=False).clean
    for table in definition.tables():
        rows = values.get(table.key) or []
        clean[table.key] = [{**row, **read} for row, read in zip(rows, clean.get(table.key) or rows, strict=True)]
    return {**values, **clean}
