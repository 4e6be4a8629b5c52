"""What a paper says, in the few words that are remembered of it, and what has changed since. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from hudang.printing.cards import FileCover
from hudang.printing.designs import DESIGNED, Designs
from hudang.printing.list_columns import COLUMNS
from hudang.printing.papers import BoxList, FileList, ItemList, NoteSheet, Tracked
from hudang.printing.vocabulary import INKS, PaperKind, SpineField

# on every paper of a kind, whatever the county designed
_ALWAYS = {
    PaperKind.POUCH_LABEL: (
        "head_name", "county", "township", "village", "reference_code", "pouch_number", "fonds_name", "colour",
    ),
    PaperKind.ITEM_LIST: ("head_name", "township", "village", "reference_code", "fonds_name"),
    PaperKind.FILE_NOTE_SHEET: ("subject", "reference_code", "fonds_name", "contents"),
    PaperKind.BOX_NOTE_SHEET: ("subject", "reference_code", "fonds_name"),
    PaperKind.BOX_SPINE: ("township", "village", "width_mm", "stripe"),
    PaperKind.BOX_FACE: ("county", "township", "village", "box_number", "fonds_name", "stripe"),
    PaperKind.BOX_LIST: (
        "county", "township", "village", "box_number", "year", "retention", "location", "fonds_code", "fonds_name",
    ),
    PaperKind.FILE_LIST: ("place", "fonds_code", "fonds_name"),
    PaperKind.FILE_COVER: ("title", "series_name", "fonds_name"),
    PaperKind.CABINET_CARD: ("lead", "fonds_name"),
}  # fmt: skip
REPRINTED = tuple(_ALWAYS)
_NAMES = {
    "head_name": "户主", "county": "县", "township": "乡镇", "village": "村", "reference_code": "档号",
    "pouch_number": "户编号", "fonds_name": "全宗名称", "fonds_code": "全宗号", "colour": "标签颜色", "stripe": "颜色",
    "subject": "对象", "contents": "件数页数", "width_mm": "脊厚", "box_number": "盒号", "year": "年度",
    "retention": "保管期限", "location": "存放位置", "place": "范围", "title": "案卷题名", "series_name": "类目名称",
    "lead": "乡镇",
}  # fmt: skip
# these grow with every filing; a paper is not reprinted for them
_GROWING = {
    PaperKind.POUCH_LABEL: {"contents"},
    PaperKind.BOX_FACE: {"contents"},
    PaperKind.BOX_LIST: {"item_count", "page_count"},
    PaperKind.FILE_LIST: {"item_count", "page_count", "span"},
}
# these too, until the file is closed
_SETTLED = {PaperKind.FILE_COVER: {"contents", "span"}, PaperKind.FILE_NOTE_SHEET: {"contents"}}
# designed as another paper is
_LIKE = {PaperKind.BOX_NOTE_SHEET: PaperKind.FILE_NOTE_SHEET}
_COLOURS = {ink: colour for colour, ink in INKS.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on a paper that reads otherwise now."""

    name: str
    before: str
    after: str


def facts_of(paper: Tracked) -> dict[str, str]:
    """Return what a paper says, as it is remembered: its fields, and of its lines how many and their digest."""
    facts = {name: _fact(paper, name) for name in (*_ALWAYS[paper.paper], *_fields(paper.paper))}
    lines = _lines(paper)
    if lines is None:
        return facts
    return facts | {"lines": str(len(lines)), "digest": hashlib.sha256(repr(lines).encode()).hexdigest()[:16]}


def differences(before: dict[str, str], paper: Tracked, designs: Designs) -> tuple[Difference, ...]:
    """Return what stands on the county's paper and has changed since it was printed."""
    now, kind = facts_of(paper), paper.paper
    shown = set(designs.of(_LIKE.get(kind, kind)).fields)
    names = {name: _NAMES[name] for name in _ALWAYS[kind]}
    names |= {name: label for name, label in _fields(kind).items() if name in shown}
    changed = [
        Difference(label, before[name], now[name])
        for name, label in names.items()
        if before.get(name, now[name]) != now[name]
    ]
    if before.get("digest") != now.get("digest"):
        what = "情况说明" if isinstance(paper, NoteSheet) else "各行内容"
        changed.append(Difference(what, f"{before['lines']} 行", f"{now['lines']} 行，有改动"))
    return tuple(changed)


@cache
def _fields(kind: PaperKind) -> dict[str, str]:
    """Return the fields of a paper that a design may show and that are compared; columns are compared as lines."""
    labels = {} if kind in COLUMNS else DESIGNED[_LIKE.get(kind, kind)].field_labels
    ignored = _GROWING.get(kind, set()) | {SpineField.NAME}
    return {field.value: label for field, label in labels.items() if field not in ignored}


def _fact(paper: Tracked, name: str) -> str:
    if isinstance(paper, FileCover | NoteSheet) and name in _SETTLED.get(paper.paper, ()) and not paper.closed:
        return ""
    value = getattr(paper, name)
    return _COLOURS.get(value, "") if name == "stripe" else "" if value is None else str(value)


def _lines(paper: Tracked) -> list[Any] | None:
    if isinstance(paper, NoteSheet):
        return list(paper.remarks)
    if not isinstance(paper, ItemList | BoxList | FileList):
        return None
    growing = _GROWING.get(paper.paper, set())
    return [[getattr(row, each.name) for each in fields(row) if each.name not in growing] for row in paper.rows]
