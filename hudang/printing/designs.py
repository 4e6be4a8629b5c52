"""How a county wants its pouch labels: which fields in which order, title, typeface, logo. Pure data."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.printing.errors import WordNotOnALabel
from hudang.printing.vocabulary import (
    USUAL_LABEL_FIELDS,
    USUAL_LABEL_TITLE,
    WORDS_NOT_ON_A_LABEL,
    Face,
    LabelField,
    LabelStock,
)


@dataclass(frozen=True, slots=True)
class Design:
    """A label's look; ``logo`` is a safe SVG or empty. Version 0 is the one that comes with the product."""

    title: str = USUAL_LABEL_TITLE
    fields: tuple[LabelField, ...] = USUAL_LABEL_FIELDS
    face: Face = Face.SONG
    stock: LabelStock = LabelStock.A4_QUARTERS
    logo: str = ""
    show_code: bool = True
    version: int = 0

    def data(self, most_fields: int) -> dict[str, object]:
        """Return the design as the template reads it, no more fields than the label has room for."""
        return {
            "title": self.title,
            "fields": [field.value for field in self.fields[:most_fields]],
            "face": self.face.value,
            "logo": self.logo,
            "show_code": self.show_code,
        }


USUAL_DESIGN = Design()


def checked(design: Design) -> Design:
    """Return the design without repeated fields; raises WordNotOnALabel for a title that tells too much."""
    for word in WORDS_NOT_ON_A_LABEL:
        if word in design.title:
            raise WordNotOnALabel(word=word)
    return Design(
        title=design.title.strip(),
        fields=tuple(dict.fromkeys(design.fields)),
        face=design.face,
        stock=design.stock,
        logo=design.logo,
        show_code=design.show_code,
        version=design.version,
    )
