"""Compare the cells of a row with one another: what the identity number says wins."""

from __future__ import annotations

from typing import Any, Protocol

from hudang.households.vocabulary import DISABILITY_KIND, DISABILITY_LEVEL
from hudang.kernel.identity import IdentityNumber, parse_certificate
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import Reading
from hudang.rosters.rules.columns import Column
from hudang.rosters.rules.outcomes import RowDraft

_MONTH_FORMS = ("month", "compact month")


class Cells(Protocol):
    """Where the raw cells of a row are found by field."""

    columns: dict[str, Column]

    def index_of(self, name: str) -> int | None: ...
    def cell(self, values: list[CellValue], name: str) -> CellValue: ...


def _note(cells: Cells, draft: RowDraft, values: list[CellValue], code: str, name: str) -> None:
    draft.note(code, cells.index_of(name), name, cells.cell(values, name))


def compare_counts(cells: Cells, draft: RowDraft, values: list[CellValue]) -> None:
    """Leave out a number of covered persons that is larger than the family."""
    family, covered = draft.values.get("family"), draft.values.get("covered_n")
    if isinstance(family, int) and isinstance(covered, int) and covered > family:
        _note(cells, draft, values, "W_COVERED_GT_FAMILY", "covered_n")
        draft.values["covered_n"] = None


def compare_person(cells: Cells, draft: RowDraft, values: list[CellValue], identity: IdentityNumber) -> None:
    """Compare sex, birth date and disability certificate with the identity number."""
    out = draft.values
    if "sex" in out:
        sex = "男" if identity.sex == "1" else "女"
        if out["sex"] and out["sex"] != sex:
            _note(cells, draft, values, "W_SEX_MISMATCH", "sex")
        out["sex"] = sex
    if out.get("birth"):
        _compare_birth(cells, draft, values, identity)
    if out.get("dis_cert") and not _certificate_fits(out, identity):
        _note(cells, draft, values, "W_CERT_MISMATCH", "dis_cert")


def _compare_birth(cells: Cells, draft: RowDraft, values: list[CellValue], identity: IdentityNumber) -> None:
    born = identity.birth_date.isoformat()
    read = cells.columns["birth"].read(cells.cell(values, "birth"))
    length = 7 if isinstance(read, Reading) and read.form in _MONTH_FORMS else 10
    if str(draft.values["birth"])[:length] != born[:length]:
        _note(cells, draft, values, "W_BIRTH_MISMATCH", "birth")
    draft.values["birth"] = born


def _certificate_fits(values: dict[str, Any], identity: IdentityNumber) -> bool:
    certificate = parse_certificate(values["dis_cert"])
    if certificate is None:
        return True
    kind, level = values.get("dis_kind"), values.get("dis_level")
    return (
        certificate.identity == identity.number
        and (kind not in DISABILITY_KIND.values() or kind == DISABILITY_KIND[certificate.kind])
        and (level not in DISABILITY_LEVEL.values() or level == DISABILITY_LEVEL[certificate.level])
    )
