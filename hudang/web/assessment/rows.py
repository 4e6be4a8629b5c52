"""Tables of rows in a plain form: so many as were sent, some empty ones when more are asked for, blank ones left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from hudang.web.shared.numbers import row_number

MORE = "more"
_SPARE, _MOST = 2, 60


@dataclass(frozen=True)
class Cell:
    """One column of a table of rows: its key, label, how it is entered (text, date, check, or a choice) and how wide."""

    key: str
    label: str
    kind: str = "text"
    choices: Sequence[tuple[str, str]] = ()
    width: str = ""
    step: str = ""


@dataclass(frozen=True)
class Table:
    """A table of rows under one name."""

    name: str
    label: str
    cells: Sequence[Cell]
    least: int = 1


@dataclass(frozen=True)
class Shown:
    """A cell as the page draws it."""

    cell: Cell
    name: str
    value: str
    error: str

    @property
    def words(self) -> str:
        """The value in words."""
        return dict(self.cell.choices).get(self.value, self.value)


def lines_of(table: Table, sent: QueryDict) -> list[dict[str, str]]:
    """Return the rows as they were sent, blank ones too."""
    number = min(row_number(sent.get(f"{table.name}_rows", "")), _MOST)
    return [
        {cell.key: sent.get(f"{table.name}_{index}_{cell.key}", "").strip()[:200] for cell in table.cells}
        for index in range(number)
    ]


def filled(table: Table, lines: Sequence[Mapping[str, str]]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows in which something was entered, with their places; a choice alone is no entry."""
    told = {cell.key for cell in table.cells if cell.kind in ("text", "date", "number")}
    return [(at, dict(line)) for at, line in enumerate(lines) if any(line.get(key) for key in told)]


def shown(
    table: Table, lines: Sequence[Mapping[str, str]], faults: Mapping[str, str], more: bool = False
) -> dict[str, Any]:
    """Return a table for its template, with spare rows."""
    spare = _SPARE if more or not lines else 0
    blank: dict[str, str] = {}
    rows = [*lines, *([blank] * max(spare, table.least - len(lines)))][:_MOST]
    return {
        "table": table,
        "count": len(rows),
        "rows": [
            [
                Shown(
                    cell,
                    f"{table.name}_{at}_{cell.key}",
                    line.get(cell.key, ""),
                    faults.get(f"{table.name}.{at}.{cell.key}", ""),
                )
                for cell in table.cells
            ]
            for at, line in enumerate(rows)
        ],
    }
