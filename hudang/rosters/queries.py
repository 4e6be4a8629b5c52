"""Reading imports: an import is seen by those whose division holds the office that made it."""

from __future__ import annotations

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import township_code
from hudang.kernel.errors import NotVisible
from hudang.platform import storage
from hudang.rosters.corrections import Marked, RowNote, corrections_workbook
from hudang.rosters.models import RosterImport, RosterRow
from hudang.rosters.reading.grid import column_index
from hudang.rosters.rules.mapping import MEMBER, WorkbookMapping
from hudang.rosters.vocabulary import CODES, OUTSIDE_CODE, Outcome, Skip

# the filter value for rows of places outside the importing office
OUTSIDE = "outside"


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


def returned_rows_wait(user: User) -> bool:
    """Tell whether the last import of the user's division sent rows back (those of other offices do not count)."""
    last = imports_for(user).filter(state=RosterImport.State.IMPORTED).order_by("-imported_at").first()
    if last is None:
        return False
    return bool(last.summary.get("rejected", 0) - last.summary.get("codes", {}).get(OUTSIDE_CODE, 0))


def rows_of(roster_import: RosterImport, outcome: str = "", code: str = "") -> QuerySet[RosterRow]:
    """Return the rows of an import in the order of the file; the caller has it from ``import_for``.

    With ``code`` those that the summary counts under it: rows of other offices only under their own.
    """
    rows = RosterRow.objects.filter(roster_import=roster_import).order_by("pk")
    if outcome == "changed":
        return rows.filter(effect="changed")
    outside = _with_code(rows, OUTSIDE_CODE)
    if code in CODES and code != OUTSIDE_CODE:
        return _with_code(rows, code).exclude(pk__in=outside.values("pk"))
    if code == OUTSIDE_CODE:
        return outside
    if outcome in (Outcome.REJECTED, OUTSIDE):
        return outside if outcome == OUTSIDE else rows.filter(outcome=outcome).exclude(pk__in=outside.values("pk"))
    return rows.filter(outcome=outcome) if outcome else rows.exclude(outcome=Outcome.SKIPPED)


def _with_code(rows: QuerySet[RosterRow], code: str) -> QuerySet[RosterRow]:
    return rows.annotate(written=Cast("codes", TextField())).filter(written__contains=f'"{code}"')


def mapping_for(roster_import: RosterImport) -> WorkbookMapping:
    """Return the mapping of an import as it stands."""
    return WorkbookMapping.from_json(roster_import.mapping)


def corrections_of(roster_import: RosterImport) -> bytes:
    """Return rejected and doubtful rows as a workbook of the same layout; the caller has it from ``import_for``.

    Where a member has a row, the household's other rows go along: alone a row would not tell whose it is. So do the
    lines that name the village of the rows below them. Rows of other offices stay out.
    """
    mapping = mapping_for(roster_import)
    by_member = {sheet.name[:64] for sheet in mapping.sheets if sheet.unit == MEMBER}
    everything = RosterRow.objects.filter(roster_import=roster_import).order_by("pk")
    rows = [row for row in everything if OUTSIDE_CODE not in row.codes]
    wanted = {(row.sheet, row.group) for row in rows if row.outcome in _TO_CORRECT and row.sheet in by_member}
    names = names_of(code for row in rows if row.village_code for code in (row.village_code, _town(row)))
    notes = {
        (row.sheet, row.row): _note(row, names)
        for row in rows
        if row.outcome in _TO_CORRECT or row.skip == Skip.TITLE or (row.sheet, row.group) in wanted
    }
    return corrections_workbook(storage.path_of(roster_import.sha256), roster_import.file_name, mapping, notes)


_TO_CORRECT = (Outcome.REJECTED, Outcome.WARNED)


def _town(row: RosterRow) -> str:
    return township_code(row.village_code)


def _note(row: RosterRow, names: dict[str, str]) -> RowNote:
    places = {}
    if row.village_code:
        places = {"village": names.get(row.village_code, ""), "town": names.get(_town(row), "")}
    # what was put right silently is nobody's work, least of all in a row that only goes along
    told = [found for found in row.findings if not found["code"].startswith("N_")]
    marked = tuple(Marked(_column(found["cell"]), found["message"]) for found in told)
    return RowNote(Outcome(row.outcome), marked, places)


def _column(cell: str) -> int | None:
    """Return the column (from 0) of a cell reference; none where the whole row is meant."""
    letters = cell.rstrip("0123456789")
    return column_index(letters) if letters else None
