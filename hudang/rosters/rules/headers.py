"""Where a sheet's header stands: below titles, in one to three rows, with merged groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from hudang.rosters.reading.grid import CellValue, MergedRange, Row
from hudang.rosters.rules.cells import is_blank, plain_text
from hudang.rosters.rules.column_content import looks_like_identity
from hudang.rosters.rules.header_text import LIKELY, flat, match_path, match_words

SEARCHED_ROWS = 60
_MAX_DEPTH = 3
_LONGEST_HEADER = 60
_LONG_DIGITS = re.compile(r"\d{6}")
_NUMBERING = re.compile(r"[(（]?(\d{1,3})[)）]?栏?")
_LETTERS = frozenset("甲乙丙丁戊己庚辛ABCDEFGHIJK栏次")


@dataclass(frozen=True)
class Header:
    """The header's rows (from 1) and, for each column, its texts from the outermost group down."""

    first_row: int
    last_row: int
    paths: list[list[str]]
    titles: list[str]


class _Grid:
    """The first rows of a sheet with merged texts spread over their ranges."""

    def __init__(self, rows: Sequence[Row], merged: Sequence[MergedRange]) -> None:
        self.rows = list(rows)
        self.width = max((len(row.values) for row in rows), default=0)
        self.texts = [[_text(value) for value in row.values] + [""] * (self.width - len(row.values)) for row in rows]
        self.own = [list(texts) for texts in self.texts]
        self.spread: set[tuple[int, int]] = set()
        for area in merged:
            if area.first_row <= len(self.rows):
                self._spread(area)

    def _spread(self, area: MergedRange) -> None:
        if area.first_column >= self.width:
            return
        text = self.own[area.first_row - 1][area.first_column]
        # a title over nearly the whole width is no group of columns
        if not text or area.last_column - area.first_column + 1 > max(self.width * 0.8, 3):
            return
        for row in range(area.first_row - 1, min(area.last_row, len(self.rows))):
            for column in range(area.first_column, min(area.last_column + 1, self.width)):
                self.texts[row][column] = text
                self.spread.add((row, column))


def _text(value: CellValue) -> str:
    return "" if is_blank(value) else plain_text(value)


def find_header(rows: Sequence[Row], merged: Sequence[MergedRange]) -> Header | None:
    """Return the header among the first rows, or ``None`` where nothing looks like one."""
    grid = _Grid(rows[:SEARCHED_ROWS], merged)
    scores = [_score(grid, index) for index in range(len(grid.rows))]
    best: int | None = scores.index(max(scores)) if max(scores, default=0) >= 2 else _above_numbers(grid)
    if best is None:
        return None
    first = last = best
    while first > 0 and last - first < _MAX_DEPTH - 1 and _is_group_row(grid, first - 1, first):
        first -= 1
    while last + 1 < len(grid.rows) and last - first < _MAX_DEPTH - 1 and _is_sub_row(grid, last, last + 1):
        last += 1
    paths = [_path(grid, first, last, column) for column in range(grid.width)]
    if last + 1 < len(grid.rows) and _is_numbering(grid.own[last + 1]):
        last += 1
    titles = [" ".join(filter(None, grid.own[index])) for index in range(first)]
    return Header(grid.rows[first].number, grid.rows[last].number, paths, [title for title in titles if title])


def _above_numbers(grid: _Grid) -> int | None:
    """Where no row's words are known, the header is the row of texts above the first row with an identity number."""
    rows = enumerate(grid.rows)
    first = next((index for index, row in rows if any(map(looks_like_identity, row.values))), None)
    if not first:
        return None
    above = sum(bool(text) for text in grid.own[first - 1])
    return first - 1 if above > 2 and not any(map(_is_data, grid.rows[first - 1].values)) else None


def _score(grid: _Grid, index: int) -> float:
    values = grid.rows[index].values
    data = sum(_is_data(value) for value in values)
    fields = {
        match.field
        for text in set(grid.texts[index])
        if text and len(text) <= _LONGEST_HEADER and (match := match_words(text)).field
    }
    return len(fields) - 2 * data


def _is_data(value: CellValue) -> bool:
    if isinstance(value, str):
        return bool(_LONG_DIGITS.search(value))
    return isinstance(value, int | float | date | time)


def _is_group_row(grid: _Grid, index: int, below: int) -> bool:
    texts = {text for text in grid.own[index] if text}
    if not texts or any(_is_data(value) for value in grid.rows[index].values):
        return False
    if any(len(text) > 4 and re.search(r"[:：]", text) for text in texts):
        return False
    grouped = any((index, column) in grid.spread for column in range(grid.width))
    known = sum(match_words(text).confidence >= LIKELY for text in texts)
    return grouped or (len(texts) >= 2 and known >= 1 and len(texts) >= len(grid.own[below]) // 4)


def _is_sub_row(grid: _Grid, index: int, below: int) -> bool:
    cells = grid.own[below]
    filled = [column for column, text in enumerate(cells) if text]
    if not filled or any(_is_data(value) for value in grid.rows[below].values):
        return False
    if _is_numbering(cells) or any(cells[column].isdigit() for column in filled):
        return False
    if any(len(cells[column]) > 20 for column in filled):
        return False
    open_above = [c for c in filled if not grid.own[index][c] or (index, c) in grid.spread]
    if len(open_above) < max(1, len(filled) // 3):
        return False
    known = [c for c in filled if match_path([t for t in (grid.texts[index][c], cells[c]) if t]).field]
    return len(filled) >= 2 and bool(known) or any((below, c) in grid.spread for c in filled)


def _path(grid: _Grid, first: int, last: int, column: int) -> list[str]:
    path: list[str] = []
    for index in range(first, last + 1):
        text = grid.texts[index][column]
        if not text and index < last and _has_below(grid, index, last, column):
            text = _group_to_the_left(grid, index, last, column)
        if text and (not path or flat(path[-1]) != flat(text)):
            path.append(text)
    return path


def _has_below(grid: _Grid, index: int, last: int, column: int) -> bool:
    return any(grid.own[row][column] for row in range(index + 1, last + 1))


def _group_to_the_left(grid: _Grid, index: int, last: int, column: int) -> str:
    """Where nothing is merged (CSV), a group's text stands over its first column only."""
    while column > 0 and not grid.texts[index][column]:
        column -= 1
        if grid.texts[index][column]:
            return grid.texts[index][column] if _has_below(grid, index, last, column) else ""
    return ""


def _is_numbering(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    numbers = [int(match[1]) for text in filled if (match := _NUMBERING.fullmatch(text))]
    letters = sum(set(text) <= _LETTERS for text in filled)
    rising = all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return len(filled) >= 4 and len(numbers) >= 3 and rising and len(numbers) + letters >= len(filled) * 0.8
