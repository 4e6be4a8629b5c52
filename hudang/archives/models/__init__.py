"""Tables of the archive: the tree from fonds to page."""

from hudang.archives.models.figures import BoxFigure, FileFigure, ItemFigure, UnfiledFigure
from hudang.archives.models.tree import (
    Box,
    Counter,
    Fonds,
    HouseholdFile,
    Item,
    ItemPage,
    Location,
    Material,
    Pouch,
    QueuedPage,
    ReferenceCodeTemplate,
    Requirement,
    Series,
)

__all__ = [
    "Box",
    "BoxFigure",
    "Counter",
    "FileFigure",
    "Fonds",
    "HouseholdFile",
    "Item",
    "ItemFigure",
    "ItemPage",
    "Location",
    "Material",
    "Pouch",
    "QueuedPage",
    "ReferenceCodeTemplate",
    "Requirement",
    "Series",
    "UnfiledFigure",
]
