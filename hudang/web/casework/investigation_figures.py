"""五列对照 on a page: every row with its columns; only what is verified counts."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import Right
from hudang.casework.actions import figures as acts
from hudang.casework.actions.figures import FoundFigure
from hudang.casework.queries.figures import figures_for, names_of_members
from hudang.casework.queries.tasks import under_way
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.figures import GROUP_LABELS, KINDS_OF, exclusions_of
from hudang.kernel.errors import InvalidInput, StaleForm
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.numbers import row_number

FIGURES = "investigation:figures"
_NAME = re.compile(r"row_(\d+)_(neighbours|checked|estimated|verified|cost|exclusion|reason)")


@door(Right.HANDLE_CASES, methods=("GET", "POST"))
def figures(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the five columns, and write what was changed in them."""
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            messages.success(request, _written(request, number))
            return redirect(FIGURES, number)
        except InvalidInput as refusal:
            faults = refusal.fields
        except StaleForm as refusal:
            faults = {"": refusal.message}
    case = case_for(request.user, number)
    tables = figures_for(request.user, case)
    context = head_of(case, FIGURES, request.user) | {
        "tables": [_shown(table, request.POST, faults) for table in tables],
        "editable": under_way(case) or case.stage == "mismatch_told",
        "faults": [(name, _fault_place(name), said) for name, said in faults.items()],
        "groups": [(group.value, label, list(KINDS_OF[group].items())) for group, label in GROUP_LABELS.items()],
        "people": list(enumerate(names_of_members(case))),
        "open": sum(row.figure.verified is None for table in tables for row in table.rows),
        "unexplained": sum(row.unexplained for table in tables for row in table.rows),
    }
    return render(request, "casework/figures.html", context, status=422 if faults else 200)


def _fault_place(name: str) -> str:
    found = _NAME.fullmatch(name)
    return {"reason": "差异说明", "exclusion": "不计入"}.get(found[2], "金额") if found else ""


def _written(request: SignedInRequest, number: str) -> str:
    """Do what the pressed button asks for, and say it."""
    posted, version = request.POST, row_number(request.POST.get("version", "")) or None
    if posted.get("drop"):
        acts.drop_figure(actor=request.user, number=number, row=row_number(posted["drop"]), version=version)
        return "已删去。"
    case = acts.set_figures(actor=request.user, number=number, rows=_rows(posted), version=version)
    if posted.get("take"):
        rows = None if posted["take"] == "all" else [row_number(posted["take"])]
        acts.take_over_declared(actor=request.user, number=number, rows=rows, version=case.version)
        return "已按申报核定。"
    return "已保存。"


def _rows(posted: Any) -> dict[int, dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name, value in posted.items():
        found = _NAME.fullmatch(name)
        if found:
            rows.setdefault(int(found[1]), {})[found[2]] = value
    return rows


def _shown(table: Any, posted: Any, faults: dict[str, str]) -> dict[str, Any]:
    """Return a group as the template draws it: what was typed stays when something is wrong."""
    rows = []
    for row in table.rows:
        cells = []
        for name, label, value in row.cells:
            key = f"row_{row.pk}_{name}"
            cells.append(
                {
                    "key": key,
                    "name": name,
                    "label": label,
                    "value": posted.get(key, value) if faults else value,
                    "error": faults.get(key, ""),
                    "apart": label in row.apart or (name == "verified" and row.differs),
                }
            )
        rows.append({"row": row, "cells": cells, "more": _more(row, posted, faults)})
    return {"table": table, "rows": rows, "exclusions": list(exclusions_of(table.group).items())}


def _more(row: Any, posted: Any, faults: dict[str, str]) -> dict[str, Any]:
    keys = {name: f"row_{row.pk}_{name}" for name in ("cost", "exclusion", "reason")}
    stands = {"cost": row.cost, "exclusion": row.figure.exclusion, "reason": row.figure.reason}
    return {
        name: {
            "key": key,
            "value": posted.get(key, stands[name]) if faults else stands[name],
            "error": faults.get(key, ""),
        }
        for name, key in keys.items()
    }


@door(Right.HANDLE_CASES, methods=("POST",))
def add(request: SignedInRequest, number: str) -> HttpResponse:
    """Add a row for what nobody declared."""
    case_for(request.user, number)
    group, _, kind = request.POST.get("what", "").partition(":")
    person = request.POST.get("person", "")
    found = FoundFigure(group, kind, row_number(person) if person else None, request.POST.get("period") or "month")
    try:
        acts.add_figure(actor=request.user, number=number, found=found)
        messages.success(request, "已增列，请填写金额。")
    except InvalidInput as refusal:
        messages.error(request, "".join(refusal.fields.values()))
    return redirect(FIGURES, number)
