"""Reading imports: an import is seen by those whose division holds the office that made it."""

from __future__ import annotations

from django.db.models import QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import NotVisible
from hudang.platform import storage
from hudang.rosters.corrections import Finding, RowNotes, corrections_workbook
from hudang.rosters.models import RosterImport, RosterRow
from hudang.rosters.reading.grid import column_index
from hudang.rosters.rules.mapping import WorkbookMapping
from hudang.rosters.vocabulary import Outcome


def imports_for(user: User) -> QuerySet[RosterImport]:
    """Return the imports of the user's division, newest first."""
    require(user, Right.IMPORT_ROSTERS)
    return RosterImport.objects.filter(within(user, "division_code"))


def import_for(user: User, import_id: int) -> RosterImport:
    """Return one import; raises ``NotVisible``."""
    found = imports_for(user).filter(pk=import_id).first()
    if found is None:
        raise NotVisible
    return found


def rows_of(roster_import: RosterImport, outcome: str = "") -> QuerySet[RosterRow]:
    """Return the rows of an import in the order of the file; the caller has it from ``import_for``."""
    rows = RosterRow.objects.filter(roster_import=roster_import).order_by("pk")
    if outcome == "changed":
        return rows.filter(effect="changed")
    return rows.filter(outcome=outcome) if outcome else rows.exclude(outcome=Outcome.SKIPPED)


def mapping_for(roster_import: RosterImport) -> WorkbookMapping:
    """Return the mapping of an import as it stands."""
    return WorkbookMapping.from_json(roster_import.mapping)


def corrections_of(roster_import: RosterImport) -> bytes:
    """Return rejected and doubtful rows as a workbook of the same layout."""
    notes: RowNotes = {}
    rows = RosterRow.objects.filter(roster_import=roster_import, outcome__in=[Outcome.REJECTED, Outcome.WARNED])
    for row in rows.order_by("pk"):
        findings = [Finding(_column(found["cell"]), found["message"]) for found in row.findings]
        notes[(row.sheet, row.row)] = (Outcome(row.outcome), findings)
    return corrections_workbook(
        storage.path_of(roster_import.sha256), roster_import.file_name, mapping_for(roster_import), notes
    )


def _column(cell: str) -> int | None:
    """Return the column (from 0) of a cell reference; none where the whole row is meant."""
    letters = cell.rstrip("0123456789")
    return column_index(letters) if letters else None
