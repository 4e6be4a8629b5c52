"""Checking a declaration against the rules of households, and which papers it still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hudang.archives.models import Material
from hudang.archives.vocabulary import ORIGINAL_LABELS, Original
from hudang.casework.rules.declaration import read_declaration
from hudang.casework.rules.papers import RequiredPaper, required_papers
from hudang.households.rules.member_form import check_new
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput


def faults_of_declaration(declared: Mapping[str, Any]) -> dict[str, str]:
    """Return every fault, by the name of the field on the page."""
    faults = read_declaration(declared, clock.today()).faults
    for number, member in enumerate(declared.get("members", [])):
        try:
            check_new(member, str(member.get("mismatch_reason") or ""))
        except InvalidInput as refusal:
            faults |= {f"members_{number}_{name}": said for name, said in refusal.fields.items()}
    return faults


def lacking_papers(declared: Mapping[str, Any]) -> list[str]:
    """Return the materials that the declaration calls for and nobody has handed over."""
    given = declared.get("papers") or {}
    return [
        paper.code for paper in required_papers(declared, clock.today()) if paper.needed and not given.get(paper.code)
    ]


@dataclass(frozen=True)
class PaperLine:
    """One material of the list: what it is, why it is asked for, and how much of it was handed over."""

    code: str
    name: str
    needed: bool
    why: str
    copies: int
    original: str

    @property
    def lacking(self) -> bool:
        """Whether it must be there and is not."""
        return self.needed and not self.copies

    @property
    def original_label(self) -> str:
        """Whether originals or copies were handed over."""
        return ORIGINAL_LABELS.get(Original(self.original), "") if self.original else ""


def paper_lines(declared: Mapping[str, Any]) -> list[PaperLine]:
    """Return the list of materials that an application calls for, and others that were brought; one query."""
    asked = required_papers(declared, clock.today())
    given: Mapping[str, Any] = declared.get("papers") or {}
    known = {paper.code for paper in asked}
    others = [RequiredPaper(code, False, "申请人另行提交") for code in given if code not in known]
    names = dict(Material.objects.filter(code__in=[*known, *given]).values_list("code", "name"))
    return [
        PaperLine(
            code=paper.code,
            name=names.get(paper.code, paper.code),
            needed=paper.needed,
            why=paper.why,
            copies=_copies(given.get(paper.code)),
            original=str((given.get(paper.code) or {}).get("original") or ""),
        )
        for paper in [*asked, *others]
    ]


def _copies(given: Any) -> int:
    text = str((given or {}).get("copies") or 0)
    return int(text) if text.isdecimal() else 0
