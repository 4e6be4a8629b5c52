"""Cells that an office writes once for several rows: merged ranges, and columns filled only where they change."""

from __future__ import annotations

from collections.abc import Iterable

from hudang.rosters.reading.grid import CellValue, MergedRange, Row


class MergedCells:
    """Gives the cells under a merged range the value of its first cell, row after row downwards."""

    def __init__(self, merged: Iterable[MergedRange], columns: Iterable[int], after_row: int) -> None:
        wanted = set(columns)
        self._starts: dict[int, list[tuple[int, int]]] = {}
        self._active: dict[int, tuple[int, CellValue]] = {}
        for area in merged:
            if area.last_row > max(area.first_row, after_row) and area.first_column in wanted:
                start = max(area.first_row, after_row + 1)
                self._starts.setdefault(start, []).append((area.first_column, area.last_row))

    def starts_at(self, row: int, column: int) -> bool:
        """Tell whether a merged range of this column begins in the row."""
        return any(each == column for each, _ in self._starts.get(row, ()))

    def filled(self, row: Row) -> list[CellValue]:
        """Return the row's cells with those under merged ranges filled; the row itself stays as it is."""
        for column, last in self._starts.get(row.number, ()):
            value = row.values[column] if column < len(row.values) else ""
            self._active[column] = (last, value)
        if not self._active:
            return row.values
        values = list(row.values)
        for column, (last, value) in list(self._active.items()):
            if row.number > last:
                del self._active[column]
            elif column < len(values) and values[column] == "":
                values[column] = value
        return values


class LastValues:
    """Carries the last value down in columns that are filled only where they change."""

    def __init__(self, columns: Iterable[int]) -> None:
        self._last: dict[int, CellValue] = dict.fromkeys(columns, "")

    def filled(self, values: list[CellValue]) -> list[CellValue]:
        """Return the cells with the sparse columns filled from above."""
        if not self._last:
            return values
        changed = list(values)
        for column in self._last:
            if column >= len(changed):
                continue
            if changed[column] == "":
                changed[column] = self._last[column]
            else:
                self._last[column] = changed[column]
        return changed

    def forget(self) -> None:
        """Begin anew, after a section's title."""
        self._last = dict.fromkeys(self._last, "")
