"""Judging a workbook against the archive: the pure verdicts, then what the archive already knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hudang.divisions.queries import division_table
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code, scope_prefix
from hudang.rosters.differences import Change, compare, load
from hudang.rosters.errors import NothingToImport
from hudang.rosters.matching import Match, match
from hudang.rosters.reading import open_workbook
from hudang.rosters.rules.drafts import assemble
from hudang.rosters.rules.mapping import WorkbookMapping, recall
from hudang.rosters.rules.outcomes import Finding, RowVerdict
from hudang.rosters.rules.proposal import propose
from hudang.rosters.rules.verdicts import judge
from hudang.rosters.vocabulary import Outcome, sentence_of

Report = Callable[[int, int], None]


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


def propose_mapping(path: Path, file_name: str, memory: Mapping[str, Any]) -> WorkbookMapping:
    """Return the mapping proposed for a workbook, with what the office confirmed for the same headers before."""
    return recall(propose(open_workbook(path, file_name)), memory)


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
    message = f"{sentence_of(code)}（{hint}）" if hint else sentence_of(code)
    verdict.codes = (*verdict.codes, code)
    verdict.findings = (*verdict.findings, Finding("", "", code, message, None))
    if code.startswith("E_"):
        verdict.outcome = Outcome.REJECTED
    elif verdict.outcome == Outcome.ACCEPTED:
        verdict.outcome = Outcome.WARNED


def against_archive(verdicts: list[RowVerdict]) -> Judged:
    """Compare judged rows with the archive as it stands: what is new, what changes, who is elsewhere already."""
    judged = Judged(verdicts)
    rows = {(verdict.sheet, verdict.row): verdict for verdict in verdicts}
    drafts = assemble(verdicts)
    placed = {row for draft in drafts for row in draft.rows}
    for key, verdict in rows.items():
        if verdict.outcome in (Outcome.ACCEPTED, Outcome.WARNED) and key not in placed:
            note(verdict, "E_UNPLACED")
    _sort_by_effect(judged, [found for found in match(drafts) if _settle(found, rows)])
    return judged


def _settle(found: Match, rows: dict[tuple[str, int], RowVerdict]) -> bool:
    """Refuse the rows whose person is elsewhere; tell whether anybody is left to import."""
    draft, head = found.draft, found.draft.head
    for row, known in found.taken.items():
        note(rows[row], "E_DUP_PERSON", f"已在户 {known.household_code} 登记")
    if found.head_differs and head:
        note(rows[head.row], "E_HEAD_DIFFERS")
        draft.members.remove(head)
    draft.rows = [row for row in draft.rows if rows[row].outcome != Outcome.REJECTED]
    headless = found.household_id is None and draft.head is None
    if headless and found.taken:
        for row in draft.rows:
            note(rows[row], "W_HEAD_REJECTED")
    return bool(draft.members)


def _sort_by_effect(judged: Judged, matches: list[Match]) -> None:
    existing = load([found.household_id for found in matches if found.household_id is not None])
    for found in matches:
        if found.household_id is None:
            judged.new.append(found)
            continue
        change = compare(found, existing[found.household_id])
        (judged.same if change.empty else judged.changes).append((found, change))
