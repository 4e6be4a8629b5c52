"""申报: what the applicant declared, in words, with the papers he brought."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.casework.declared import declaration_of
from hudang.casework.queries.declarations import paper_lines
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.desk_stages import FILLED_IN
from hudang.casework.rules.telling import told
from hudang.casework.vocabulary import CaseStage
from hudang.kernel import clock
from hudang.web.casework.tabs import head_of
from hudang.web.shared.door import SignedInRequest, door


@door(Right.VIEW_CASES)
def declared(request: SignedInRequest, number: str) -> HttpResponse:
    """Show a declaration; numbers stay masked."""
    case = case_for(request.user, number)
    values = declaration_of(case)
    context = head_of(case, "casework:declared", request.user) | {
        "told": told(values, clock.today()),
        "papers": paper_lines(values),
        "may_edit": request.user.may(Right.OPEN_CASES) and CaseStage(case.stage) in FILLED_IN,
    }
    return render(request, "casework/declared.html", context)
