"""A row's values and findings while it is being judged, and the verdict that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hudang.rosters.reading.grid import CellValue, cell_reference
from hudang.rosters.vocabulary import Outcome, Skip, sentence_of


class Finding(NamedTuple):
    """What was found in one cell (``cell`` is empty where the whole row is meant).

    ``raw`` is the cell as it stands in the file: it may hold an identity number and is not to be stored.
    """

    cell: str
    field: str
    code: str
    message: str
    raw: Any


@dataclass(slots=True)
class RowVerdict:
    """The judgement of one source row.

    ``values`` are in normal form (yuan a month, ISO dates, two-digit relations); household values of a roster with a
    row a member stand in the head's row. ``household`` is the same for all rows of a household: the number that the
    file gives, the archive's code of a known person, or a key that holds in this file only. ``remarks`` holds what
    is no field of household or member (``note``: 备注).
    """

    sheet: str
    row: int
    outcome: Outcome
    codes: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    household: str | None = None
    is_head: bool = False
    skip: Skip | None = None
    same_as: tuple[str, int] | None = None
    remarks: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RowDraft:
    """A data row on its way to a verdict."""

    sheet: str
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    remarks: dict[str, str] = field(default_factory=dict)
    is_head: bool = False
    same_as: tuple[str, int] | None = None
    # the township that the row or its sheet names, also where its village is not known
    town_code: str = ""

    def note(self, code: str, column: int | None, name: str, raw: CellValue | None, hint: str = "") -> None:
        """Add a finding; ``column`` is ``None`` where the whole row is meant."""
        self.codes[code] = None
        message = f"{sentence_of(code)}（{hint}）" if hint else sentence_of(code)
        cell = "" if column is None else cell_reference(self.row, column)
        self.findings.append(Finding(cell, name, code, message, raw))

    def forget(self, beginning: str) -> None:
        """Take back the findings whose codes begin so: something else is told instead."""
        self.codes = {code: None for code in self.codes if not code.startswith(beginning)}
        self.findings = [finding for finding in self.findings if not finding.code.startswith(beginning)]

    @property
    def rejected(self) -> bool:
        """Tell whether any finding rejects the row."""
        return any(code.startswith("E_") for code in self.codes)

    def verdict(self, household: str) -> RowVerdict:
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
            household,
            self.is_head,
            None,
            self.same_as,
            self.remarks,
        )


def skipped(sheet: str, row: int, why: Skip) -> RowVerdict:
    """Return the verdict of a row that is no data."""
    return RowVerdict(sheet, row, Outcome.SKIPPED, skip=why)
