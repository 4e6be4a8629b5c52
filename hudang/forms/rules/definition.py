"""What a form is made of: fields, tables, running text, opinions and signatures in sections.

One definition serves the page on which a form is entered, the sheet that is shown, the PDF, and the blank that is
filled by hand. Definitions are data: ``hudang/forms/definitions`` holds them, family by family.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hudang.forms.vocabulary import Identity, Issuer, Kind, Stage

# the paper is divided into twelve columns; a field takes some of them, its name included
COLUMNS = 12
PLACEHOLDER = re.compile(r"\{([a-z_0-9]+)\}")
Values = Mapping[str, Any]
# a condition on another field: its key, and the values of which one must be there; ("children", "*") is any value
When = tuple[str, str | tuple[str, ...]]
# what must agree between fields: yields the field at which it is said, and the sentence
Check = Callable[[Values], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to be filled in.

    ``required`` with ``when`` is required only then; without it the field may always stay blank. ``planned`` dates
    may lie ahead. ``lines`` is the room for handwriting. ``sensitive`` values are masked on the screen.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    help: str = ""
    width: int = 6
    sensitive: bool = False
    when: When | None = None
    planned: bool = False
    longest: int = 0
    least: int | None = None
    most: int | None = None
    lines: int = 1
    # choices are printed to be ticked; off where only the chosen one is named
    boxes: bool = True
    # asked for and checked, but not printed on the sheet
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the same fields. ``least`` rows must be filled; ``blank_rows`` are ruled for handwriting."""

    key: str
    label: str
    columns: tuple[Field, ...]
    least: int = 0
    most: int = 60
    blank_rows: int = 4
    help: str = ""
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in the law's wording; ``{key}`` stands for the field's value. With ``when`` only then."""

    words: str
    when: When | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that it names."""
        return tuple(PLACEHOLDER.findall(self.words))


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs; ``seal`` leaves room for a seal. Gives the fields ``key`` and ``key_on`` (the day)."""

    key: str
    label: str
    required: bool = False
    seal: bool = False
    when: When | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The signature and its day."""
        name = Field(self.key, f"{self.label}签字", Kind.SIGNATURE, self.required, when=self.when)
        return (name, Field(f"{self.key}_on", f"{self.label}签字日期", Kind.DATE))


@dataclass(frozen=True, slots=True)
class Signatures:
    """Those who sign, side by side."""

    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """意见栏: what an office says, its verdict, who signs, the seal and the day."""

    key: str
    label: str
    signers: tuple[str, ...] = ("经办人", "负责人")
    choices: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    seal: bool = True
    lines: int = 4

    @property
    def fields(self) -> tuple[Field, ...]:
        """Verdict (if any), words, who signed, day."""
        verdict = (Field(f"{self.key}_verdict", f"{self.label}结论", Kind.CHOICE, self.required, self.choices),)
        names = (
            Field(f"{self.key}_by_{number}", f"{name}签字", Kind.SIGNATURE)
            for number, name in enumerate(self.signers, 1)
        )
        return (
            *(verdict if self.choices else ()),
            Field(self.key, self.label, Kind.LONG_TEXT, self.required, lines=self.lines, width=12),
            *names,
            Field(f"{self.key}_on", f"{self.label}日期", Kind.DATE),
        )


Part = Field | Table | Text | Signatures | Opinion


@dataclass(frozen=True, slots=True)
class Section:
    """A headed group of parts. ``printed`` off: asked for here, printed by the running text of another section."""

    title: str
    parts: tuple[Part, ...]
    printed: bool = True
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """文书编号: ``word`` as 低受字; the division that issues counts by the year.

    ``pattern`` knows {place}, {word}, {year}, {month} and {number}, the last with a width as in ``{number:03d}``.
    """

    word: str
    issuer: Issuer = Issuer.TOWNSHIP
    pattern: str = "{place}{word}〔{year}〕{number}号"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """One form. ``letter`` is set as an official letter (告知书) instead of a ruled table.

    ``institutional_series`` names the volume of the office that takes the paper, for forms that go into no pouch.
    """

    code: str
    title: str
    stage: Stage
    sections: tuple[Section, ...]
    version: str = "1"
    material: str = ""
    numbering: Numbering | None = None
    issuer: Issuer = Issuer.TOWNSHIP
    landscape: bool = False
    letter: bool = False
    # letters: whom it is written to, with placeholders
    addressee: str = ""
    institutional_series: str = ""
    identity: Identity = Identity.FULL
    checks: tuple[Check, ...] = ()
    # a field by whose value the paper is called otherwise than the blank form (F28: 停发告知书)
    titles: tuple[str, Mapping[str, str]] | None = None
    note: str = ""
    # protects who said something (邻里访问、异议、举报): only posts that may see what is sensitive open its papers
    confidential: bool = False
    # a clerk may fill it in for a household on his own, outside the acts of a case
    by_clerk: bool = False
    # other materials that the same form is filed as, by what it says (F24: M51 or M52)
    materials: tuple[str, ...] = ()

    def title_of(self, values: Values | None) -> str:
        """Return what a paper with these values is called."""
        if self.titles is None or values is None:
            return self.title
        key, titles = self.titles
        return titles.get(str(values.get(key)), self.title)

    @property
    def sealed(self) -> bool:
        """Whether an office puts its seal on the paper."""
        return any(
            (isinstance(part, Opinion) and part.seal)
            or (isinstance(part, Signatures) and any(signer.seal for signer in part.signers))
            for part in self.parts()
        )

    def parts(self) -> Iterator[Part]:
        """Yield all parts in order."""
        for section in self.sections:
            yield from section.parts

    def fields(self) -> Iterator[Field]:
        """Yield every single field outside tables, those of signatures and opinions included."""
        for part in self.parts():
            if isinstance(part, Field):
                yield part
            elif isinstance(part, Opinion):
                yield from part.fields
            elif isinstance(part, Signatures):
                for signer in part.signers:
                    yield from signer.fields

    def tables(self) -> Iterator[Table]:
        """Yield the tables."""
        return (part for part in self.parts() if isinstance(part, Table))

    def field(self, key: str) -> Field | None:
        """Return the field with this key outside tables."""
        return next((each for each in self.fields() if each.key == key), None)


def holds(when: When | None, values: Values) -> bool:
    """Tell whether a condition holds for values, read or as typed; no condition always does."""
    if when is None:
        return True
    key, wanted = when
    value = values.get(key)
    if wanted == "*":
        return value not in (None, "", [], (), False, "no")
    said = {"yes" if value is True else "no" if value is False else str(value)}
    if isinstance(value, list | tuple):
        said = {str(each) for each in value}
    return bool(said & ({wanted} if isinstance(wanted, str) else set(wanted)))
