"""The typesetter: sheets in, one PDF/A-2b out. The only module that knows Typst's compiler."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import typst

from hudang.kernel.clock import CHINA
from hudang.printing.coverage import Coverage
from hudang.printing.designs import USUAL_DESIGNS, Designs
from hudang.printing.errors import MissingGlyph
from hudang.printing.fonts import FontSet
from hudang.printing.sheets import Sheet, Stock
from hudang.printing.vocabulary import PaperKind

_TEMPLATES = Path(__file__).parent / "templates"
_NOT_DISPLAYED = re.compile(r'the text `"(.+?)"` could not be displayed')
# control characters, as JSON writes them
_CONTROL = re.compile(r"(?<!\\)\\u(00[01][0-9a-f])")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Typst keeps what it laid out until ten further runs have not used it, up to a gigabyte with long lists.
_RUNS_KEPT = 10


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF says of itself: title, author and day. The day is the only trace of time in its bytes."""

    title: str
    author: str
    made_on: date

    @property
    def timestamp(self) -> int:
        """Midnight of the day in China, in seconds since 1970."""
        return int(datetime.combine(self.made_on, time(), CHINA).timestamp())


@dataclass(frozen=True, slots=True)
class Prepared:
    """Sheets as the templates read them; ``undrawn`` names each character without a glyph and a text it is in."""

    sheets: str
    undrawn: dict[str, str]


def prepare(sheets: Sequence[Sheet], coverage: Coverage) -> Prepared:
    """Return the sheets as the templates read them, QR codes drawn, characters without a glyph as their code."""
    data = [sheet.data() for sheet in sheets]
    text = json.dumps(data, ensure_ascii=False)
    marks = set(text) | {chr(int(found, 16)) for found in _CONTROL.findall(text)}
    missing = sorted(mark for mark in marks if not coverage.has(mark))
    if not missing:
        return Prepared(f'{{"gaps": false, "sheets": {text}}}', {})
    undrawn = {mark: next((each for each in _texts(data) if mark in each), "")[:60] for mark in missing}
    for mark in missing:
        text = text.replace(json.dumps(mark, ensure_ascii=False)[1:-1], gap(mark))
    return Prepared(f'{{"gaps": true, "sheets": {text}}}', undrawn)


def gap(mark: str) -> str:
    """Return what stands on paper for a character that no font can draw."""
    return f"〔缺字 U+{ord(mark):04X}〕"


class Typesetter:
    """Sets sheets with one set of fonts. Use by one thread at a time."""

    def __init__(self, document: Document, stock: Stock, fonts: FontSet, designs: Designs = USUAL_DESIGNS) -> None:
        self._timestamp = document.timestamp
        self._settings = json.dumps(
            {
                "title": document.title,
                "author": document.author,
                "label_sheet": asdict(stock.label_sheet),
                "label": designs.of(PaperKind.POUCH_LABEL).data(stock.label_sheet.most_fields),
                "box_face": designs.of(PaperKind.BOX_FACE).data(stock.label_sheet.most_fields),
                "spine": designs.of(PaperKind.BOX_SPINE).data(),
                "note_sheet": designs.of(PaperKind.FILE_NOTE_SHEET).data(),
                "shift": [-stock.right_mm, -stock.down_mm],
                "spine_stock": stock.spines,
                "card_stock": stock.cards,
                "faces": fonts.faces,
            }
        )
        self._compiler = typst.Compiler(_TEMPLATES / "main.typ", root=_TEMPLATES, font_paths=fonts.loaded)
        self._idle = typst.Compiler(font_paths=fonts.loaded)

    def set(self, prepared: Prepared) -> bytes:
        """Return prepared sheets as PDF/A-2b; Typst itself refuses to write what does not conform.

        Characters that no font can draw stand as their code; raises MissingGlyph for one that slipped through.
        """
        try:
            return self._compile(prepared.sheets)
        except typst.TypstError as error:
            missing = _undrawn(error.diagnostic)
            if not missing:
                raise
            raise _missing_glyph(missing, prepared.sheets) from error
        finally:
            self._forget()

    def pictures(self, prepared: Prepared, dots_per_inch: float) -> list[bytes]:
        """Return each page of prepared sheets as a PNG, for looking at."""
        try:
            made: Any = self._compiler.compile(
                format="png", ppi=dots_per_inch, sys_inputs={"settings": self._settings, "sheets": prepared.sheets}
            )
        finally:
            self._forget()
        return made if isinstance(made, list) else [made]

    def _compile(self, prepared: str) -> bytes:
        made = self._compiler.compile(
            format="pdf",
            pdf_standards="a-2b",
            pdf_tags=False,
            timestamp=self._timestamp,
            sys_inputs={"settings": self._settings, "sheets": prepared},
        )
        if not isinstance(made, bytes):
            raise TypeError(f"expected one PDF, got {type(made)}")
        return made

    def _forget(self) -> None:
        """Run idle often enough that Typst gives the memory of the last run back."""
        for _ in range(_RUNS_KEPT):
            self._idle.compile(b"-", format="svg")


def _undrawn(diagnostic: str) -> list[str]:
    """Return the characters that Typst's messages say no font could draw."""
    texts = _NOT_DISPLAYED.findall(diagnostic)
    return sorted({_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in texts})


def _missing_glyph(missing: list[str], prepared: str) -> MissingGlyph:
    example = next((text for text in _texts(json.loads(prepared)) if missing[0] in text), "")
    return MissingGlyph(
        characters="”“".join(missing),
        code_points="、".join(f"U+{ord(mark):04X}" for text in missing for mark in text),
        example=example[:60],
    )


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in nested lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
