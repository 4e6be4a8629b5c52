"""A form of the procedure on a page: its fields by its definition, what was typed and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from hudang.forms.rules.definition import (
    Field,
    FormDefinition,
    Opinion,
    Section,
    Table,
    Text,
    Values,
    When,
)
from hudang.forms.rules.pictures import photograph_names, picture_address
from hudang.forms.rules.posted import values_of
from hudang.forms.rules.reading import Read, fields_of, read_form
from hudang.forms.vocabulary import NO, ON_PAPER, YES, YES_NO, Kind
from hudang.kernel import clock

# so many choices are laid open; more are folded into a list
_MOST_OPEN = 8
# empty rows that a page offers without script
_SPARE_ROWS = 2
_INPUT_TYPES = {
    Kind.DATE: "date",
    Kind.MONTH: "month",
    Kind.TIME: "time",
    Kind.MOMENT: "datetime-local",
    Kind.TELEPHONE: "tel",
}
_INPUT_MODES = {Kind.MONEY: "decimal", Kind.QUANTITY: "decimal", Kind.INTEGER: "numeric", Kind.ACCOUNT: "numeric"}


@dataclass(frozen=True, slots=True)
class EntryOption:
    """One choice."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field as the page draws it; ``control`` says how."""

    name: str
    label: str
    control: str
    value: str
    options: tuple[EntryOption, ...]
    required: bool
    help: str
    error: str
    unit: str
    width: int
    lines: int
    longest: int
    input_type: str
    input_mode: str
    when: str

    @property
    def described_by(self) -> str:
        """The ids of help and error."""
        ids = [f"{self.name}-error"] if self.error else []
        return " ".join([*ids, f"{self.name}-help"] if self.help else ids)

    @property
    def on_paper(self) -> bool:
        """Whether the signature stands on the paper only."""
        return self.value == ON_PAPER

    @property
    def drawn(self) -> str:
        """The picture that is there already."""
        return self.value if self.value.startswith("data:image/") else ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of a table."""

    number: str
    fields: tuple[EntryField, ...]


@dataclass(frozen=True, slots=True)
class EntryTable:
    """A table: its rows, and an empty one to add others by."""

    key: str
    label: str
    help: str
    error: str
    rows: tuple[EntryRow, ...]
    pattern: EntryRow
    when: str


@dataclass(frozen=True, slots=True)
class EntryPart:
    """What stands in a section: a field, a table or words."""

    field: EntryField | None = None
    table: EntryTable | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class EntrySection:
    """A headed group."""

    title: str
    parts: tuple[EntryPart, ...]
    when: str


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A form for ``components/form_entry.html``; ``faults`` are (id, label, sentence) for the summary above it."""

    sections: tuple[EntrySection, ...]
    faults: tuple[tuple[str, str, str], ...]


def read_posted(request: HttpRequest, definition: FormDefinition, *, complete: bool = True) -> tuple[Values, Read]:
    """Return what was sent of a form, and what it reads as; photographs are taken from the files."""
    begins = photograph_names(definition)
    files = {name: request.FILES.get(name) for name in request.FILES if begins and name.startswith(begins)}
    pictures = {name: picture_address(file.file) for name, file in files.items() if file and file.file}
    values = values_of(definition, request.POST, pictures)
    return values, read_form(definition, values, clock.today(), complete=complete)


def entry_of(
    definition: FormDefinition,
    values: Values | None = None,
    faults: Mapping[str, str] | None = None,
    *,
    skip: Container[str] = (),
) -> FormEntry:
    """Return a form to be entered; ``skip`` leaves out fields and tables that the page knows."""
    page = _Page(values or {}, faults or {}, skip)
    sections = tuple(page.section(each) for each in definition.sections)
    return FormEntry(tuple(each for each in sections if each.parts), page.summary())


class _Page:
    def __init__(self, values: Values, faults: Mapping[str, str], skip: Container[str]) -> None:
        self._values, self._faults, self._skip = values, faults, skip
        self._labels: dict[str, str] = {}

    def summary(self) -> tuple[tuple[str, str, str], ...]:
        """What is wrong, in the order of the page."""
        order = {name: number for number, name in enumerate(self._labels)}
        names = sorted(self._faults, key=lambda name: order.get(name, len(order)))
        return tuple((name, self._labels.get(name, ""), self._faults[name]) for name in names)

    def section(self, section: Section) -> EntrySection:
        """Return a section with its parts."""
        parts = tuple(part for each in section.parts for part in self._parts(each))
        return EntrySection(section.title, parts, _condition(section.when))

    def _parts(self, part: Any) -> Iterable[EntryPart]:
        if isinstance(part, Text):
            if not part.keys:
                yield EntryPart(words=part.words)
        elif isinstance(part, Opinion) and part.key in self._skip:
            return
        elif isinstance(part, Table):
            if part.key not in self._skip:
                yield EntryPart(table=self._table(part))
        else:
            for each in fields_of(part):
                if each.key not in self._skip:
                    yield EntryPart(field=self._field(each, each.key, self._values.get(each.key)))

    def _table(self, table: Table) -> EntryTable:
        self._labels[table.key] = table.label
        given: list[Values] = list(self._values.get(table.key) or [])
        spare = min(max(table.least - len(given), _SPARE_ROWS), table.most)
        rows = [self._row(table, str(number), row) for number, row in enumerate([*given, *([{}] * spare)])]
        pattern = self._row(table, "ROW", {})
        error = self._faults.get(table.key, "")
        return EntryTable(table.key, table.label, table.help, error, tuple(rows), pattern, _condition(table.when))

    def _row(self, table: Table, number: str, row: Values) -> EntryRow:
        fields = (self._field(each, f"{table.key}_{number}_{each.key}", row.get(each.key)) for each in table.columns)
        return EntryRow(number, tuple(fields))

    def _field(self, each: Field, name: str, value: Any) -> EntryField:
        self._labels[name] = each.label
        return EntryField(
            name=name,
            label=each.label,
            control=_control(each),
            value=_typed(each, value),
            options=tuple(_options(each, value)),
            required=each.required and each.when is None,
            help=each.help,
            error=self._faults.get(name, ""),
            unit=each.unit,
            width=each.width,
            lines=max(2, each.lines),
            longest=each.longest or (2000 if each.kind is Kind.LONG_TEXT else 200),
            input_type=_INPUT_TYPES.get(each.kind, "text"),
            input_mode=_INPUT_MODES.get(each.kind, ""),
            when=_condition(each.when),
        )


def _control(each: Field) -> str:
    if each.kind is Kind.CHOICE:
        return "radios" if len(each.choices) <= _MOST_OPEN else "select"
    names = {
        Kind.YES_NO: "radios",
        Kind.CHOICES: "checks",
        Kind.LONG_TEXT: "area",
        Kind.SIGNATURE: "signature",
        Kind.PHOTO: "photo",
    }
    return names.get(each.kind, "input")


def _options(each: Field, value: Any) -> Iterable[EntryOption]:
    if each.kind is Kind.YES_NO:
        said = {True: YES, False: NO}.get(value, value) if isinstance(value, bool) else value
        return (EntryOption(code, label, said == code) for code, label in YES_NO.items())
    chosen = set(value) if isinstance(value, list | tuple) else {str(value)}
    return (EntryOption(code, label, code in chosen) for code, label in each.choices.items())


def _typed(each: Field, value: Any) -> str:
    """Return a value as a browser's control takes it."""
    if value is None or isinstance(value, list | tuple | bool):
        return ""
    if each.kind is Kind.MOMENT:
        return f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else str(value).replace(" ", "T")
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def _condition(when: When | None) -> str:
    """Return a condition as the script reads it: key, then the values that make it hold."""
    if when is None:
        return ""
    key, wanted = when
    return " ".join([key, *((wanted,) if isinstance(wanted, str) else wanted)])
