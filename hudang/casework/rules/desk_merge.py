"""Two people fill in one step: what only one of them changed is taken from him, what both changed is asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hudang.casework.rules.desk_parts import Part
from hudang.casework.rules.desk_steps import SHAPES, DeskStep, Rows
from hudang.households.rules.fields import Field, Kind, shown_value
from hudang.households.rules.masking import masked

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Conflict:
    """A field that both changed: its path, its label, and what each wrote, in words."""

    path: str
    label: str
    mine: str
    theirs: str


@dataclass
class Merged:
    """A merged part, what is in conflict, and whether the other changed anything here."""

    part: Part
    conflicts: list[Conflict] = field(default_factory=list)
    taken: bool = False


class _Merge:
    """One merge of a step."""

    def __init__(self, step: DeskStep, choices: Mapping[str, str]) -> None:
        self._shape = SHAPES[step]
        self._choices = choices
        self.conflicts: list[Conflict] = []
        self.taken = False

    def step(self, base: Part, mine: Part, theirs: Part) -> Part:
        fields = {each.name: each for each in self._shape.fields}
        merged = self._values("", "", fields, base, mine, theirs)
        for rows in self._shape.rows:
            merged[rows.name] = self._rows(rows, rows.name, base, mine, theirs)
        return merged

    def _values(self, path: str, whose: str, fields: Mapping[str, Field], base: Part, mine: Part, theirs: Part) -> Part:
        names = [name for name in {**mine, **theirs, **base} if name != "key" and name not in _ROW_NAMES]
        merged = {}
        for name in names:
            label = fields[name].label if name in fields else name
            values = (base.get(name, ""), mine.get(name, ""), theirs.get(name, ""))
            merged[name] = self._value(path + name, whose + label, fields.get(name), *values)
        return merged

    def _value(self, path: str, label: str, known: Field | None, base: Any, mine: Any, theirs: Any) -> Any:
        if theirs == base or mine == theirs:
            return mine
        self.taken = True
        if mine == base:
            return theirs
        chosen = self._choices.get(path)
        if chosen in (MINE, THEIRS):
            return mine if chosen == MINE else theirs
        self.conflicts.append(Conflict(path, label, _words(known, mine), _words(known, theirs)))
        return theirs

    def _rows(self, rows: Rows, path: str, base: Part, mine: Part, theirs: Part) -> list[Part]:
        was, wrote, stands = (_by_key(part.get(rows.name, [])) for part in (base, mine, theirs))
        merged = []
        for key in [*wrote, *(key for key in stands if key not in wrote)]:
            row = self._row(rows, f"{path}[{key}].", was.get(key), wrote.get(key), stands.get(key))
            if row is not None:
                merged.append(row | {"key": key})
        return merged

    def _row(self, rows: Rows, path: str, was: Part | None, wrote: Part | None, stands: Part | None) -> Part | None:
        if wrote is None:
            self.taken |= was is None
            return None if was is not None else stands
        if stands is None:
            self.taken |= was is not None
            return None if was == wrote else wrote
        fields = {each.name: each for each in rows.fields}
        name = str(wrote.get("name") or stands.get("name") or rows.label)
        merged = self._values(path, f"{name}　", fields, was or {}, wrote, stands)
        for inner in rows.inner:
            merged[inner.name] = self._rows(inner, path + inner.name, was or {}, wrote, stands)
        return merged


_ROW_NAMES = frozenset(rows.name for shape in SHAPES.values() for each in shape.rows for rows in (each, *each.inner))


def _by_key(rows: Sequence[Part]) -> dict[str, Part]:
    return {str(row["key"]): row for row in rows}


def _words(known: Field | None, value: Any) -> str:
    if known is None or known.kind is Kind.AMOUNT:
        return str(value) or "（空）"
    if known.secret:
        return masked(known.name.removeprefix("agent_"), str(value)) or "（空）"
    return shown_value(known, value) or "（空）"


def merge(step: DeskStep, base: Part, mine: Part, theirs: Part, choices: Mapping[str, str] | None = None) -> Merged:
    """Merge what a page sent (``mine``) into what stands (``theirs``); ``base`` is what the page was opened with."""
    work = _Merge(step, choices or {})
    part = work.step(base, mine, theirs)
    return Merged(part, work.conflicts, work.taken)
