"""档案墙: the boxes of each township's villages as they stand on its shelf, coloured by completeness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hudang.archives.queries.figures import VillageRow
from hudang.archives.queries.files import boxes_of

if TYPE_CHECKING:
    from hudang.archives.models import Box

# a county's boxes are looked up in the list first; a township's are seen at a glance
SEEN_AT_A_GLANCE = 60


@dataclass(frozen=True)
class Spine:
    """A box and its village; ``percent`` of the village's files that lack nothing, ``None`` when it has none."""

    box: Box
    village: VillageRow
    percent: int | None


@dataclass
class Shelf:
    """A township's boxes with what their villages add up to."""

    township: str
    villages: int = 0
    incomplete: int = 0
    spines: list[Spine] = field(default_factory=list)


def shelves(rows: Iterable[VillageRow]) -> list[Shelf]:
    """Return a shelf for each township of these villages; one query however many."""
    villages = {row.code: row for row in rows}
    found: dict[str, Shelf] = {}
    for row in villages.values():
        shelf = found.setdefault(row.township, Shelf(row.township))
        shelf.villages += 1
        shelf.incomplete += row.incomplete
    for box in boxes_of(villages):
        row = villages[box.village_code]
        found[row.township].spines.append(Spine(box, row, row.complete_percent if row.files else None))
    return list(found.values())
