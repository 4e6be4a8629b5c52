"""Label sheets as bought: where each label lies on its page, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.printing.vocabulary import CardStock, LabelStock


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """A page of labels: ``left`` and ``top`` of the first, ``pitch`` from one to the next, ``edge`` kept free within.

    ``most_fields`` is how many fields of the lower part can be read on a label of this size.
    """

    page: tuple[float, float]
    columns: int = 1
    rows: int = 1
    label: tuple[float, float]
    left: float = 0.0
    top: float = 0.0
    pitch: tuple[float, float] = (0.0, 0.0)
    edge: tuple[float, float] = (2.0, 2.0)
    most_fields: int = 12

    @property
    def places(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows

    def __post_init__(self) -> None:
        """All labels lie on the page."""
        across = self.left + (self.columns - 1) * self.pitch[0] + self.label[0]
        down = self.top + (self.rows - 1) * self.pitch[1] + self.label[1]
        if across > self.page[0] + 0.01 or down > self.page[1] + 0.01:
            raise ValueError(f"labels reach {across}×{down} mm on a page of {self.page} mm")


_A4 = (210.0, 297.0)
LABEL_SHEETS = {
    LabelStock.A4_QUARTERS: LabelSheet(
        page=(297.0, 210.0), columns=2, rows=2, label=(148.5, 105.0), pitch=(148.5, 105.0), edge=(5.0, 5.5)
    ),
    LabelStock.A4_8: LabelSheet(
        page=_A4, columns=2, rows=4, label=(99.1, 67.7), left=4.65, top=13.1, pitch=(101.6, 67.7), most_fields=10
    ),
    LabelStock.A4_10: LabelSheet(
        page=_A4, columns=2, rows=5, label=(105.0, 57.0), top=6.0, pitch=(105.0, 57.0), edge=(4.0, 2.0), most_fields=8
    ),
    LabelStock.A4_14: LabelSheet(
        page=_A4, columns=2, rows=7, label=(99.1, 38.1), left=4.65, top=15.15, pitch=(101.6, 38.1), most_fields=4
    ),
    LabelStock.A4_24: LabelSheet(
        page=_A4, columns=3, rows=8, label=(70.0, 37.0), top=0.5, pitch=(70.0, 37.0), edge=(3.0, 1.8), most_fields=4
    ),
    LabelStock.SINGLE: LabelSheet(page=(150.0, 100.0), label=(150.0, 100.0), edge=(3.0, 3.0)),
    LabelStock.SINGLE_SMALL: LabelSheet(page=(100.0, 70.0), label=(100.0, 70.0), most_fields=10),
}
MOST_PLACES = max(sheet.places for sheet in LABEL_SHEETS.values())
MOST_OFFSET_MM = 10.0

# cards of A5, lying
CARDS_A_SHEET = {CardStock.A5: 1, CardStock.A4_TWO: 2}

# stamps of 45×16 mm on a sheet of A4: four across, fifteen down
STAMPS_A_SHEET = 60
