"""What a step of the desk shows: its forms, what it lacks, and the way through the steps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from hudang.archives.queries.requirements import material_names
from hudang.casework.queries.declarations import faults_of_declaration, paper_lines
from hudang.casework.queries.scans import scans_of
from hudang.casework.rules.declaration import unsigned_adults
from hudang.casework.rules.desk_parts import pairs_of, part_of
from hudang.casework.rules.desk_steps import SHAPES, STEP_LABELS, DeskStep, step_of_fault
from hudang.casework.rules.telling import told
from hudang.kernel import clock
from hudang.web.casework.desk_forms import PartForm, rows_view

if TYPE_CHECKING:
    from hudang.casework.models import Case


def context_of(case: Case, declared: Mapping[str, Any], step: DeskStep, more: str) -> dict[str, Any]:
    """Return everything that the page of a step shows."""
    faults = faults_of_declaration(declared)
    lines = paper_lines(declared) if step in (DeskStep.PAPERS, DeskStep.CHECK) else []
    context = {
        "step": step,
        "step_label": STEP_LABELS[step],
        "steps": _steps(case, declared, step, faults),
        "following": _following(step),
        "lines": lines,
        **_forms(declared, step, faults, more),
    }
    if step == DeskStep.PAPERS:
        known = {line.code for line in lines}
        context["scans"] = scans_of(case)
        context["materials"] = [(code, name) for code, name in material_names().items() if code not in known]
    if step == DeskStep.CHECK:
        context["told"] = told(declared, clock.today())
        context["unsigned"] = unsigned_adults(declared, clock.today())
        context["lacking"] = [line for line in lines if line.lacking]
        context["found"] = _by_step(case, declared, faults)
    return context


def _forms(declared: Mapping[str, Any], step: DeskStep, faults: Mapping[str, str], more: str) -> dict[str, Any]:
    shown = faults if step.value in declared.get("seen", []) else {}
    part, shape = part_of(declared, step), SHAPES[step]
    names = {name: [str(row.get("name") or "") for row in declared.get(name, [])] for name in ("members", "left")}
    return {
        "form": PartForm([each for each in shape.fields if each.name != "applicant"], part, "", shown),
        "lists": {
            rows.name: rows_view(rows, rows.name, part[rows.name], shown, names.get(rows.name, ()), more)
            for rows in shape.rows
        },
        "applicant": str(declared.get("applicant", 0)),
        "opened": json.dumps(pairs_of(step, part), ensure_ascii=False),
        "wrong": _told(declared, {name: said for name, said in shown.items() if step_of_fault(name) == step}),
    }


def _following(step: DeskStep) -> str:
    steps = list(DeskStep)
    place = steps.index(step)
    return STEP_LABELS[steps[place + 1]] if place + 1 < len(steps) else ""


def _steps(case: Case, declared: Mapping[str, Any], here: DeskStep, faults: Mapping[str, str]) -> list[dict[str, Any]]:
    lacking = {step_of_fault(name) for name in faults}
    seen = declared.get("seen", [])
    return [
        {
            "number": number,
            "label": STEP_LABELS[step],
            "url": reverse("casework:desk", args=(case.number, step.value)),
            "current": step == here,
            "done": step.value in seen and step not in lacking,
            "lacks": step.value in seen and step in lacking,
        }
        for number, step in enumerate(DeskStep, start=1)
    ]


def _told(declared: Mapping[str, Any], faults: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the faults as anchors of their fields and sentences that name the member."""
    members = declared.get("members", [])
    told = []
    for name, said in faults.items():
        words = name.split("_")
        member = members[int(words[1])] if words[0] == "members" and len(words) > 1 and words[1].isdecimal() else {}
        whose = f"{member.get('name')}：" if member.get("name") else ""
        told.append((f"id_{name}", f"{whose}{said}"))
    return told


def _by_step(case: Case, declared: Mapping[str, Any], faults: Mapping[str, str]) -> list[dict[str, Any]]:
    found = []
    for step in DeskStep:
        here = {name: said for name, said in faults.items() if step_of_fault(name) == step}
        if here:
            url = reverse("casework:desk", args=(case.number, step.value))
            found.append({"label": STEP_LABELS[step], "url": url, "told": _told(declared, here)})
    return found
