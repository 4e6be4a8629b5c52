"""A row's values and findings while it is being judged, and the verdict that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hudang.rosters.reading.grid import CellValue, cell_reference
from hudang.rosters.vocabulary import Outcome, Skip, sentence_of


class Finding(NamedTuple):
    """What was found in one cell; ``column`` counts from 0 and is ``None`` where the whole row is meant.

    ``raw`` is the cell as it stands in the file: it may hold an identity number, so ``to_json`` leaves it out.
    """

    cell: str
    column: int | None
    field: str
    code: str
    message: str
    raw: Any

    def to_json(self) -> dict[str, Any]:
        """Return the finding without the cell's content."""
        return {
            "cell": self.cell,
            "column": self.column,
            "field": self.field,
            "code": self.code,
            "message": self.message,
        }


def _finding(row: int, column: int | None, name: str, code: str, raw: CellValue | None, hint: str) -> Finding:
    message = f"{sentence_of(code)}（{hint}）" if hint else sentence_of(code)
    return Finding("" if column is None else cell_reference(row, column), column, name, code, message, raw)


@dataclass(slots=True)
class RowVerdict:
    """The judgement of one source row.

    ``values`` are in normal form (yuan a month, ISO dates, two-digit relations); household values of a roster with a
    row a member stand in the head's row. ``household_key`` is the same for all rows of a household: the number that
    the file gives, the archive's code of a known person, or a key that holds in this file only.
    """

    sheet: str
    row: int
    outcome: Outcome
    codes: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    household_key: str = ""
    is_head: bool = False
    skip: Skip | None = None
    same_as: tuple[str, int] | None = None

    def reject(self, code: str, hint: str = "") -> None:
        """Reject the row for a reason that only the archive knows."""
        self._add(code, hint)
        self.outcome = Outcome.REJECTED

    def warn(self, code: str, hint: str = "") -> None:
        """Show the row to a person for a reason that only the archive knows."""
        self._add(code, hint)
        if self.outcome is Outcome.ACCEPTED:
            self.outcome = Outcome.WARNED

    def _add(self, code: str, hint: str) -> None:
        if code not in self.codes:
            self.codes += (code,)
            self.findings += (_finding(self.row, None, "", code, None, hint),)


@dataclass(slots=True)
class RowDraft:
    """A data row on its way to a verdict."""

    sheet: str
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_head: bool = False
    same_as: tuple[str, int] | None = None

    def note(self, code: str, column: int | None, name: str, raw: CellValue | None, hint: str = "") -> None:
        """Add a finding; ``column`` is ``None`` where the whole row is meant."""
        self.codes[code] = None
        self.findings.append(_finding(self.row, column, name, code, raw, hint))

    @property
    def rejected(self) -> bool:
        """Tell whether any finding rejects the row."""
        return any(code.startswith("E_") for code in self.codes)

    def verdict(self, household_key: str) -> RowVerdict:
        """Return the judgement."""
        outcome = Outcome.ACCEPTED
        if self.codes:
            kinds = {code[0] for code in self.codes}
            outcome = Outcome.REJECTED if "E" in kinds else Outcome.WARNED if "W" in kinds else Outcome.ACCEPTED
        return RowVerdict(
            self.sheet,
            self.row,
            outcome,
            tuple(self.codes),
            self.values,
            tuple(self.findings),
            household_key,
            self.is_head,
            None,
            self.same_as,
        )


def skipped(sheet: str, row: int, why: Skip) -> RowVerdict:
    """Return the verdict of a row that is no data."""
    return RowVerdict(sheet, row, Outcome.SKIPPED, skip=why)
