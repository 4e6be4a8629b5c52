"""For how long and in what a column's amounts are: by its header, the titles, or their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.column_content import median_amount
from hudang.rosters.rules.header_text import unit_in, unit_of_title
from hudang.rosters.rules.mapping import ColumnMapping
from hudang.rosters.vocabulary import FIELDS, Kind

# monthly standards stay below 2,000 yuan a person everywhere in China, yearly ones above 4,000
_YEARLY_OF_PERSON = 2_500
_YEARLY_OF_HOUSEHOLD = 5_000


def with_units(
    columns: list[ColumnMapping], titles: Sequence[str], samples: list[list[CellValue]]
) -> list[ColumnMapping]:
    """Return the columns with the months and the scale of their amounts."""
    titled = [unit_of_title(title) for title in titles]
    title_months = next((unit.months for unit in titled if unit.months), 0)
    title_scale = next((unit.scale for unit in titled if unit.scale > 1), 1)
    changed = []
    for column in columns:
        if column.field and _kind_of(column.field) in (Kind.MONEY, Kind.INCOME):
            unit = unit_in(column.header)
            scale = unit.scale if unit.scale > 1 or "元" in column.header else title_scale
            months = unit.months or title_months or _months_by_size(column, samples[column.index])
            column = replace(column, months=months, scale=scale)
        changed.append(column)
    return [replace(c, months=1) if c.field == "savings" else c for c in changed]


def _kind_of(field: str) -> Kind:
    return FIELDS[field.rpartition(".")[2]].kind


def _months_by_size(column: ColumnMapping, cells: list[CellValue]) -> int:
    """Where nothing says month or year, the size does: nobody on the allowance has so much a month."""
    limit = _YEARLY_OF_HOUSEHOLD if column.field in ("allowance", "household_income") else _YEARLY_OF_PERSON
    return 12 if median_amount(cells) > limit else 1
