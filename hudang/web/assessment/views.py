"""试算: anybody may try figures out; nothing is written."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.assessment.errors import MissingParameter, RegisterIncomplete, UnreadableCase
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.queries.register import case_for
from hudang.assessment.rules.means_test import assess
from hudang.assessment.rules.telling import as_row
from hudang.kernel import clock
from hudang.web.assessment.case_form import (
    AREAS,
    KINDS,
    TABLES,
    CaseFaults,
    Lines,
    case_told,
    lines_of_case,
    sent_lines,
)
from hudang.web.assessment.rows import MORE, shown
from hudang.web.shared.door import SignedInRequest, door

_COUNTY = 6


@door(Right.VIEW_HOUSEHOLDS, methods=("GET", "POST"))
def try_out(request: SignedInRequest) -> HttpResponse:
    """Show the form, empty or with what the register knows of a household, and the result of what was entered."""
    if request.method == "POST":
        return _tried(request)
    head: dict[str, str] = {"day": clock.today().isoformat(), "kind": "dibao", "area": "rural"}
    lines: Lines = {table.name: [] for table in TABLES}
    code, told = request.GET.get("household", "")[:16], ""
    if code:
        try:
            case = case_for(request.user, code, clock.today())
        except (RegisterIncomplete, UnreadableCase) as refusal:
            told = refusal.message
        else:
            head |= {"kind": case.kind.value, "area": case.area.value}
            lines = lines_of_case(case)
    return _page(request, head, lines, {}, {"told": told, "household": code})


def _tried(request: SignedInRequest) -> HttpResponse:
    head = {name: request.POST.get(name, "")[:20] for name in ("day", "kind", "area")}
    lines, faults, more = sent_lines(request.POST), dict[str, str](), request.POST.get(MORE, "")[:20]
    context: dict[str, Any] = {"household": request.POST.get("household", "")[:16], "more": more}
    if not more:
        try:
            case = case_told(request.POST, lines)
            parameters = parameters_in_force(request.user.division_code[:_COUNTY], case.area, case.day)
            context["result"] = as_row(assess(case, parameters))
        except CaseFaults as wrong:
            faults = wrong.faults
        except MissingParameter as refusal:
            context["told"] = refusal.message
    return _page(request, head, lines, faults, context)


def _page(
    request: SignedInRequest, head: dict[str, str], lines: Lines, faults: dict[str, str], context: dict[str, Any]
) -> HttpResponse:
    more = context.get("more", "")
    placed = {f"{table.name}.{at}.{cell.key}" for table in TABLES for at in range(60) for cell in table.cells}
    context |= {
        "head": head,
        "kinds": KINDS,
        "areas": AREAS,
        "tables": [shown(table, lines[table.name], faults, more == table.name) for table in TABLES],
        "faults": bool(faults),
        "general": [said for place, said in faults.items() if place not in placed],
    }
    return render(request, "assessment/try.html", context, status=400 if faults else 200)
