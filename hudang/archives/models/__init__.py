"""Tables of the archive: the tree from fonds to page, and what happens to it."""

from hudang.archives.models.figures import BoxFigure, FileFigure, ItemFigure, UnfiledFigure
from hudang.archives.models.life import FileLink, FormerCode, Handover, NoteEntry, OutCard, ShelfMove
from hudang.archives.models.schemes import ClassificationScheme, FileClass, RetentionPeriod, SchemeClass
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
    "ClassificationScheme",
    "Counter",
    "FileClass",
    "FileFigure",
    "FileLink",
    "Fonds",
    "FormerCode",
    "Handover",
    "HouseholdFile",
    "Item",
    "ItemFigure",
    "ItemPage",
    "Location",
    "Material",
    "NoteEntry",
    "OutCard",
    "Pouch",
    "QueuedPage",
    "ReferenceCodeTemplate",
    "Requirement",
    "RetentionPeriod",
    "SchemeClass",
    "Series",
    "ShelfMove",
    "UnfiledFigure",
]
