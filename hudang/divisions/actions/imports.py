"""Importing the divisions of a county from a table; the same table again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from hudang.audit.log import Act, record_many
from hudang.divisions.actions.upkeep import LONG_SINCE
from hudang.divisions.errors import NoUsableTable
from hudang.divisions.keeper import Keeper, require_keeper
from hudang.divisions.models import Division, DivisionAlias
from hudang.divisions.queries import short_codes_of
from hudang.divisions.rules.short_codes import assign
from hudang.divisions.rules.tables import BadRow, DivisionRow, read_table
from hudang.kernel.division_codes import level_of, prefix_range


@dataclass(frozen=True)
class Change:
    """What the import does (or would do) with one division: new, renamed, alias, same."""

    row: DivisionRow
    outcome: str
    old_name: str = ""


@dataclass
class ImportReport:
    """What became of each row, in the order of the codes; ``bad`` rows changed nothing."""

    changes: list[Change] = field(default_factory=list)
    bad: tuple[BadRow, ...] = ()

    def summary(self) -> dict[str, int]:
        """Return how many divisions are new, renamed, got an alias, stay the same; and how many rows are bad."""
        counts = {"new": 0, "renamed": 0, "alias": 0, "same": 0}
        for change in self.changes:
            counts[change.outcome] += 1
        return counts | {"bad": len(self.bad)}


def plan_import(*, actor: Keeper, rows: Sequence[Sequence[str]]) -> ImportReport:
    """Return what ``import_divisions`` would do, and change nothing."""
    county = actor.division_code[:6] + "000000"
    require_keeper(actor, county)
    table = read_table(rows, county)
    if table is None:
        raise NoUsableTable
    live = _live_of(county)
    return ImportReport([_change(row, live.get(row.code)) for row in table.divisions], table.bad)


@transaction.atomic
def import_divisions(*, actor: Keeper, rows: Sequence[Sequence[str]]) -> ImportReport:
    """Add the divisions of a table that are new, correct names, add aliases; rows that are wrong are reported.

    ``rows`` are cells as text with a header row. Nothing is ended by an import: a table may be of one township.
    """
    report = plan_import(actor=actor, rows=rows)
    county = actor.division_code[:6] + "000000"
    _add([change.row for change in report.changes if change.outcome == "new"], county)
    live = _live_of(county)
    for change in report.changes:
        if change.outcome == "renamed":
            _correct(live[change.row.code], change.row.name)
    _add_aliases(report.changes, live)
    record_many(actor, [_act(change) for change in report.changes if change.outcome != "same"])
    return report


def _live_of(county: str) -> dict[str, Division]:
    first, beyond = prefix_range(county[:6])
    rows = Division.objects.filter(code__gte=first, code__lt=beyond, valid_until=None)
    return {division.code: division for division in rows.prefetch_related("aliases")}


def _change(row: DivisionRow, division: Division | None) -> Change:
    if division is None:
        return Change(row, "new")
    if division.name != row.name:
        return Change(row, "renamed", division.name)
    known = {alias.name for alias in division.aliases.all()}
    return Change(row, "alias" if set(row.aliases) - known - {row.name} else "same")


def _add(rows: list[DivisionRow], county: str) -> None:
    short = assign((row.code for row in rows), short_codes_of(county))
    Division.objects.bulk_create(
        Division(
            code=row.code,
            name=row.name,
            level=level_of(row.code),
            short_code=short.get(row.code, ""),
            valid_from=LONG_SINCE,
        )
        for row in rows
    )


def _correct(division: Division, name: str) -> None:
    DivisionAlias.objects.get_or_create(division=division, name=division.name)
    division.name = name
    division.save(update_fields=["name"])


def _add_aliases(changes: list[Change], live: dict[str, Division]) -> None:
    DivisionAlias.objects.bulk_create(
        (
            DivisionAlias(division=live[change.row.code], name=alias)
            for change in changes
            for alias in change.row.aliases
            if alias != change.row.name
        ),
        ignore_conflicts=True,
    )


def _act(change: Change) -> Act:
    after: dict[str, Any] = {"name": change.row.name}
    if change.row.aliases:
        after["aliases"] = list(change.row.aliases)
    return Act(
        "import_division",
        "division",
        change.row.code,
        summary=f"导入区划 {change.row.name}",
        before={"name": change.old_name} if change.old_name else None,
        after=after,
    )
