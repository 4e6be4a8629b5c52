"""程序与依据: every step of the procedures with the rule and the document it rests on (R24)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import POST_LABELS, Post, Right
from hudang.casework.rules.procedure import TABLES, Transition, transition_of
from hudang.casework.vocabulary import CLOCK_LABELS, PROCEDURE_LABELS, STAGE_LABELS, CaseAct, Procedure, act_label
from hudang.forms.catalogue import FORMS
from hudang.kernel.errors import NotVisible
from hudang.library.queries.rules import basis_of, rules_of_act
from hudang.web.library.tabs import tabs_at
from hudang.web.shared.door import SignedInRequest, door


@door(Right.VIEW_LIBRARY)
def procedure(request: SignedInRequest) -> HttpResponse:
    """List the steps of both procedures."""
    groups = [
        (PROCEDURE_LABELS[each], each.value, [(row, act_label(each, row.act), _posts(row)) for row in TABLES[each]])
        for each in Procedure
    ]
    return render(request, "library/procedure.html", {"tabs": tabs_at("procedure"), "groups": groups})


def _posts(row: Transition) -> str:
    return "、".join(POST_LABELS[post] for post in Post if post in row.posts)


@door(Right.VIEW_LIBRARY)
def step(request: SignedInRequest, procedure: str, act: str) -> HttpResponse:
    """Show what a step rests on: the rules of the county, the documents with their articles."""
    if procedure not in set(Procedure) or act not in set(CaseAct):
        raise NotVisible
    row = transition_of(Procedure(procedure), CaseAct(act))
    if row is None:
        raise NotVisible
    context = {
        "row": row,
        "label": act_label(procedure, row.act),
        "procedure": PROCEDURE_LABELS[Procedure(procedure)],
        "posts": _posts(row),
        "stages": "、".join(STAGE_LABELS[stage] for stage in STAGE_LABELS if stage in row.sources),
        "target": STAGE_LABELS[row.target],
        "clocks": "、".join(CLOCK_LABELS[each] for each in row.starts),
        "papers": [FORMS[code].title for code in row.papers if code in FORMS],
        "basis": basis_of(request.user, row.source),
        "rules": rules_of_act(request.user, procedure, act),
    }
    return render(request, "library/step.html", context)
