"""What stands on a shelf: the words of a box's spine, and by what it is found (archive.md §7, 盒脊)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hudang.archives.rules.retention import retention_label


def span(first: int | None, last: int | None) -> str:
    """Return the years from ``first`` to ``last`` as a spine carries them; empty when there are none."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}—{last}"


def retention_words(names: Mapping[str, str], *codes: str | None) -> str:
    """Return the retention periods as ``names`` calls them, each once, in the order given."""
    return "、".join(retention_label(code, names) for code in dict.fromkeys(codes) if code)


def numbers(count: int, last: int) -> str:
    """Return the numbers of a village's boxes: 01, or 01—09 when it has several."""
    return f"{last:02d}" if count == 1 else f"01—{last:02d}"


@dataclass(slots=True)
class Spine:
    """One box on the shelf, or all boxes of a village as one; without ``number`` the village has no box yet."""

    village_code: str
    village: str
    township: str
    box_id: int | None = None
    boxes: int = 0
    number: str = ""
    thickness_mm: int = 50
    stopped: bool = False
    fonds: str = ""
    years: str = ""
    retention: str = ""
    pouches: int = 0
    incomplete: int = 0
    keys: str = ""

    @property
    def percent(self) -> int | None:
        """Share of the pouches whose papers are complete, rounded down; ``None`` without pouches."""
        return (self.pouches - self.incomplete) * 100 // self.pouches if self.pouches else None


@dataclass
class Shelf:
    """The spines of one township with their totals."""

    township: str
    code: str
    spines: list[Spine] = field(default_factory=list)

    @property
    def villages(self) -> int:
        """How many villages stand on the shelf."""
        return len({spine.village_code for spine in self.spines})

    @property
    def boxes(self) -> int:
        """How many boxes stand on the shelf."""
        return sum(spine.boxes for spine in self.spines)

    @property
    def pouches(self) -> int:
        """How many pouches are in them."""
        return sum(spine.pouches for spine in self.spines)

    @property
    def incomplete(self) -> int:
        """How many of the pouches lack papers."""
        return sum(spine.incomplete for spine in self.spines)


def found(spine: Spine, text: str) -> bool:
    """Tell whether every word of ``text`` occurs in what the spine is found by."""
    return all(word in spine.keys for word in text.lower().split())
