"""Checking a declaration against the rules of households, and which papers it still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hudang.casework.rules.declaration import read_declaration
from hudang.casework.rules.papers import required_papers
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
