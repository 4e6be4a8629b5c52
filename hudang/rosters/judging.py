"""Judging a workbook against the archive: the pure verdicts, then what the archive already knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hudang.divisions.queries import division_table, live_codes
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code, scope_prefix
from hudang.rosters.differences import Change, compare, load
from hudang.rosters.errors import NothingToImport
from hudang.rosters.matching import Match, match
from hudang.rosters.reading import open_foreign, open_workbook
from hudang.rosters.rules.drafts import IMPORTED, HouseholdDraft, assemble
from hudang.rosters.rules.mapping import WorkbookMapping, recall
from hudang.rosters.rules.outcomes import Finding, RowVerdict
from hudang.rosters.rules.proposal import propose
from hudang.rosters.rules.verdicts import judge
from hudang.rosters.vocabulary import Outcome, sentence_of

Report = Callable[[int, int], None]
Rows = Mapping[tuple[str, int], RowVerdict]


@dataclass
class Judged:
    """A judged workbook: verdicts row by row, and what an import would do."""

    verdicts: list[RowVerdict]
    new: list[Match] = field(default_factory=list)
    changes: list[tuple[Match, Change]] = field(default_factory=list)
    same: list[tuple[Match, Change]] = field(default_factory=list)

    @property
    def effects(self) -> dict[tuple[str, int], str]:
        """What becomes of each imported row: new, changed or same."""
        effects = {row: "new" for m in self.new for row in m.draft.rows}
        for _, change in self.changes:
            effects.update(dict.fromkeys(change.shown, "changed"))
        for m, _ in self.changes + self.same:
            for row in m.draft.rows:
                effects.setdefault(row, "same")
        return effects

    @property
    def codes(self) -> dict[tuple[str, int], str]:
        """The household code of each row whose household is in the archive already."""
        known = self.changes + self.same
        return {row: change.existing.household.code for found, change in known for row in found.draft.rows}


def propose_mapping(path: Path, file_name: str, memory: Mapping[str, Any]) -> WorkbookMapping:
    """Return the mapping proposed for a workbook, with what the office confirmed for the same headers before.

    Raises ``NothingToImport`` when no sheet has a header at all, and the refusals of reading.
    """
    mapping = recall(propose(open_foreign(path, file_name)), memory)
    if not mapping.can_be_pointed_out:
        raise NothingToImport(file=file_name)
    return mapping


def read_verdicts(
    path: Path, file_name: str, mapping: WorkbookMapping, division_code: str, report: Report | None = None
) -> list[RowVerdict]:
    """Judge every row by itself and against the other rows, for an office whose division is ``division_code``.

    Raises ``NothingToImport`` when no sheet has a roster's header.
    """
    if not mapping.has_roster:
        raise NothingToImport(file=file_name)
    verdicts: list[RowVerdict] = []
    divisions, scope = division_table(county_code(division_code)), scope_prefix(division_code)
    for verdict in judge(open_workbook(path, file_name), mapping, divisions, clock.today(), division_scope=scope):
        verdicts.append(verdict)
        if report and len(verdicts) % 500 == 0:
            report(len(verdicts), 0)
    return verdicts


def note(verdict: RowVerdict, code: str, hint: str = "") -> None:
    """Add what the archive knows to a judged row; an E_ code rejects it, a W_ code marks it as doubtful."""
    if code in verdict.codes:
        return
    message = f"{sentence_of(code)}（{hint}）" if hint else sentence_of(code)
    # of a person who is elsewhere the row stays out whole: that his certificate differs needs no eyes
    dropped = {"W_CERT_MISMATCH"} if code == "E_DUP_PERSON" else set()
    verdict.codes = (*(each for each in verdict.codes if each not in dropped), code)
    verdict.findings = (*verdict.findings, Finding("", "", code, message, None))
    if code.startswith("E_"):
        verdict.outcome = Outcome.REJECTED
    elif verdict.outcome == Outcome.ACCEPTED:
        verdict.outcome = Outcome.WARNED


def against_archive(verdicts: list[RowVerdict], scope: str) -> Judged:
    """Compare judged rows with the archive as it stands: what is new, what changes, who is elsewhere already.

    ``scope`` are the significant digits of the division whose households may be written.
    """
    judged = Judged(verdicts)
    rows = {(verdict.sheet, verdict.row): verdict for verdict in verdicts}
    assembly = assemble(verdicts)
    for row in assembly.doubled:
        note(rows[row], "W_HH_NO_DOUBLE")
    drafts = _placed(assembly.drafts, rows, scope)
    placed = {row for draft in assembly.drafts for row in draft.rows}
    for key, verdict in rows.items():
        if verdict.outcome in IMPORTED and key not in placed:
            note(verdict, "E_UNPLACED")
    _sort_by_effect(judged, [found for found in match(drafts) if _settle(found, rows)], rows)
    return judged


def _placed(drafts: list[HouseholdDraft], rows: Rows, scope: str) -> list[HouseholdDraft]:
    """Leave out households of another office, and of villages that are not, or no longer, in use."""
    live = live_codes(draft.village_code for draft in drafts)
    kept = []
    for draft in drafts:
        if draft.village_code.startswith(scope) and draft.village_code in live:
            kept.append(draft)
            continue
        code = "E_UNPLACED" if draft.village_code.startswith(scope) else "E_OUT_OF_SCOPE"
        for row in draft.rows:
            note(rows[row], code)
    return kept


def _settle(found: Match, rows: Rows) -> bool:
    """Note in the rows what the archive says; tell whether anybody is left to import."""
    draft = found.draft
    for row, code, hint in found.notes:
        note(rows[row], code, hint)
    if draft.members and found.household_id is None and draft.head is None:
        for row in draft.rows:
            note(rows[row], "W_HEAD_REJECTED")
    return bool(draft.members)


def _sort_by_effect(judged: Judged, matches: list[Match], rows: Rows) -> None:
    existing = load([found.household_id for found in matches if found.household_id is not None])
    for found in matches:
        if found.household_id is None:
            judged.new.append(found)
            continue
        change = compare(found, existing[found.household_id])
        for row, code, hint in change.notes:
            note(rows[row], code, hint)
        (judged.same if change.empty else judged.changes).append((found, change))
