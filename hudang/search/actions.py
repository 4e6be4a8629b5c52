"""Taking the list of households out as it is seen: columns, order, filters (R54)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from hudang.accounts.models import User
from hudang.households.actions.exporting import export_households
from hudang.households.queries.lists import ListFilters
from hudang.platform.spreadsheets import write_list
from hudang.search.columns import cells, chosen, headers
from hudang.search.lists import listed

SHEET = "低保家庭"


def write_household_list(
    *,
    actor: User,
    filters: ListFilters,
    columns: Sequence[str],
    target: Path | BinaryIO,
    progress: Callable[[int, int], object] | None = None,
) -> int:
    """Write a workbook of the list as seen into ``target``, in bounded memory; return how many households it holds.

    Numbers stay masked, and the log says who took what by which filters.
    """
    shown = chosen(columns)
    found = export_households(actor=actor, filters=filters, columns=[column.key for column in shown])

    def rows() -> Iterator[list[Any]]:
        for number, row in enumerate(listed(actor, found.everything(), shown), start=1):
            if progress:
                progress(number, len(found))
            yield cells(shown, row)

    write_list(target, SHEET, headers(shown), rows())
    return len(found)
