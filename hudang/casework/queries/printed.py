"""Sheets that are printed to be signed, before a paper is made of them."""

from __future__ import annotations

from typing import Any

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.casework.declared import declaration_of
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.declaration import adults_of
from hudang.casework.rules.pledges import pledge_of
from hudang.forms.catalogue import form_of
from hudang.forms.queries.offices import office_of
from hudang.forms.sheet import Frame, sheet_of
from hudang.kernel import clock
from hudang.printing.actions.papers import document, fonts
from hudang.printing.rendering import render_sheet


def pledge_sheet(user: User, number: str) -> bytes:
    """Return the pledge (F02) with a line for every adult, unsigned, as PDF."""
    require(user, Right.PRINT)
    case = case_for(user, number)
    definition, declared = form_of("F02"), declaration_of(case)
    values: dict[str, Any] = pledge_of(declared, clock.today())
    values["adults"] = [
        {"name": str(member.get("name") or ""), "relation": str(member.get("relation") or "")}
        for member in adults_of(declared, clock.today())
    ]
    frame = Frame(office=office_of(definition, case.village_code))
    sheet = sheet_of(definition, values, frame)
    return render_sheet(sheet, document(f"{definition.title}（待签）", user), fonts())
