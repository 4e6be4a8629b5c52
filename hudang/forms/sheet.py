"""A form's definition and its values laid out on a sheet: one reckoning for the screen, the paper and the blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from hudang.forms.rules.definition import (
    COLUMNS,
    PLACEHOLDER,
    Field,
    FormDefinition,
    Opinion,
    Part,
    Section,
    Signer,
    Table,
    Text,
    Values,
    holds,
)
from hudang.forms.rules.wording import chinese_day, in_table, on_line, options_of
from hudang.forms.vocabulary import ON_PAPER, Identity, Kind
from hudang.printing.form_sheets import (
    Band,
    Block,
    Cell,
    Entry,
    FormSheet,
    Grid,
    Mark,
    Marks,
    OpinionBox,
    Option,
    Rows,
    TableColumn,
    Words,
)

# room for what is written by hand, and for print, in millimetres a line
_HAND_MM, _PRINT_MM, _TABLE_HAND_MM, _TABLE_PRINT_MM, _PHOTO_MM = 9.5, 8.5, 9.0, 7.5, 42.0
_MORE_HAND_MM, _MORE_PRINT_MM = 8.5, 6.0
_PASTED_MM, _PICTURE_MM, _SIGNATURE_MM = 40.0, 36.0, 10.0
# a sentence goes on after what was filled in, or has its own full stop
_STOPS = "。；;，,"
# how many characters of printed choices a whole line's cell takes in three lines, and each column of a narrower one
_MOST_MARKS, _MARKS_A_COLUMN = 120, 6
_BLANK_WORDS = "＿" * 8
_BLANKS = {
    Kind.DATE: "＿＿＿＿年＿＿月＿＿日",
    Kind.MONTH: "＿＿＿＿年＿＿月",
    Kind.MONEY: "＿" * 5,
    Kind.INTEGER: "＿" * 3,
    Kind.PERSON: "＿" * 6,
    Kind.LONG_TEXT: "＿" * 72,
    Kind.TEXT: "＿" * 12,
}
_CENTRED = frozenset({Kind.DATE, Kind.MONTH, Kind.TIME, Kind.CHOICE, Kind.YES_NO, Kind.INTEGER, Kind.PERSON})
_PICTURES = frozenset({Kind.PHOTO})


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on a sheet besides the values: number, office, day, the address of its QR code, names of places."""

    number: str = ""
    office: str = ""
    dated: date | None = None
    qr_url: str = ""
    places: Mapping[str, str] = field(default_factory=dict)


def sheet_of(definition: FormDefinition, values: Values | None, frame: Frame, *, masked: bool = False) -> FormSheet:
    """Return the sheet of clean values; ``None`` is the blank form. ``masked`` hides numbers of persons and accounts.

    A form whose paper never shows an identity number never does here either.
    """
    layout = _Layout(definition, values, frame, masked or definition.identity is Identity.MASKED)
    return FormSheet(
        code=definition.code,
        version=definition.version,
        title=definition.title_of(values),
        office=frame.office,
        number=frame.number,
        numbered=definition.numbering is not None,
        blocks=tuple(layout.blocks()),
        letter=definition.letter,
        landscape=definition.landscape,
        blank=values is None,
        addressee=layout.words(definition.addressee),
        closing=layout.closing(),
        note=definition.note,
        qr_url=frame.qr_url,
    )


class _Layout:
    def __init__(self, definition: FormDefinition, values: Values | None, frame: Frame, masked: bool) -> None:
        self._definition, self._frame, self._masked = definition, frame, masked
        self._blank, self._values = values is None, values or {}
        self._fields = {each.key: each for each in definition.fields()}

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all printed sections."""
        for section in self._definition.sections:
            if section.printed and (self._blank or holds(section.when, self._values)):
                yield from self._section(section)

    def closing(self) -> tuple[str, ...]:
        """The office and the day under a letter."""
        if not self._definition.letter:
            return ()
        day = chinese_day(self._frame.dated) if self._frame.dated else "　　　　年　　月　　日"
        return (self._frame.office, day)

    def words(self, template: str) -> str:
        """Return a paragraph with its fields filled in, or with blanks to write on."""
        return PLACEHOLDER.sub(lambda found: self._filled(found[1]).rstrip(_STOPS), template)

    def _filled(self, key: str) -> str:
        each = self._fields.get(key)
        if each is None or self._values.get(key) is None:
            return _BLANKS.get(each.kind, _BLANK_WORDS) if each else _BLANK_WORDS
        return on_line(each, self._values[key], self._masked, self._frame.places)

    def _section(self, section: Section) -> Iterator[Block]:
        if section.title:
            yield Band(section.title)
        for kind, parts in groupby(section.parts, key=_sort):
            yield from self._run(kind, list(parts))

    def _run(self, kind: type[Part], parts: list[Any]) -> Iterator[Block]:
        if kind is Field:
            rows = self._packed([each for each in parts if each.printed and self._asked(each)])
            if rows:
                yield Grid(rows)
        elif kind is Text:
            shown = [each for each in parts if self._blank or holds(each.when, self._values)]
            if shown:
                yield Words(tuple(self.words(each.words) for each in shown))
        elif kind is Table:
            shown = [each for each in parts if self._blank or holds(each.when, self._values)]
            yield from (self._table(each) for each in shown)
        elif kind is Opinion:
            yield from (self._opinion(each) for each in parts)
        else:
            yield from (Marks(tuple(self._mark(signer) for signer in each.signers)) for each in parts)

    def _asked(self, each: Field) -> bool:
        """Tell whether a field belongs on this sheet: one under a condition that does not hold stays away."""
        return self._blank or each.when is None or each.key in self._values or holds(each.when, self._values)

    def _packed(self, fields: list[Field]) -> tuple[tuple[Cell, ...], ...]:
        """Return the fields in rows of twelve columns; the last of a row takes what is left."""
        rows: list[list[Field]] = []
        used = COLUMNS
        for each in fields:
            if used + each.width > COLUMNS:
                rows.append([])
                used = 0
            rows[-1].append(each)
            used += each.width
        return tuple(self._row(row) for row in rows)

    def _row(self, row: list[Field]) -> tuple[Cell, ...]:
        spare = COLUMNS - sum(each.width for each in row)
        height = max(self._height(each) for each in row)
        return tuple(self._cell(each, float(each.width + (spare if each is row[-1] else 0)), height) for each in row)

    def _height(self, each: Field) -> float:
        if each.kind in _PICTURES:
            return _PHOTO_MM
        first, more = (_HAND_MM, _MORE_HAND_MM) if self._blank else (_PRINT_MM, _MORE_PRINT_MM)
        return first + more * (each.lines - 1)

    def _cell(self, each: Field, width: float, height: float) -> Cell:
        value = self._values.get(each.key)
        options = tuple(Option(name, ticked) for name, ticked in options_of(each, value)) if _fits(each) else ()
        picture = value if isinstance(value, str) and value.startswith("data:") else ""
        told = value is not None and value != ON_PAPER and not options and not picture
        text = on_line(each, value, self._masked, self._frame.places) if told else ""
        return Cell(_named(each), text, width, options, picture, height)

    def _table(self, table: Table) -> Rows:
        columns = [each for each in table.columns if each.printed]
        given = self._values.get(table.key) or []
        rows = [tuple(self._entry(each, row.get(each.key)) for each in columns) for row in given]
        empty = table.blank_rows if self._blank else (0 if rows else 1)
        rows += [tuple(Entry() for _ in columns)] * empty
        shares = tuple(
            TableColumn(
                f"{each.label}\n（{each.unit}）" if each.unit else each.label,
                float(each.width),
                "right" if each.kind is Kind.MONEY else "center" if each.kind in _CENTRED else "left",
            )
            for each in columns
        )
        hand = _PASTED_MM if any(each.kind in _PICTURES for each in columns) else _TABLE_HAND_MM
        return Rows(table.label, shares, tuple(rows), hand if self._blank else _TABLE_PRINT_MM)

    def _entry(self, each: Field, value: Any) -> Entry:
        if isinstance(value, str) and value.startswith("data:"):
            return Entry(picture=value, height=_PICTURE_MM if each.kind in _PICTURES else _SIGNATURE_MM)
        if value is None or value == ON_PAPER:
            return Entry()
        return Entry(in_table(each, value, self._masked, self._frame.places))

    def _opinion(self, part: Opinion) -> OpinionBox:
        verdict = Field(part.key, part.label, Kind.CHOICE, choices=part.choices)
        told = self._values.get(f"{part.key}_verdict")
        signers = (Signer(f"{part.key}_by_{number}", name) for number, name in enumerate(part.signers, 1))
        dated = self._values.get(f"{part.key}_on")
        return OpinionBox(
            part.label,
            str(self._values.get(part.key) or ""),
            tuple(Option(name, ticked) for name, ticked in options_of(verdict, told)),
            tuple(self._mark(signer) for signer in signers),
            chinese_day(dated) if dated else "",
            part.seal,
            (7.5 if self._blank else 6.0) * part.lines + 14.0,
        )

    def _mark(self, signer: Signer) -> Mark:
        value = self._values.get(signer.key) or ""
        dated = self._values.get(f"{signer.key}_on")
        drawn = value.startswith("data:")
        name = "" if drawn or value == ON_PAPER else value
        return Mark(signer.label, name, value if drawn else "", chinese_day(dated) if dated else "", signer.seal)


def _named(each: Field) -> str:
    """Return the name of a cell, the unit on a line of its own where both do not fit on one."""
    if not each.unit:
        return each.label
    long = len(each.label) + len(each.unit) > (3 if each.width < 4 else 5)
    return f"{each.label}{chr(10) if long else ''}（{each.unit}）"


def _fits(each: Field) -> bool:
    """Tell whether the choices of a field fit into its cell to be ticked; otherwise the chosen one is named."""
    marks = sum(len(name) + 2 for name in each.choices.values())
    return marks <= (_MOST_MARKS if each.width == COLUMNS else each.width * _MARKS_A_COLUMN)


def _sort(part: Part) -> type[Part]:
    return type(part)
