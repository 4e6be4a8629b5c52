"""Which rows below the header are no data: repeated headers, totals, section titles, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hudang.kernel.text import remove_spaces
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import is_blank, plain_text
from hudang.rosters.rules.column_content import looks_like_identity
from hudang.rosters.rules.header_text import flat
from hudang.rosters.rules.mapping import SheetMapping
from hudang.rosters.vocabulary import Skip

_TOTAL_WORDS = re.compile(r"(?:.{0,14}(?:合计|总计|共计|累计|总合计|合计数|总数))(?:[:：].*|[\d户人元,.，、共]*)?")
_SUBTOTAL_WORDS = re.compile(r"(?:.{0,14}(?:小计|分计|本页合计|本页小计|页计))(?:[:：].*|[\d户人元,.，、共]*)?")
_FOOTER = re.compile(
    r"(?:负责人|审核人?|填表人?|制表人?|填报人?|经办人?|复核人?|审批人?|主管|领导|分管领导|制表单位|填报单位|制表日期|填表日期|填报日期|填报时间|联系人|盖章|"
    r"签字|签名|编制人?|核对人?|报送人?|报送日期|日期|联系电话|说明|备注|注)\s*(?:[（(].{0,6}[)）])?\s*[:：]|^(?:注|说明|备注|填表说明)[:：\s\d]|^注[:：]?"
)
# how many households a total row counts, written in the column of names
_COUNTED = re.compile(r"[共计约]*\d[\d,，.]*[户人]?(?:\d+人)?")
_FEW = 4


class RowSorter:
    """Tells data from other rows of one sheet."""

    def __init__(self, mapping: SheetMapping) -> None:
        self._columns = {column.field: column.index for column in mapping.columns if column.field}
        self._headers = {
            column.index: {flat(part) for part in column.header.split("/")} | {flat(column.header)}
            for column in mapping.columns
            if column.header
        }
        self._id = self._columns.get("id")
        self._name = self._columns.get("name", self._columns.get("head"))
        self._serial = self._columns.get("seq")

    def skip_of(self, values: Sequence[CellValue]) -> Skip | None:
        """Return why a row below the header is no data, ``None`` for data."""
        identity = values[self._id] if self._id is not None and self._id < len(values) else ""
        if isinstance(identity, str) and len(identity) == 18 and identity[:17].isdecimal():
            return None
        if not is_blank(identity):
            if isinstance(identity, str) and not identity[:1].isdigit() and self._repeats_header(values):
                return Skip.HEADER
            if looks_like_identity(identity):
                return None
        filled = [(index, value) for index, value in enumerate(values) if not is_blank(value)]
        if not filled:
            return Skip.EMPTY
        return self._by_words(filled, values)

    def _by_words(self, filled: list[tuple[int, CellValue]], values: Sequence[CellValue]) -> Skip | None:
        words = [remove_spaces(plain_text(value)) for _, value in filled if isinstance(value, str)]
        total = self._total(words, values)
        if total:
            return total
        if self._repeats_header(values):
            return Skip.HEADER
        if len(filled) <= _FEW and any(_FOOTER.search(word) for word in words):
            return Skip.FOOTER
        if all(index == self._serial and _is_number(value) for index, value in filled):
            # numbered in advance
            return Skip.EMPTY
        if len(filled) <= 2 and self._is_blank_at(self._name, values) or self._only_title(filled):
            return Skip.TITLE
        return None

    def _total(self, words: list[str], values: Sequence[CellValue]) -> Skip | None:
        name = "" if self._is_blank_at(self._name, values) else remove_spaces(plain_text(values[self._name or 0]))
        name = "" if _COUNTED.fullmatch(name) else name
        for kind, pattern in ((Skip.SUBTOTAL, _SUBTOTAL_WORDS), (Skip.TOTAL, _TOTAL_WORDS)):
            # a remark may speak of sums in a row that has a name
            if any(pattern.fullmatch(word) for word in ([name] if name else words)):
                return kind
        return None

    def _is_blank_at(self, index: int | None, values: Sequence[CellValue]) -> bool:
        return index is None or index >= len(values) or is_blank(values[index])

    def _only_title(self, filled: list[tuple[int, CellValue]]) -> bool:
        """A single text at the left edge, or one too long for a name, is a section's title."""
        index, value = filled[0]
        if len(filled) > 1 or not isinstance(value, str):
            return False
        return index != self._name or len(remove_spaces(value)) > 8

    def _repeats_header(self, values: Sequence[CellValue]) -> bool:
        filled = same = 0
        for index, value in enumerate(values):
            if is_blank(value):
                continue
            filled += 1
            same += isinstance(value, str) and flat(value) in self._headers.get(index, ())
        return same >= 2 and same * 2 > filled


def _is_number(value: CellValue) -> bool:
    return isinstance(value, int | float) or plain_text(value).isdigit()
