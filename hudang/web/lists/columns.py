"""Columns of a list: on the page and in its workbook alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

Row = TypeVar("Row")


@dataclass(frozen=True)
class ListColumn(Generic[Row]):
    """A column: its heading, its value, how its cell is set and drawn, and whether the list is ordered by it."""

    label: str
    value: Callable[[Row], Any]
    css: str = ""
    usual: bool = True
    sort: bool = False
    drawn: Callable[[Row, Any], SafeString] | None = None

    @property
    def numeric(self) -> bool:
        """Tell whether the cells are numbers."""
        return "num" in self.css.split()

    @cached_property
    def opening(self) -> SafeString:
        """The tag with which each of its cells begins."""
        return format_html('<td class="{}" data-label="{}">', self.css, self.label)


def labels_of(columns: Mapping[str, ListColumn[Any]]) -> dict[str, str]:
    """Return the headings of all columns."""
    return {key: column.label for key, column in columns.items()}


def usual_of(columns: Mapping[str, ListColumn[Any]]) -> tuple[str, ...]:
    """Return the columns shown to those who have not chosen."""
    return tuple(key for key, column in columns.items() if column.usual)


def drawn(row: Row, columns: Sequence[ListColumn[Row]]) -> SafeString:
    """Return the cells of a row as the page draws them; a loop of template tags would be slower."""
    return format_html_join("", "{}{}</td>", ((column.opening, _cell(row, column)) for column in columns))


def link(url: str, words: object) -> SafeString:
    """Return the link by which a row is opened."""
    return format_html('<a class="row-link" href="{}">{}</a>', url, words)


def _cell(row: Row, column: ListColumn[Row]) -> SafeString:
    value = column.value(row)
    if column.drawn:
        return column.drawn(row, value)
    return conditional_escape("—" if value in (None, "") else value)
