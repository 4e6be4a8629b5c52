"""Places in the archive tree (R16): 全宗→类别→年度/期限→村盒→户袋→件→页, written as a path in addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """The levels of the tree from the top; ``ROOT`` is above the fonds."""

    ROOT = 0
    FONDS = 1
    SERIES = 2
    YEAR = 3
    BOX = 4
    POUCH = 5
    ITEM = 6
    PAGE = 7


LEVEL_LABELS = {
    Level.ROOT: "全部",
    Level.FONDS: "全宗",
    Level.SERIES: "类别",
    Level.YEAR: "年度与期限",
    Level.BOX: "村盒",
    Level.POUCH: "户袋",
    Level.ITEM: "件",
    Level.PAGE: "页",
}
_YEAR = re.compile(r"[0-9]{4}-(Y|D[0-9]{1,3})")
_KEY = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True)
class Place:
    """A node of the tree by its path from the fonds down."""

    parts: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """How deep the node lies."""
        return Level(len(self.parts))

    @property
    def text(self) -> str:
        """The path as it stands in addresses."""
        return ".".join(self.parts)

    def key(self, level: Level) -> int:
        """Return the primary key on a level that is named by one."""
        return int(self.parts[level - 1])

    @property
    def year(self) -> int:
        """The year of the node or of what it lies in."""
        return int(self.parts[Level.YEAR - 1][:4])

    @property
    def retention(self) -> str:
        """The retention period of the node or of what it lies in."""
        return self.parts[Level.YEAR - 1][5:]

    def below(self, part: object) -> Place:
        """Return the place one level down."""
        return Place((*self.parts, str(part)))

    def above(self) -> list[Place]:
        """Return the places on the way here from the fonds, this one last."""
        return [Place(self.parts[:depth]) for depth in range(1, len(self.parts) + 1)]


def place_of(text: str) -> Place | None:
    """Return the place that a path names; ``None`` for what is no path."""
    parts = tuple(text.split(".")) if text else ()
    if len(parts) > Level.PAGE:
        return None
    for depth, part in enumerate(parts, start=1):
        if not (_YEAR if depth == Level.YEAR else _KEY).fullmatch(part):
            return None
    return Place(parts)
